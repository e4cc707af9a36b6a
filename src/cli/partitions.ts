import type pg from 'pg'
import { ConfigFault, readConfig } from '../config.ts'
import { openDatabases } from '../db.ts'
import { exportPartition, importPartition, removePartition } from '../log/postgres/partition-files.ts'
import { attachPartition, detachPartition } from '../log/postgres/partition-moves.ts'
import { eventsIn, listPartitions, type Partition, PartitionFault, withPartitions } from '../log/postgres/partitions.ts'
import { say } from './print.ts'
import { startProgress } from './progress.ts'

/** Works on the partitions as the owner of the database; the running program has no such right. */
const operate = async <Result>(work: (client: pg.Client) => Promise<Result>): Promise<Result> => {
  const config = readConfig('as-found')
  if (config.eventStoreUrl !== undefined)
    throw new PartitionFault('EVENTSTORE_URL: that cluster keeps the log, and its own files.')
  if (config.databaseAdminUrl !== undefined) return withPartitions(config.databaseAdminUrl, work)
  const databases = await openDatabases(config, say)
  try {
    if (databases.adminUrl === undefined)
      throw new ConfigFault('DATABASE_ADMIN_URL: must name the owner of the database')
    return await withPartitions(databases.adminUrl, work)
  } finally {
    await databases.stop()
  }
}

const numberOf = (text: string): number => {
  if (!/^\d{1,6}$/.test(text)) throw new PartitionFault(`${text} is no number of a partition: anjuan partitions`)
  return Number(text)
}

/** Runs one move of a partition with its progress, position by position. */
const move = (
  text: string,
  title: string,
  work: (client: pg.Client, number: number, onPosition: (position: bigint) => void) => Promise<unknown>,
): Promise<void> =>
  operate(async (client) => {
    const number = numberOf(text)
    const found = (await listPartitions(client)).partitions.find((partition) => partition.number === number)
    const progress = startProgress(title)
    await work(client, number, (position) => {
      if (found) progress.at(Number(position - found.first) + 1, Number(found.end - found.first))
    })
    progress.end()
  })

/** What holds for a person: how far a partition is filled, and whether it waits ahead of the log. */
const lineOf = ({ head, partition }: { head: bigint; partition: Partition }): string => {
  const { name, first, end, state, bytes } = partition
  const filled = head < first ? 0n : head < end ? head - (first > 0n ? first - 1n : 0n) : eventsIn(partition)
  const shown = state === 'attached' ? (head < first ? 'spare' : head < end ? 'head' : 'attached') : state
  const mebibytes = `${(Number(bytes) / 2 ** 20).toFixed(1)} MiB`
  return [
    name.padEnd(12),
    `${first}–${end - 1n}`.padEnd(24),
    `${filled}`.padStart(10),
    mebibytes.padStart(14),
    shown,
  ].join(' ')
}

/** `anjuan partitions`: every partition with its positions, events, size on disk and state. */
export const listPartitionsCommand = (): Promise<void> =>
  operate(async (client) => {
    const { head, partitions } = await listPartitions(client)
    for (const partition of partitions) say(lineOf({ head, partition }))
  })

/** `anjuan partitions detach <n>` */
export const detachCommand = async (number: string): Promise<void> => {
  await move(number, 'checking', detachPartition)
  say(`Partition ${number} is detached. It is read as before; anjuan partitions attach ${number} puts it back.`)
}

/** `anjuan partitions attach <n>` */
export const attachCommand = async (number: string): Promise<void> => {
  await move(number, 'checking', attachPartition)
  say(`Partition ${number} is attached.`)
}

/** `anjuan partitions export <n> <file> [--remove]` */
export const exportCommand = async (number: string, file: string, { remove }: { remove?: boolean }): Promise<void> => {
  await move(number, 'writing', async (client, partition, onPosition) => {
    const { sha256 } = await exportPartition(client, { number: partition, file, onPosition })
    say(`${file}: SHA-256 ${sha256}`)
    if (remove) await removePartition(client, { number: partition, file })
  })
  say(
    remove
      ? `Partition ${number} is away. What needs it fails until: anjuan partitions import ${number} ${file}`
      : `Partition ${number} is still here; --remove would have taken it off the server.`,
  )
}

/** `anjuan partitions import <n> <file>` */
export const importPartitionCommand = async (number: string, file: string): Promise<void> => {
  await move(number, 'checking', (client, partition, onPosition) =>
    importPartition(client, { number: partition, file, onPosition }),
  )
  say(`Partition ${number} is back, detached. It is read as before; anjuan partitions attach ${number} puts it back.`)
}
