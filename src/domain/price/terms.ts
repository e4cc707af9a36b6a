import type { Cited } from '../policy/ruleset.ts'
import type { Fen } from '../shared/fen.ts'
import type { PriceIndexKind } from './index-kind.ts'
import { refuse } from './refusals.ts'
import type { Outcome } from './state.ts'
import type { PriceVersion, TriggerRule } from './version.ts'

/** The code under which the subsidy is paid. It has no case of its own: other schemes' rolls are its roll. */
export const PRICE_SUBSIDY = 'priceSubsidy'

/** What a place has set by a document of its own; a threshold that it has not set is null. */
export type LocalTerms = {
  /** CPI, or SCPI where the place uses it in CPI's stead. */
  base: 'CPI' | 'SCPI'
  thresholds: Readonly<Record<TriggerRule['index'], Cited<number> | null>>
  /** The least per person and month; 0 where the place has none. */
  floor: Cited<Fen>
}

/** A trigger rule as it counts in a place. */
export type LocalRule = { index: PriceIndexKind; atLeast: Cited<number>; months: number }

/**
 * The trigger rules of a version as a place applies them: it may lower a threshold, never raise one. What a place set for
 * the standing version raises nothing under a temporary one that asks for less: the lower of the two counts.
 * @throws Refused `price-threshold-raised` · `price-threshold-too-low`
 */
export const localRules = ({ triggers, to }: PriceVersion, terms: LocalTerms): readonly LocalRule[] =>
  triggers.map(({ index, atLeast, placesDownTo, months }) => {
    const local = terms.thresholds[index]
    const isOverlaid = to !== null && local !== null && local.value > atLeast.value
    return {
      index: index === 'BASE' ? terms.base : index,
      atLeast: lowered(index, atLeast, placesDownTo, isOverlaid ? null : local),
      months,
    }
  })

/** Whether a month that was judged elsewhere was judged by these rules and obliges to the same floor. */
export const isJudgedBy = (outcome: Outcome, rules: readonly LocalRule[], { floor }: LocalTerms): boolean =>
  (!outcome.met || outcome.floorFen === floor.value) &&
  rules.every(({ index, atLeast }) =>
    outcome.judged.some((judged) => judged.index === index && judged.atLeast === atLeast.value),
  )

const lowered = (
  index: TriggerRule['index'],
  national: Cited<number>,
  downTo: number | null,
  local: Cited<number> | null,
): Cited<number> => {
  if (local === null) return national
  const facts = { index, local: local.value, national: national.value, document: local.clause }
  if (local.value > national.value) throw refuse('price-threshold-raised', facts)
  if (downTo !== null && local.value < downTo) throw refuse('price-threshold-too-low', { ...facts, downTo })
  return local
}
