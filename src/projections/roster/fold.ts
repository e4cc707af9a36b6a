import type { CaseEvent } from '../../domain/case/events.ts'
import { endAfter, foldPeriods, type Period, type periodEvents } from '../../domain/case/timeline.ts'
import { ascending } from '../../domain/shared/ascending.ts'
import { addMonths, type Month, monthOf } from '../../domain/shared/day.ts'
import type { Fact } from '../view.ts'
import type { RosterEntryTable } from './tables.ts'

/** A stretch of a case as it is known now. */
export type Stretch = Omit<RosterEntryTable, 'known_from' | 'known_to'>

/** The events that change who is on roll: those that change which entitlement counts for which month. */
export type RosterCaseEvent = Extract<CaseEvent, { type: (typeof periodEvents)[number] }>

/** What a case's periods are made of, beside their months. */
type Origin = Pick<Stretch, 'case_id' | 'taken_over' | 'gradual_exit_from' | 'gradual_exit_to' | 'event_id'>

/**
 * The stretches of a case after one more event. Which entitlement counts for which month is the domain's own rule
 * (`foldPeriods`); here it is told apart by event, and the months that a pause takes out stay visible as suspended.
 */
export const foldStretches = (before: readonly Stretch[], fact: Fact<RosterCaseEvent>): readonly Stretch[] => {
  const origins = new Map<Period['entitlement'], Origin>()
  const recall = (stretch: Stretch): Period => {
    const period = periodOf(stretch)
    origins.set(period.entitlement, stretch)
    return period
  }
  const inForce = before.filter(({ suspended }) => !suspended).map(recall)
  const paused = before.filter(({ suspended }) => suspended).map(recall)

  const periods = foldPeriods(inForce, fact)
  const origin = 'entitlement' in fact.data ? originOf(before, fact) : undefined
  if (origin && 'entitlement' in fact.data) origins.set(fact.data.entitlement, origin)
  const stretchOf =
    (suspended: boolean) =>
    (period: Period): readonly Stretch[] => {
      const from = origins.get(period.entitlement)
      return from && (period.to === null || period.from <= period.to) ? [stretchFrom(period, from, suspended)] : []
    }
  return [
    ...periods.flatMap(stretchOf(false)).map((stretch) => withGradualExit(stretch, fact)),
    ...foldPauses(paused, inForce, fact).flatMap(stretchOf(true)),
  ].sort((a, b) => ascending(a.from_month, b.from_month))
}

/** Months under a pause: begun by a suspension, cut where a newer decision or an end takes over. */
const foldPauses = (
  paused: readonly Period[],
  inForce: readonly Period[],
  { type, data }: RosterCaseEvent,
): readonly Period[] => {
  if (paused.length === 0 && type !== 'EntitlementSuspended') return []
  switch (type) {
    case 'EntitlementSuspended':
      return [...paused, ...fromMonth(inForce, data.fromMonth)]
    case 'GradualExitStarted':
    case 'TerminationDecided':
      return endAfter(paused, data.lastMonth)
    case 'GradualExitExtended':
    case 'GradualExitEnded':
      return paused
    case 'GrantDecided':
    case 'EntitlementTakenOver':
    case 'EntitlementIncreased':
    case 'ReductionDecided':
    case 'HolderChanged':
    case 'EntitlementMoved':
    case 'EntitlementResumed':
    case 'EntitlementAdjusted':
      return endAfter(paused, addMonths(data.entitlement.fromMonth, -1))
  }
}

const fromMonth = (periods: readonly Period[], first: Month): readonly Period[] =>
  periods
    .filter(({ to }) => to === null || to >= first)
    .map((period) => ({ ...period, from: period.from > first ? period.from : first }))

const originOf = (before: readonly Stretch[], fact: Fact<RosterCaseEvent>): Origin => ({
  case_id: fact.data.caseId,
  taken_over: fact.type === 'EntitlementTakenOver' || before.some((stretch) => stretch.taken_over),
  gradual_exit_from: null,
  gradual_exit_to: null,
  event_id: fact.id,
})

/** Marks the months of a gradual exit when it starts, and where it ended when income fell again. */
const withGradualExit = (stretch: Stretch, { type, data }: RosterCaseEvent): Stretch => {
  if (type === 'GradualExitStarted' && (stretch.to_month === null || stretch.to_month >= data.fromMonth))
    return { ...stretch, gradual_exit_from: data.fromMonth, gradual_exit_to: data.lastMonth }
  if (type === 'GradualExitExtended' && stretch.gradual_exit_from !== null)
    return { ...stretch, gradual_exit_to: data.lastMonth }
  if (type === 'GradualExitEnded' && data.outcome === 'BACK_TO_ENTITLED' && stretch.gradual_exit_from !== null)
    return { ...stretch, gradual_exit_to: monthOf(data.endedOn) }
  return stretch
}

const periodOf = (stretch: Stretch): Period => ({
  from: stretch.from_month,
  to: stretch.to_month,
  decisionNumber: stretch.decision_number,
  entitlement: {
    scheme: stretch.scheme,
    fromMonth: stretch.from_month,
    toMonth: stretch.to_month,
    area: stretch.area,
    areaKind: stretch.area_kind,
    holder: stretch.holder,
    members: stretch.members,
    facts: stretch.facts,
    amountFen: stretch.amount_fen,
    povertyRegister: stretch.poverty_register,
    closeRelative: stretch.close_relative,
    payee: stretch.payee,
    endsOn: stretch.ends_on,
  },
})

const stretchFrom = (period: Period, origin: Origin, suspended: boolean): Stretch => {
  const { entitlement, from, to, decisionNumber } = period
  return {
    case_id: origin.case_id,
    scheme: entitlement.scheme,
    from_month: from,
    to_month: to,
    area: entitlement.area,
    area_kind: entitlement.areaKind,
    holder: entitlement.holder,
    members: [...entitlement.members],
    member_count: entitlement.members.length,
    facts: entitlement.facts,
    amount_fen: entitlement.amountFen,
    poverty_register: entitlement.povertyRegister,
    close_relative: entitlement.closeRelative,
    payee: entitlement.payee,
    ends_on: entitlement.endsOn,
    taken_over: origin.taken_over,
    suspended,
    gradual_exit_from: origin.gradual_exit_from,
    gradual_exit_to: origin.gradual_exit_to,
    decision_number: decisionNumber,
    event_id: origin.event_id,
  }
}
