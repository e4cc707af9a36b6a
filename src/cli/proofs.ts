import { PartitionAway } from '../log/errors.ts'
import type { Cursor, EventLog, Page, Recorded } from '../log/port.ts'
import { checkProof } from '../log/proof.ts'
import type { Anjuan } from '../main.ts'
import { startProgress } from './progress.ts'

/** Something that was found; `fatal` where data were lost or will be. */
export type Told = { fatal: boolean; text: string }

const PAGE = 5_000

/** A page of what is on the server: what lies in a file is told, and passed over. */
const readHere = async (log: EventLog, after: Cursor | undefined, told: Told[]): Promise<Page> => {
  try {
    return await log.readAll({ after, limit: PAGE })
  } catch (error) {
    if (!(error instanceof PartitionAway)) throw error
    const { partition, first, end } = error.away
    const before = first - 1n - (after === undefined ? 0n : log.positionOf(after))
    if (before > 0n) return log.readAll({ after, limit: Number(before) })
    told.push({ fatal: false, text: `positions ${first} to ${end - 1n} are in a file (${partition}): not checked` })
    return { events: [], scannedTo: log.cursorAt(end - 1n) }
  }
}

/** Tells of every place where an event should be, from one event to the next. */
type Gaps = {
  after(event: Pick<Recorded, 'position' | 'stream' | 'version'>): string | undefined
  passed(to: bigint): void
}

/** Positions are given out without gaps, so an empty one was taken away: no proof is left that could be wrong. */
const gapsInPositions = (): Gaps => {
  let last = 0n
  return {
    after: ({ position }) => {
      const expected = last + 1n
      last = position
      return position === expected ? undefined : `positions ${expected} to ${position - 1n}: there is no event`
    },
    passed: (to) => {
      last = to
    },
  }
}

/** Where positions have gaps by nature, versions have none; one number is remembered of every stream. */
const gapsInVersions = (): Gaps => {
  const versions = new Map<string, number>()
  return {
    after: ({ stream, version }) => {
      const expected = (versions.get(stream) ?? 0) + 1
      versions.set(stream, version)
      return version === expected ? undefined : `${stream}: version ${version} stands where ${expected} should be`
    },
    passed: () => undefined,
  }
}

/** Recomputes leaf and MAC of every event from its stored bytes, and sees that none is missing before another. */
export const proofsOf = async ({ log, keys }: Anjuan): Promise<Told[]> => {
  const told: Told[] = []
  const end = await log.head()
  const progress = startProgress('proofs')
  const gaps = log.relation === undefined ? gapsInVersions() : gapsInPositions()
  let after: Cursor | undefined
  while ((after === undefined || log.compare(after, end) < 0) && told.length < 100) {
    const page = await readHere(log, after, told)
    for (const event of page.events) {
      const gap = gaps.after(event)
      if (gap !== undefined) told.push({ fatal: true, text: gap })
      const key = keys.keyOf('mac', event.macKey)
      const wrong = checkProof(event, key ? { id: event.macKey, key } : undefined)
      if (!key) told.push({ fatal: true, text: `position ${event.position}: MAC key ${event.macKey} is not here` })
      for (const text of wrong)
        told.push({ fatal: true, text: `position ${event.position} (${event.stream}): ${text}` })
    }
    after = page.scannedTo
    if (page.events.length === 0) gaps.passed(log.positionOf(after))
    progress.at(Number(log.positionOf(after)), Number(log.positionOf(end)))
  }
  progress.end()
  return told
}
