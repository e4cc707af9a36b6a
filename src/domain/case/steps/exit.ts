import { lastPaidMonth } from '../../scheme/paid-months.ts'
import { gradualExitMonthsOn, rulesetOn } from '../../scheme/scheme.ts'
import { addMonths, monthOf } from '../../shared/day.ts'
import { computeAmount } from '../amount.ts'
import { decidingAuthority } from '../authority.ts'
import type { CommandNamed } from '../commands.ts'
import type { CaseContext } from '../context.ts'
import { requireMember } from '../guards.ts'
import { isDemanded, schemeOf } from '../procedure.ts'
import { refuse } from '../refusals.ts'
import type { EntitledCase } from '../state.ts'
import { latest, notFuture, type StepTable } from '../step.ts'
import { stopGrounds } from '../words.ts'
import { requireHeard, requireNewNumber } from './change.ts'
import { openReview } from './review.ts'

/** What the file comes to next month; undefined where nobody is left to count. */
const verdictNow = ({ file }: EntitledCase, context: CaseContext) => {
  if (file.members.length === 0) return undefined
  const month = addMonths(monthOf(context.today), 1)
  return computeAmount(file, context, { day: context.today, month }).verdict
}

const decision = (state: EntitledCase, context: CaseContext, decisionNumber: string) => {
  requireNewNumber(state, decisionNumber)
  const { today } = context
  const { delegationId, delegation } = decidingAuthority(state.file, context, state.entitlement.amountFen)
  return {
    fields: {
      caseId: state.file.caseId,
      decidedOn: today,
      decisionNumber,
      delegationId,
      ruleset: rulesetOn(schemeOf(state.file, context), today).id,
    },
    envelope: delegation === undefined ? {} : { delegation },
  }
}

/** Refuses a ground of a stop that the review has not borne out; the others rest on their written reasons. */
const requireGround = (
  ground: CommandNamed<'DecideTermination'>['data']['ground'],
  state: EntitledCase,
  context: CaseContext,
): void => {
  const { members } = state.file
  if (ground === 'DEATH' && members.length > 0) throw refuse('members-live', { members: members.length })
  if (ground === 'DEATH' && state.deaths.length === 0) throw refuse('ground-not-borne-out', { ground })
  const scheme = schemeOf(state.file, context)
  if (stopGrounds.includes(ground)) return
  if (!(ground in scheme.grounds))
    throw refuse('unknown-ground', { ground, grounds: [...Object.keys(scheme.grounds), ...stopGrounds] })
  if (state.assessedOn === null && isDemanded(rulesetOn(scheme, context.today), 'incomeAssessment'))
    throw refuse('assessment-missing')
  if (!verdictNow(state, context)?.grounds.includes(ground)) throw refuse('ground-not-borne-out', { ground })
}

/** Pauses, gradual exit, stop. */
export const exitSteps = {
  SuspendEntitlement: ({ subject, data }, { file, entitlement }, context) => {
    const { until, reasons } = data
    const { today } = context
    decidingAuthority(file, context, entitlement.amountFen)
    if (until <= today) throw refuse('suspension-end', { until, today })
    const fromMonth = addMonths(monthOf(today), 1)
    return [{ type: 'EntitlementSuspended', data: { caseId: subject, decidedOn: today, fromMonth, until, reasons } }]
  },

  ResumeEntitlement: ({ subject, data }, { file, entitlement, suspension }, context) => {
    const { fromMonth, reasons } = data
    const { today } = context
    decidingAuthority(file, context, entitlement.amountFen)
    const earliest = suspension?.fromMonth ?? fromMonth
    const last = latest(earliest, addMonths(monthOf(today), 1)) ?? earliest
    if (fromMonth < earliest || fromMonth > last)
      throw refuse('month-out-of-range', { fromMonth, from: earliest, to: last })
    return [
      {
        type: 'EntitlementResumed',
        data: { caseId: subject, decidedOn: today, entitlement: { ...entitlement, fromMonth }, reasons },
      },
    ]
  },

  StartGradualExit: ({ data }, state, context) => {
    const { decisionNumber, personId, lastMonth, reasons } = data
    const { file } = state
    const { today } = context
    openReview(state)
    requireMember(file, personId)
    const limit = gradualExitMonthsOn(schemeOf(file, context), today)
    if (!limit) throw refuse('no-gradual-exit')
    const { fields, envelope } = decision(state, context, decisionNumber)
    const hasWages = file.assessment.incomes.some(
      (income) => income.personId === personId && income.kind === 'WAGES' && income.monthlyFen > 0,
    )
    if (state.assessedOn === null || !hasWages) throw refuse('gradual-exit-without-job', { personId })
    if (verdictNow(state, context)?.qualifies) throw refuse('still-qualifies')
    const fromMonth = addMonths(monthOf(today), 1)
    if (lastMonth < fromMonth || lastMonth > addMonths(fromMonth, limit.value - 1))
      throw refuse('gradual-exit-too-long', { fromMonth, lastMonth, months: limit.value })
    requireHeard(state, context)
    return [
      {
        type: 'GradualExitStarted',
        data: { ...fields, personId, fromMonth, lastMonth, reasons },
        ...envelope,
      },
    ]
  },

  EndGradualExit: ({ subject }, state, context) => {
    decidingAuthority(state.file, context, state.entitlement.amountFen)
    if (state.assessedOn === null) throw refuse('assessment-missing')
    const verdict = verdictNow(state, context)
    if (!verdict?.qualifies) throw refuse('does-not-qualify', { grounds: [...(verdict?.grounds ?? [])] })
    return [
      {
        type: 'GradualExitEnded',
        data: { caseId: subject, endedOn: context.today, outcome: 'BACK_TO_ENTITLED', lastMonth: null },
      },
    ]
  },

  DecideTermination: ({ data }, state, context) => {
    const { decisionNumber, ground, happenedOn, reasons } = data
    openReview(state)
    const { fields, envelope } = decision(state, context, decisionNumber)
    requireGround(ground, state, context)
    requireHeard(state, context)
    const diedOn = latest(...state.deaths.map((death) => death.diedOn))
    if (happenedOn !== undefined) notFuture(happenedOn, context.today)
    const lastMonth = lastPaidMonth(schemeOf(state.file, context), ground, context.today, { diedOn, happenedOn })
    return [
      {
        type: 'TerminationDecided',
        data: { ...fields, ground, happenedOn: happenedOn ?? null, lastMonth, reasons },
        ...envelope,
      },
    ]
  },
} satisfies Partial<StepTable>
