import { addDays, type Day } from '../shared/day.ts'
import type { MainRuleset, Ruleset } from './ruleset.ts'

/**
 * A text that changes parts of a procedure that another text lays down: written once, and listed by every scheme that it
 * touches. `until`: its last day; the day after, nothing of it applies.
 */
export type Overlay = { id: string; from: Day; until?: Day; change: (base: Ruleset) => Ruleset }

/**
 * A whole procedure. A later one takes its place; earlier overlays that go on under it are named in `keeps` and are laid
 * over it again. `until`: its last day, where it ends without a successor.
 */
export type Main = { from: Day; until?: Day; keeps?: readonly string[]; main: MainRuleset }

/** Documents of a scheme in the order of the days from which they count. A new text is a new row; no row is ever edited. */
export type RulesetRow = Main | Overlay

/** From each day on the ruleset in force; null from the day after one that ended without a successor. */
export type Timeline = readonly { from: Day; ruleset: Ruleset | null }[]

/** The time line of a scheme's documents: one whole ruleset for each stretch of days between two changes. */
export const timelineOf = (rows: readonly RulesetRow[]): Timeline => {
  const stretches = [...new Set(rows.flatMap(changesOf))]
    .sort()
    .map((from) => ({ from, ruleset: rulesetFrom(rows, from) }))
  // An overlay that is older than the first whole procedure has nothing to lie upon.
  return stretches.slice(stretches.findIndex(({ ruleset }) => ruleset !== null))
}

/** The ruleset in force on a day; undefined before the first and after the last. */
export const rulesetIn = (timeline: Timeline, day: Day): Ruleset | undefined =>
  timeline.findLast(({ from }) => from <= day)?.ruleset ?? undefined

const changesOf = ({ from, until }: RulesetRow): Day[] => (until === undefined ? [from] : [from, addDays(until, 1)])

const isInForce = (day: Day, { from, until }: RulesetRow): boolean =>
  from <= day && (until === undefined || day <= until)

const isMain = (row: RulesetRow): row is Main => 'main' in row

const rulesetFrom = (rows: readonly RulesetRow[], day: Day): Ruleset | null => {
  const at = rows.findLastIndex((row) => isMain(row) && row.from <= day)
  const main = rows[at]
  if (!main || !isMain(main) || !isInForce(day, main)) return null
  const overlays = rows.filter(
    (row, index): row is Overlay =>
      !isMain(row) && isInForce(day, row) && (index > at || (main.keeps?.includes(row.id) ?? false)),
  )
  return overlays.reduce<Ruleset>((base, { id, change }) => ({ ...change(base), overlays: [...base.overlays, id] }), {
    ...main.main,
    overlays: [],
  })
}
