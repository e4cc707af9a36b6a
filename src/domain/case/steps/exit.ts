import type { Cited } from '../../policy/ruleset.ts'
import { lastPaidMonth } from '../../scheme/paid-months.ts'
import { gradualExitMonthsOn, rulesetOn } from '../../scheme/scheme.ts'
import { notFuture } from '../../shared/act-day.ts'
import { addMonths, addMonthsToDay, type Day, later, latest, monthOf } from '../../shared/day.ts'
import { given } from '../../shared/given.ts'
import { ERASED } from '../../shared/personal.ts'
import { computeAmount } from '../amount.ts'
import { decidingAuthority } from '../authority.ts'
import type { CommandNamed } from '../commands.ts'
import type { CaseContext } from '../context.ts'
import { requireMember } from '../guards.ts'
import { caseParameter } from '../parameters.ts'
import { requireNoPause } from '../pause.ts'
import { clauseOfGrounds, isDemanded, procedureToday, schemeOf } from '../procedure.ts'
import { refuse } from '../refusals.ts'
import type { EntitledCase } from '../state.ts'
import type { StepTable } from '../step.ts'
import { stopGrounds } from '../words.ts'
import { requireHeard, requireNewNumber } from './change.ts'
import { openReview } from './review.ts'
import { requireStopNotice } from './stop-notice.ts'

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
    envelope: given({ delegation }),
  }
}

/** Grounds from which a crisis measure protects nobody: there is nobody left to pay, or the person wants it. */
const unpaused: readonly string[] = ['DEATH', 'OWN_WISH']

/**
 * For how many months the pay runs on: the gradual exit of the law, or the delayed exit (延退) of a place that has one.
 */
const exitLimit = ({ file }: EntitledCase, context: CaseContext, delayed: boolean): Cited<number> => {
  if (delayed) {
    const months = caseParameter('delayedExitMonths', file, context)
    if (months.value === 0) throw refuse('no-delayed-exit', { area: file.area })
    return months
  }
  const limit = gradualExitMonthsOn(schemeOf(file, context), context.today)
  if (!limit) throw refuse('no-gradual-exit')
  return limit
}

