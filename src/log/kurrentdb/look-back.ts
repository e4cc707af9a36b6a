import type { Appended, Commit, Recorded, Tip, Verdict } from '../port.ts'
import { leafOf } from '../proof.ts'
import type { OneStream } from './one-stream.ts'

/** The good answer about events that end with this one. */
export const answerFrom = (is: Appended['is'], last: Recorded): Appended => ({
  is,
  tip: { version: last.version, leaf: leafOf(last.proof) },
  position: last.position,
  cursor: last.cursor,
})

/** What stands in a stream where a commit belongs. */
export type Found = { is: 'all'; last: Recorded } | { is: 'some' | 'none'; tip: Tip }

/** Compares the ids of a commit with the events that stand in its place. Throws as reading does. */
export const lookBack = async (streams: OneStream, { stream, expected, events }: Commit): Promise<Found> => {
  const slice = await streams.readStream(stream, { from: expected.version + 1, maxCount: events.length })
  const equal = slice.events.filter(({ id }, index) => id === events[index]?.id).length
  const last = slice.events.at(-1)
  if (last && equal === events.length) return { is: 'all', last }
  return { is: equal > 0 ? 'some' : 'none', tip: slice.tip }
}

/** The verdict on a commit that the server has refused because its stream stands elsewhere. */
export const verdictOf = (found: Found): Verdict => {
  if (found.is === 'all') return answerFrom('repeated', found.last)
  return { is: found.is === 'some' ? 'partly-repeated' : 'conflict', actual: found.tip }
}
