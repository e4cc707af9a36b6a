import { addMonths, type Month } from '../shared/day.ts'
import type { PriceIndexKind } from './index-kind.ts'
import { refuse } from './refusals.ts'
import type { IndexFact } from './state.ts'
import type { LocalRule } from './terms.ts'

/** An index that a trigger was judged by, with the threshold it was held against and whose document says so. */
export type JudgedIndex = {
  indexId: string
  index: PriceIndexKind
  month: Month
  yearOnYear: number
  atLeast: number
  clause: string
}

/** Whether a month triggers, and by what. `rise` and `triggeredBy` are of the index with the highest rise among those that do. */
export type Judgement = { judged: readonly JudgedIndex[] } & (
  | { met: true; triggeredBy: PriceIndexKind; rise: number }
  | { met: false }
)

/**
 * Judges a month: any one rule suffices, and of two the higher rise counts [local-wuhan]. Every index that a rule asks for
 * must have been published, or nobody could know which is the higher.
 * @throws Refused `price-index-missing`
 */
export const judgeMonth = (
  rules: readonly LocalRule[],
  month: Month,
  indexOf: (index: PriceIndexKind, month: Month) => IndexFact | undefined,
): Judgement => {
  const all = rules.map((rule) => ({
    ...rule,
    facts: monthsOf(rule, month).map((each) => [each, indexOf(rule.index, each)] as const),
  }))
  const missing = all.flatMap(({ index, facts }) => facts.flatMap(([each, fact]) => (fact ? [] : [`${index} ${each}`])))
  if (missing.length > 0) throw refuse('price-index-missing', { month, missing })
  const rulesJudged = all.map(({ index, atLeast, facts }) =>
    facts.flatMap(([, fact]) =>
      fact ? [{ ...pick(fact), index, atLeast: atLeast.value, clause: atLeast.clause }] : [],
    ),
  )
  const judged = rulesJudged.flat()
  const highest = rulesJudged
    .filter((facts) => facts.every(({ yearOnYear, atLeast }) => yearOnYear >= atLeast))
    .flatMap((facts) => facts.filter((fact) => fact.month === month))
    .reduce<JudgedIndex | undefined>(
      (best, fact) => (best && best.yearOnYear >= fact.yearOnYear ? best : fact),
      undefined,
    )
  return highest ? { judged, met: true, triggeredBy: highest.index, rise: highest.yearOnYear } : { judged, met: false }
}

/** The month and those before it that a rule looks at. */
const monthsOf = ({ months }: LocalRule, month: Month): readonly Month[] =>
  Array.from({ length: months }, (_, back) => addMonths(month, -back))

const pick = ({ indexId, month, yearOnYear }: IndexFact) => ({ indexId, month, yearOnYear })
