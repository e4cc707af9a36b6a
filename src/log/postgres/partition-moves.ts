import type pg from 'pg'
import { type OnPosition, proveAsDetached, provePartition } from './partition-proof.ts'
import { getPartition, moveTo, type Partition, PartitionFault, redefine } from './partitions.ts'

/**
 * Takes an old partition off the live log: it becomes a table on its own that no append touches, and is read as before.
 * Nobody waits for it but for moments. Broken off anywhere, the same call finishes it. Throws `PartitionFault` for one that
 * the head has not passed, or whose events are not what was sealed.
 */
export const detachPartition = async (client: pg.Client, number: number, onPosition?: OnPosition): Promise<void> => {
  const partition = await getPartition(client, number)
  if (partition.state === 'away') throw new PartitionFault(`${partition.name} is away`)
  if (partition.state === 'detached') return
  if (partition.state === 'attached') {
    if (partition.head < partition.end)
      throw new PartitionFault(
        `${partition.name} is in use: the log ends at ${partition.head}, it at ${partition.end - 1n}`,
      )
    const leaves = await provePartition(client, partition, onPosition)
    // From here on log.event names every partition by itself: whether this one is attached makes no difference to readers.
    await redefine(client, () => moveTo(client, partition, { state: 'leaving', leaves }))
  }
  await takeOff(client, partition)
  await redefine(client, () => moveTo(client, { number, state: 'leaving' }, { state: 'detached' }))
}

/** Concurrently: it waits for those who use the partition, and nobody waits for it. */
const takeOff = async (client: pg.Client, { name }: Partition): Promise<void> => {
  const { rows } = await client.query<{ pending: boolean }>(
    'select inhdetachpending as pending from pg_inherits where inhrelid = $1::regclass',
    [`log.${name}`],
  )
  const [attached] = rows
  if (!attached) return
  const how = attached.pending ? 'finalize' : 'concurrently'
  await client.query(`alter table log.event_live detach partition log.${name} ${how}`)
}

/**
 * Puts a detached partition back among the live ones, after every event in it has been found to be the one that was
 * detached. Throws `PartitionFault` where one is not.
 */
export const attachPartition = async (client: pg.Client, number: number, onPosition?: OnPosition): Promise<void> => {
  const partition = await getPartition(client, number)
  if (partition.state === 'attached') return
  if (partition.state !== 'detached') throw new PartitionFault(`${partition.name} is ${partition.state}, not detached`)
  await proveAsDetached(client, partition, onPosition)
  const { name, first, end } = partition
  await redefine(client, async () => {
    await moveTo(client, partition, { state: 'attached' })
    await client.query(`alter table log.event_live attach partition log.${name} for values from (${first}) to (${end})`)
    await dropOwnChecks(client, name)
  })
}

/** The range that spared the server a scan, and which the partition says by itself now. */
const dropOwnChecks = async (client: pg.Client, name: string): Promise<void> => {
  const { rows } = await client.query<{ conname: string }>(
    `select conname from pg_constraint where conrelid = $1::regclass and contype = 'c' and coninhcount = 0`,
    [`log.${name}`],
  )
  for (const { conname } of rows)
    await client.query(`alter table log.${name} drop constraint ${client.escapeIdentifier(conname)}`)
}
