import { decidedSum, monthlyAmount } from '../../scheme/monthly-amount.ts'
import { refuse as refuseScheme } from '../../scheme/refusals.ts'
import { procedureOn } from '../../scheme/scheme.ts'
import { actDay } from '../../shared/act-day.ts'
import { countyOf, isWithin, provinceOf } from '../../shared/area.ts'
import { later, monthOf } from '../../shared/day.ts'
import type { CaseContext } from '../context.ts'
import { crossProvinceDeadlines } from '../deadlines.ts'
import type { Entitlement } from '../entitlement.ts'
import type { CaseFile } from '../file.ts'
import { requireRegistered } from '../guards.ts'
import { checkHandoverMonth } from '../handover-month.ts'
import { schemeOf } from '../procedure.ts'
import { refuse } from '../refusals.ts'
import type { EntitledCase } from '../state.ts'
import type { StepTable } from '../step.ts'
import { intakeSteps } from './intake.ts'

/** The transfer that has been asked for, to this area or to one that it lies in: who takes a case over knows the village. */
const requireTransfer = ({ transfer }: CaseFile, area: string) => {
  if (!transfer || !isWithin(area, transfer.to)) throw refuse('no-transfer', { area })
  return transfer
}

/**
 * The entitlement as the new area pays it: the same facts under its rates, from a month that nobody has instructed, so that
 * the old area's last month and the new area's first one touch.
 */
const movedEntitlement = (
  { entitlement }: EntitledCase,
  place: Pick<Entitlement, 'area' | 'areaKind' | 'fromMonth'>,
  context: CaseContext,
): Entitlement => {
  const { today, policy } = context
  const { area, areaKind, fromMonth } = place
  // At the latest with the next month: until then the old area pays for a case that is no longer its own.
  checkHandoverMonth(fromMonth, { entitlement, earliest: later(entitlement.fromMonth, monthOf(today)) }, context)
  const { facts, scheme } = entitlement
  const line = monthlyAmount(facts, policy, { scheme, area, areaKind, month: fromMonth, knownOn: today })
  if (!line) throw refuseScheme('no-standard', { area, areaKind, month: fromMonth })
  return { ...entitlement, ...place, amountFen: decidedSum(facts, line.fen) }
}

/** The window that took the application in, where the actor is of that window. */
const requireWindow = ({ elsewhere }: CaseFile, { actor }: CaseContext) => {
  if (!elsewhere) throw refuse('not-accepted-elsewhere')
  if (!isWithin(elsewhere.at, actor.area)) throw refuse('not-accepting-window', { at: elsewhere.at })
  return elsewhere
}

/** Cases that move to another area, and applications that another county's window takes in. */
export const movingSteps = {
  RequestTransfer: ({ subject, data }, { file, decisions }, { today }) => {
    const { to, areaKind, reasons } = data
    if (file.transfer) throw refuse('transfer-open', { to: file.transfer.to })
    if (to === file.area) throw refuse('transfer-to-itself', { to })
    const { day, entry } = actDay(data, today, decisions[0]?.decidedOn)
    return [{ type: 'TransferRequested', data: { caseId: subject, requestedOn: day, to, areaKind, reasons }, ...entry }]
  },

  AcceptTransfer: ({ subject, data }, state, context) => {
    const { area, fromMonth, reasons } = data
    const { areaKind } = requireTransfer(state.file, area)
    return [
      {
        type: 'EntitlementMoved',
        data: {
          caseId: subject,
          movedOn: context.today,
          from: state.file.area,
          entitlement: movedEntitlement(state, { area, areaKind, fromMonth }, context),
          reasons,
        },
      },
    ]
  },

  DeclineTransfer: ({ subject, data }, { file }, { today }) => {
    requireTransfer(file, data.area)
    return [{ type: 'TransferDeclined', data: { caseId: subject, declinedOn: today, reasons: data.reasons } }]
  },

  AcceptElsewhere: ({ subject, newId, data }, state, context) => {
    const { acceptingArea: at, ...application } = data
    const { actor, today } = context
    if (!isWithin(at, actor.area)) throw refuse('not-accepting-window', { at })
    if (countyOf(at) === countyOf(data.area)) throw refuse('not-elsewhere', { at, area: data.area })
    const registered = intakeSteps.RegisterIntake(
      { type: 'RegisterIntake', subject, newId, data: application },
      state,
      context,
    )
    const { day, entry } = actDay(data, today)
    const crossProvince = provinceOf(at) !== provinceOf(data.area)
    const ruleset = procedureOn(schemeOf(data, context), day, null)
    const deadlines = crossProvince ? crossProvinceDeadlines(ruleset, day, context) : []
    return [
      ...registered,
      {
        type: 'AcceptedElsewhere',
        data: { caseId: subject, acceptedOn: day, at, office: actor.office, crossProvince, deadlines },
        ...entry,
      },
    ]
  },

  TransferHome: ({ subject, data }, { file }, context) => {
    const { at, acceptedOn, sentHomeOn } = requireWindow(file, context)
    if (sentHomeOn) throw refuse('sent-home-already', { sentHomeOn })
    const { day, entry } = actDay(data, context.today, acceptedOn)
    return [
      {
        type: 'CaseTransferred',
        data: { caseId: subject, transferredOn: day, from: at, to: file.area },
        ...entry,
      },
    ]
  },

  RelayResult: ({ subject, data }, { file, decisions }, context) => {
    const { receivedBy } = data
    const { relayedOn } = requireWindow(file, context)
    if (relayedOn) throw refuse('relayed-already', { relayedOn })
    const [decision] = decisions
    if (!decision) throw refuse('unknown-decision', { decisionNumber: null })
    requireRegistered([receivedBy], context)
    const { day, entry } = actDay(data, context.today, decision.decidedOn)
    const { decisionNumber } = decision
    return [{ type: 'ResultRelayed', data: { caseId: subject, relayedOn: day, decisionNumber, receivedBy }, ...entry }]
  },
} satisfies Partial<StepTable>
