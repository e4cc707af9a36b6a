import { LogHalted, PartitionAway } from '../errors.ts'
import type { Recorded, Version } from '../port.ts'
import type { Row } from './writer.ts'

/** A stretch of versions, rising. */
type Versions = { first: Version; length: number }

/** The versions that a read of a stream standing at `tip` must give. */
export const wantedOf = (
  tip: Version,
  { direction, from, most }: { direction: 'forward' | 'backward'; from: Version | undefined; most: number | null },
): Versions => {
  const first = direction === 'forward' ? Math.max(1, from ?? 1) : 1
  const last = direction === 'forward' ? tip : Math.min(tip, from ?? tip)
  const length = Math.max(0, Math.min(last - first + 1, most ?? last))
  return { first: direction === 'forward' ? first : last - length + 1, length }
}

/** The partition that is away between the events of a stream before and after a version. */
export const MISSING = `
  select name, first_position, end_position from log.partition
  where state = 'away'
    and end_position > coalesce((select position from log.event where stream_id = $1 and version < $2
      order by version desc limit 1), 0)
    and first_position < coalesce((select position from log.event where stream_id = $1 and version > $2
      order by version limit 1), 9223372036854775807)
  order by first_position limit 1`

/** Why a stream has fewer events than its version says: where they are, or that they were taken away. */
export const missingError = async (
  stream: string,
  { first, length }: Versions,
  found: readonly Recorded[],
  query: (values: unknown[]) => Promise<Row[]>,
): Promise<Error> => {
  const there = new Set(found.map(({ version }) => version))
  let version = first
  while (version < first + length - 1 && there.has(version)) version += 1
  const [row] = await query([stream, version])
  if (!row) return new LogHalted(`version ${version} of ${stream} is not there: it was taken away`)
  const [partition, begin, end] = row as [string, string, string]
  return new PartitionAway({ partition, first: BigInt(begin), end: BigInt(end) })
}
