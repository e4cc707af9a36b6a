import { addMonths, type Month } from '../shared/day.ts'
import { type Entitlement, lastMonthWithin } from './entitlement.ts'
import type { CaseEvent } from './events.ts'

/** The months in which one entitlement counts. `decisionNumber` answers which decision paid a month. */
export type Period = { from: Month; to: Month | null; entitlement: Entitlement; decisionNumber: string }

/** Ends everything after a month; what began later never was. */
export const endAfter = (periods: readonly Period[], last: Month): readonly Period[] =>
  periods
    .filter(({ from }) => from <= last)
    .map((period) => (period.to === null || period.to > last ? { ...period, to: last } : period))

const startAnew = (periods: readonly Period[], entitlement: Entitlement, decisionNumber: string): readonly Period[] => [
  ...endAfter(periods, addMonths(entitlement.fromMonth, -1)),
  { from: entitlement.fromMonth, to: entitlement.toMonth, entitlement, decisionNumber },
]

const lastNumber = (periods: readonly Period[]): string => periods.at(-1)?.decisionNumber ?? ''

/** The event types that change which entitlement counts for which month. */
export const periodEvents = [
  'GrantDecided',
  'EntitlementTakenOver',
  'EntitlementIncreased',
  'ReductionDecided',
  'HolderChanged',
  'EntitlementSuspended',
  'EntitlementResumed',
  'GradualExitStarted',
  'GradualExitEnded',
  'TerminationDecided',
  'EntitlementMoved',
  'GradualExitExtended',
  'EntitlementAdjusted',
] as const satisfies readonly CaseEvent['type'][]

/**
 * Which entitlement counts for which month, after one more event: the newest decision wins from its first month on, gaps
 * are allowed, overlaps cannot arise. One rule for the case itself, the roster and the recomputation of a paid month.
 */
export const foldPeriods = (periods: readonly Period[], { type, data }: CaseEvent): readonly Period[] => {
  switch (type) {
    case 'GrantDecided':
    case 'EntitlementIncreased':
    case 'ReductionDecided':
      return startAnew(periods, data.entitlement, data.decisionNumber)
    case 'EntitlementTakenOver':
      return startAnew(periods, data.entitlement, data.oldDecisionNumber)
    case 'HolderChanged':
    case 'EntitlementMoved':
    case 'EntitlementResumed':
    case 'EntitlementAdjusted':
      return startAnew(periods, data.entitlement, lastNumber(periods))
    case 'EntitlementSuspended':
      return endAfter(periods, addMonths(data.fromMonth, -1))
    case 'GradualExitStarted':
    case 'TerminationDecided':
      return endAfter(periods, data.lastMonth)
    case 'GradualExitExtended':
      return reopen(periods, data.lastMonth)
    case 'GradualExitEnded':
      return data.outcome === 'BACK_TO_ENTITLED' ? reopen(periods) : periods
    default:
      return periods
  }
}

const reopen = (periods: readonly Period[], to: Month | null = null): readonly Period[] =>
  periods.map((period, index) =>
    index === periods.length - 1 ? { ...period, to: lastMonthWithin(period.entitlement, to) } : period,
  )

/** The period that counts for a month, if any. */
export const periodIn = (periods: readonly Period[], month: Month): Period | undefined =>
  periods.find(({ from, to }) => from <= month && (to === null || month <= to))

/** The first month of the unbroken run that the last period belongs to: no decision reaches back over a pause. */
export const runStart = (periods: readonly Period[]): Month | undefined =>
  periods.reduceRight<Month | undefined>((start, { from, to }) => {
    if (start === undefined) return from
    return to !== null && addMonths(to, 1) === start ? from : start
  }, undefined)
