import { createHash } from 'node:crypto'
import type pg from 'pg'
import { checkProof, leafOf } from '../proof.ts'
import { COLUMNS, recorded } from './event-row.ts'
import { type Partition, PartitionFault } from './partitions.ts'

/** Events read at a time: memory does not grow with the size of a partition. */
const PAGE = 2_000

/** Told the position that was reached. */
export type OnPosition = (position: bigint) => void

/**
 * Reads every event of a full partition by its table: no position may be missing or out of its range, and every row must be
 * what was sealed. Gives the digest of the leaves. Throws `PartitionFault` that names the first position that is wrong.
 */
export const provePartition = async (
  client: pg.ClientBase,
  { name, first, end }: Pick<Partition, 'name' | 'first' | 'end'>,
  onPosition: OnPosition = () => undefined,
): Promise<Buffer> => {
  const leaves = createHash('sha256')
  let next = first > 0n ? first : 1n
  for (let last = -1n; ; onPosition(last)) {
    const { rows } = await client.query<unknown[]>({
      text: `select null, null, ${COLUMNS} from log.${name} e where position > $1 order by position limit ${PAGE}`,
      values: [last],
      rowMode: 'array',
    })
    for (const event of rows.map(recorded)) {
      if (event.position !== next)
        throw new PartitionFault(`${name}: position ${next} is missing, ${event.position} is there`)
      const [wrong] = checkProof(event)
      if (wrong) throw new PartitionFault(`${name}: position ${next} is not what was sealed (${wrong})`)
      leaves.update(leafOf(event.proof))
      last = next
      next += 1n
    }
    if (rows.length < PAGE) break
  }
  if (next !== end) throw new PartitionFault(`${name}: it ends at ${next - 1n}, not at ${end - 1n}`)
  return leaves.digest()
}

/** The same, and the leaves must be those that it was detached with. */
export const proveAsDetached = async (
  client: pg.ClientBase,
  partition: Partition,
  onPosition?: OnPosition,
): Promise<void> => {
  const leaves = await provePartition(client, partition, onPosition)
  if (!partition.leaves?.equals(leaves))
    throw new PartitionFault(`${partition.name}: these are not the events that were detached`)
}
