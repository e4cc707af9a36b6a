import type { Proposed, Stored } from './record.ts'

/** What the writer says about the stream: a revision (-1: it does not exist), any, or any but missing. */
export type Expected = number | 'any' | 'exists'

/** What becomes of an append. `at` is the last event of what was stored before. */
export type Decision = { is: 'store' } | { is: 'repeat'; at: Stored } | { is: 'wrong'; current: number }

/** A stream as the rule needs to see it. */
export type Standing = {
  events: readonly Stored[]
  softDeleted: boolean
  /** Finds an event of this stream by its id. */
  find(id: string): Stored | undefined
}

/**
 * A stated revision below the current one is a repeat if the ids that follow it are the ones sent, all of them; otherwise it
 * is wrong. A writer that takes any revision is judged by the ids alone. Ids that are partly there are wrong in both cases.
 */
export const decide = (
  { events, softDeleted, find }: Standing,
  expected: Expected,
  proposed: readonly Proposed[],
): Decision => {
  const current = events.length - 1
  const wrong: Decision = { is: 'wrong', current }
  if (typeof expected === 'number') {
    if (expected === current) return { is: 'store' }
    if (expected > current) return wrong
    const there = proposed.map(({ id }, index) => events[expected + 1 + index]?.id === id)
    const last = events[expected + proposed.length]
    if (last && there.every(Boolean)) return { is: 'repeat', at: last }
    return expected === -1 && softDeleted && !there[0] ? { is: 'store' } : wrong
  }
  if (expected === 'exists' && current < 0) return wrong
  const found = proposed.map(({ id }) => find(id))
  if (found[0] === undefined) return { is: 'store' }
  const last = found.at(-1)
  return last && found.every(Boolean) ? { is: 'repeat', at: last } : wrong
}
