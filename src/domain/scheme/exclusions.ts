import type { Day } from '../shared/day.ts'
import type { SchemeCode } from '../shared/scheme-code.ts'

/**
 * One cell of the exclusion matrix: who holds the one cannot take the other. It runs in both directions, since whichever
 * scheme was there first must end before the other begins.
 */
type Exclusion = { from: Day; until: Day | null; between: readonly [SchemeCode, SchemeCode]; clause: string }

/**
 * Dated data: a change of the law is a new row with its day, and an end day on the old one. That the allowance and support
 * for the extremely poor exclude each other is practised everywhere and printed nowhere.
 */
const matrix: readonly Exclusion[] = [
  {
    from: '2014-05-01',
    until: null,
    between: ['subsistenceAllowance', 'extremePovertySupport'],
    clause: 'product default',
  },
  { from: '2021-07-01', until: null, between: ['orphanAllowance', 'extremePovertySupport'], clause: '2021-43 Art.9' },
]

/** Whether one scheme keeps a person from another on a day. A scheme always keeps them from itself. */
export const excludes = (held: SchemeCode, wanted: SchemeCode, day: Day): boolean =>
  held === wanted ||
  matrix.some(
    ({ from, until, between }) =>
      from <= day && (until === null || day <= until) && between.includes(held) && between.includes(wanted),
  )