/** The number and authority of an act that decides no amount; one under a delegation needs its number. */
const numbered = (state: EntitledCase, context: CaseContext, decisionNumber: string | undefined) => {
  if (decisionNumber !== undefined) requireNewNumber(state, decisionNumber)
  const { delegationId, delegation } = decidingAuthority(state.file, context, state.entitlement.amountFen)
  if (delegationId !== null && decisionNumber === undefined) throw refuse('decision-number-missing')
  return {
    fields: { decisionNumber: decisionNumber ?? null, delegationId },
    envelope: given({ delegation }),
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
  const scheme = schemeOf(state.file, context)
  const ruleset = rulesetOn(scheme, context.today)
  if (ground === 'DEATH' && state.deaths.length === 0)
    throw refuse('ground-not-borne-out', { ground, clause: ruleset.id })
  if (stopGrounds.includes(ground)) return
  if (!(ground in scheme.grounds))
    throw refuse('unknown-ground', { ground, grounds: [...Object.keys(scheme.grounds), ...stopGrounds] })
  if (state.assessedOn === null && isDemanded(ruleset, 'incomeAssessment'))
    throw refuse('assessment-missing', { clause: ruleset.steps.incomeAssessment.clause })
  if (!verdictNow(state, context)?.grounds.includes(ground))
    throw refuse('ground-not-borne-out', { ground, ...clauseOfGrounds(scheme, [ground]) })
}

/** Refuses a day on which none of those who are paid was born yet. */
const requireBorn = ({ file: { members } }: EntitledCase, happenedOn: Day): void => {
  if (members.length > 0 && members.every(({ birthDate }) => birthDate !== ERASED && happenedOn < birthDate))
    throw refuse('member-days', { happenedOn })
}

/** Pauses, gradual exit, stop. */
export const exitSteps = {
  SuspendEntitlement: ({ subject, data }, state, context) => {
    const { decisionNumber, until, reasons } = data
    const { today } = context
    const { fields, envelope } = numbered(state, context, decisionNumber)
    if (until <= today) throw refuse('suspension-end', { until, today })
    const longest = caseParameter('suspensionMonths', state.file, context)
    const last = addMonthsToDay(today, longest.value)
    if (until > last) throw refuse('suspension-too-long', { until, last, clause: longest.clause })
    requireNoPause(state.file, context)
    // A pause takes money away as a reduction does, and is heard like one.
    requireHeard(state, context)
    const fromMonth = addMonths(monthOf(today), 1)
    return [
      {
        type: 'EntitlementSuspended',
        data: { caseId: subject, decidedOn: today, fromMonth, until, reasons, ...fields },
        ...envelope,
      },
    ]
  },

  ResumeEntitlement: ({ subject, data }, state, context) => {
    const { decisionNumber, fromMonth, reasons } = data
    const { entitlement, suspension } = state
    const { today } = context
    const { fields, envelope } = numbered(state, context, decisionNumber)
    const earliest = suspension?.fromMonth ?? fromMonth
    const last = later(earliest, addMonths(monthOf(today), 1))
    if (fromMonth < earliest || fromMonth > last)
      throw refuse('month-out-of-range', { fromMonth, from: earliest, to: last })
    return [
      {
        type: 'EntitlementResumed',
        data: { caseId: subject, decidedOn: today, entitlement: { ...entitlement, fromMonth }, reasons, ...fields },
        ...envelope,
      },
    ]
  },

  StartGradualExit: ({ data }, state, context) => {
    const { decisionNumber, personId, lastMonth, reasons } = data
    const { file } = state
    const { today } = context
    openReview(state)
    requireMember(file, personId)
    const limit = exitLimit(state, context, data.delayed ?? false)
    requireNoPause(file, context)
    const { fields, envelope } = decision(state, context, decisionNumber)
    const hasWages = file.assessment.incomes.some(
      (income) => income.personId === personId && income.kind === 'WAGES' && income.monthlyFen > 0,
    )
    const { clause } = limit
    if (state.assessedOn === null || !hasWages) throw refuse('gradual-exit-without-job', { personId, clause })
    if (verdictNow(state, context)?.qualifies) throw refuse('still-qualifies', { clause })
    const fromMonth = addMonths(monthOf(today), 1)
    if (lastMonth < fromMonth || lastMonth > addMonths(fromMonth, limit.value - 1))
      throw refuse('gradual-exit-too-long', { fromMonth, lastMonth, months: limit.value, clause })
    requireHeard(state, context)
    return [
      {
        type: 'GradualExitStarted',
        data: { ...fields, personId, fromMonth, lastMonth, reasons },
        ...envelope,
      },
    ]
  },

  EndGradualExit: ({ subject, data }, state, context) => {
    const { fields, envelope } = numbered(state, context, data.decisionNumber)
    const { steps } = procedureToday(state.file, context)
    if (state.assessedOn === null) throw refuse('assessment-missing', { clause: steps.incomeAssessment.clause })
    const verdict = verdictNow(state, context)
    const grounds = verdict?.grounds ?? []
    if (!verdict?.qualifies)
      throw refuse('does-not-qualify', {
        grounds: [...grounds],
        ...clauseOfGrounds(schemeOf(state.file, context), grounds),
      })
    return [
      {
        type: 'GradualExitEnded',
        data: { caseId: subject, endedOn: context.today, outcome: 'BACK_TO_ENTITLED', lastMonth: null, ...fields },
        ...envelope,
      },
    ]
  },

  DecideTermination: ({ data }, state, context) => {
    const { decisionNumber, ground, happenedOn, reasons } = data
    openReview(state)
    const { fields, envelope } = decision(state, context, decisionNumber)
    requireGround(ground, state, context)
    requireStopNotice(state, context, ground)
    if (!unpaused.includes(ground)) requireNoPause(state.file, context)
    requireHeard(state, context)
    const diedOn = latest(...state.deaths.map((death) => death.diedOn))
    if (happenedOn !== undefined) {
      notFuture(happenedOn, context.today)
      requireBorn(state, happenedOn)
    }
    const last = lastPaidMonth(schemeOf(state.file, context), ground, context.today, { diedOn, happenedOn })
    const { suspension } = state
    // What was paused before then was not paid any more.
    const lastMonth = suspension && suspension.fromMonth <= last ? addMonths(suspension.fromMonth, -1) : last
    return [
      {
        type: 'TerminationDecided',
        data: { ...fields, ground, happenedOn: happenedOn ?? null, lastMonth, reasons },
        ...envelope,
      },
    ]
  },
} satisfies Partial<StepTable>
