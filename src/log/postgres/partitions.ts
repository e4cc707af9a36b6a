import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { clientConfig, settle } from './connection.ts'
import { readFailure, sqlState } from './failure.ts'

/** What an operator asked for cannot be done to a partition; says why in a sentence. */
export class PartitionFault extends Error {
  override readonly name = 'PartitionFault'
}

/**
 * A stretch of the log, from position `first` to before `end`. Attached: written and read like all others. Detached: a table
 * on its own, still read. Leaving: on the way from one to the other. Away: in a file, and nothing that needs it is answered.
 */
export type Partition = {
  number: number
  name: string
  first: bigint
  end: bigint
  state: 'attached' | 'leaving' | 'detached' | 'away'
  /** SHA-256 over the leaves of its events in their order, as they were when it was detached. */
  leaves: Buffer | null
  /** Of the file that it was moved to. */
  fileSha256: string | null
  /** Table and indexes on disk; 0 for one that is away. */
  bytes: bigint
}

/** All partitions, oldest first, and where the log ends. */
export type Partitions = { head: bigint; partitions: readonly Partition[] }

const LIST = `
  select (select position from log.head), number, name, first_position, end_position, state, leaves, file_sha256,
    coalesce(pg_total_relation_size(to_regclass('log.' || name)), 0)
  from log.partition order by number`

/** How many events a partition holds whose positions have all been given out: there is no position 0. */
export const eventsIn = ({ first, end }: Pick<Partition, 'first' | 'end'>): bigint => end - (first > 0n ? first : 1n)

/** Lists the partitions of a log. */
export const listPartitions = async (client: pg.ClientBase): Promise<Partitions> => {
  const { rows } = await client.query<unknown[]>({ text: LIST, rowMode: 'array' })
  const partitions = rows.map(
    ([, number, name, first, end, state, leaves, fileSha256, bytes]): Partition => ({
      number: Number(number),
      name: String(name),
      first: BigInt(first as string),
      end: BigInt(end as string),
      state: state as Partition['state'],
      leaves: leaves as Buffer | null,
      fileSha256: fileSha256 as string | null,
      bytes: BigInt(bytes as string),
    }),
  )
  return { head: BigInt((rows[0]?.[0] as string | undefined) ?? 0), partitions }
}

/** One partition by its number. Throws `PartitionFault` where there is none. */
export const getPartition = async (client: pg.ClientBase, number: number): Promise<Partition & { head: bigint }> => {
  const { head, partitions } = await listPartitions(client)
  const found = partitions.find((partition) => partition.number === number)
  if (!found) throw new PartitionFault(`there is no partition ${number}`)
  return { ...found, head }
}

/**
 * Works on partitions as the owner of the log, one operator at a time. `adminUrl` is a login that may take `log_owner` on.
 * Throws `PartitionFault` while another one is at work, `LogUnavailable` or `LogHalted` where there is no way in.
 */
export const withPartitions = async <Result>(
  adminUrl: string,
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> => {
  const client = new pg.Client(clientConfig({ connectionString: adminUrl }, 'anjuan partitions'))
  client.on('error', () => undefined)
  try {
    await client.connect()
    await settle(client, { connectionString: adminUrl, role: 'log_owner' }, { statement: 0, lock: 0, idle: 0 })
    const { rows } = await client.query(`select pg_try_advisory_lock(hashtextextended('log.partitions', 0)) as alone`)
    if (rows[0].alone !== true) throw new PartitionFault('another operator is at work on the partitions')
  } catch (error) {
    await client.end().catch(() => undefined)
    throw error instanceof PartitionFault ? error : readFailure(error)
  }
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** Whoever waits for a lock on `log.event` makes all later readers wait too: so it is waited for shortly, and often. */
const LOCK_WAIT = '500ms'
const PAUSE = 250
const TRIES = 240

/**
 * Changes what the partitions are and what `log.event` shows in one short transaction, and gives way to readers that are
 * already at it. Throws `PartitionFault` when they let nobody in for minutes.
 */
export const redefine = async (client: pg.Client, change: () => Promise<unknown>): Promise<void> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await client.query(`begin; set local lock_timeout = '${LOCK_WAIT}'`)
      await client.query(`select pg_advisory_xact_lock(hashtextextended('log.make_partitions', 0))`)
      await change()
      await client.query('commit')
      return
    } catch (error) {
      await client.query('rollback')
      if (!['55P03', '40P01'].includes(sqlState(error) ?? '')) throw error
      if (attempt === TRIES) throw new PartitionFault('somebody reads the log all the time; try again later')
      await sleep(PAUSE)
    }
  }
}

/** Notes the next state of a partition, and lets `log.event` show it. To be called within `redefine`. */
export const moveTo = async (
  client: pg.Client,
  { number, state }: Pick<Partition, 'number' | 'state'>,
  next: { state: Partition['state']; leaves?: Buffer; fileSha256?: string },
): Promise<void> => {
  const { rowCount } = await client.query(
    `update log.partition set state = $3, leaves = coalesce($4, leaves), file_sha256 = coalesce($5, file_sha256)
     where number = $1 and state = $2`,
    [number, state, next.state, next.leaves, next.fileSha256],
  )
  if (rowCount !== 1) throw new PartitionFault(`partition ${number} is no longer ${state}`)
  await client.query('select log.define_event()')
}
