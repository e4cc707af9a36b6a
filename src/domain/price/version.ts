import type { Cited, Limit } from '../policy/ruleset.ts'
import type { Month } from '../shared/day.ts'
import type { PriceGroup } from './groups.ts'
import type { PriceIndexKind } from './index-kind.ts'

/** One way to trigger the subsidy: an index has risen by so much, in so many months on end. */
export type TriggerRule = {
  /** `BASE` is CPI, or SCPI in a place that has taken it for its base. */
  index: 'BASE' | Exclude<PriceIndexKind, 'CPI' | 'SCPI'>
  /** Hundredths of a per cent. */
  atLeast: Cited<number>
  /** The lowest threshold that a place may set instead; null for any. */
  placesDownTo: number | null
  /** The month itself and the months before it, without a gap. */
  months: number
}

/** By when a triggered month is paid, counted from the day on which its index is released. */
export type PayBy = { within: Limit } | { endOf: 'MONTH' | 'QUARTER'; clause: string }

/**
 * The linkage mechanism (社会救助和保障标准与物价上涨挂钩的联动机制) as one document has it. The index month chooses the
 * version, never the month in which money is paid.
 */
export type PriceVersion = {
  id: string
  /** First and last index month; null while no end is set. */
  from: Month
  to: Month | null
  /** Any one of them suffices. */
  triggers: readonly TriggerRule[]
  /** Who is protected; null where no text at hand says it. */
  groups: Cited<readonly PriceGroup[]> | null
  factor: Cited<number>
  payBy: PayBy
}
