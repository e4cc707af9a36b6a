import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { open, rename, writeFile } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { PassThrough } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import { type OnPosition, proveAsDetached } from './partition-proof.ts'
import { getPartition, moveTo, type Partition, PartitionFault, redefine } from './partitions.ts'

const sha256Of = async (path: string): Promise<string> => {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}

/** Only when its directory is on the disk as well does a file outlast a loss of power under its name. */
const keepName = async (path: string): Promise<void> => {
  const directory = await open(dirname(path))
  try {
    await directory.sync()
  } finally {
    await directory.close()
  }
}

/** Bytes are counted into a digest on their way. */
const digesting = () => {
  const hash = createHash('sha256')
  const through = new PassThrough()
  through.on('data', (bytes: Buffer) => hash.update(bytes))
  return { through, digest: () => hash.digest('hex') }
}

const getDetached = async (client: pg.Client, number: number): Promise<Partition> => {
  const partition = await getPartition(client, number)
  if (partition.state !== 'detached') throw new PartitionFault(`${partition.name} is ${partition.state}, not detached`)
  return partition
}

/**
 * Writes a detached partition to a file (PostgreSQL's binary COPY, in the order of positions), and beside it `<file>.sha256`
 * as `sha256sum -c` reads it. What was written is read again before it is called written. The table stays.
 * Throws `PartitionFault` where its events are not those that were detached.
 */
export const exportPartition = async (
  client: pg.Client,
  { number, file, onPosition }: { number: number; file: string; onPosition?: OnPosition },
): Promise<{ sha256: string }> => {
  const partition = await getDetached(client, number)
  await proveAsDetached(client, partition, onPosition)
  const { through, digest } = digesting()
  const part = `${file}.part`
  const rows = client.query(
    copyTo(`copy (select * from log.${partition.name} order by position) to stdout (format binary)`),
  )
  await pipeline(rows, through, createWriteStream(part, { flush: true, mode: 0o600 }))
  const sha256 = digest()
  if ((await sha256Of(part)) !== sha256) throw new PartitionFault(`${part} does not hold what was written to it`)
  await rename(part, file)
  await writeFile(`${file}.sha256`, `${sha256}  ${basename(file)}\n`, { flush: true })
  await keepName(file)
  return { sha256 }
}

/**
 * Takes a detached partition off the server once its file holds every byte of it: the file is compared with what an export
 * would write now. From then on, what needs these events fails with `PartitionAway` until they are imported again.
 */
export const removePartition = async (
  client: pg.Client,
  { number, file }: { number: number; file: string },
): Promise<void> => {
  const partition = await getDetached(client, number)
  const again = createHash('sha256')
  await pipeline(
    client.query(copyTo(`copy (select * from log.${partition.name} order by position) to stdout (format binary)`)),
    again,
  )
  const fileSha256 = await sha256Of(file)
  if (again.digest('hex') !== fileSha256) throw new PartitionFault(`${file} does not hold ${partition.name} as it is`)
  await redefine(client, async () => {
    await moveTo(client, partition, { state: 'away', fileSha256 })
    await client.query(`drop table log.${partition.name}`)
  })
}

/**
 * Brings a partition back from its file as a detached one. The bytes of the file, the range, the number of events, each event
 * and the digest of the leaves must be what they were, or nothing is changed and `PartitionFault` says what differs.
 */
export const importPartition = async (
  client: pg.Client,
  { number, file, onPosition }: { number: number; file: string; onPosition?: OnPosition },
): Promise<void> => {
  const partition = await getPartition(client, number)
  if (partition.state !== 'away') throw new PartitionFault(`${partition.name} is ${partition.state}, not away`)
  await (await open(file)).close()
  await client.query('begin')
  try {
    await createTable(client, partition)
    const { through, digest } = digesting()
    const rows = client.query(copyFrom(`copy log.${partition.name} from stdin (format binary)`))
    await pipeline(createReadStream(file), through, rows)
    if (digest() !== partition.fileSha256)
      throw new PartitionFault(`${file} is not the file that ${partition.name} was moved to`)
    await proveAsDetached(client, partition, onPosition)
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    if (error instanceof PartitionFault || !(error instanceof Error)) throw error
    throw new PartitionFault(`${file} cannot be read as ${partition.name}: ${error.message}`, { cause: error })
  }
  await redefine(client, () => moveTo(client, partition, { state: 'detached' }))
}

/** A table left by an import that was broken off is made again. The range is said, so that attaching it needs no scan. */
const createTable = async (client: pg.Client, { name, first, end }: Partition): Promise<void> => {
  await client.query(`
    drop table if exists log.${name};
    create table log.${name} (like log.event_live including defaults including constraints including indexes,
      check (position is not null and position >= ${first} and position < ${end}));
    create trigger append_only before update or delete or truncate on log.${name}
      for each statement execute function log.refuse_change();
    alter table log.${name} enable always trigger append_only`)
}
