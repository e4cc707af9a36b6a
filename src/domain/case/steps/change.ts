import { isSamePayee } from '../../scheme/payee.ts'
import { rulesetOn } from '../../scheme/scheme.ts'
import { addMonths, type Month, monthOf } from '../../shared/day.ts'
import { given } from '../../shared/given.ts'
import {
  computeAmount,
  entitlementFrom,
  nextReview,
  presentAmount,
  requireQualified,
  requireStatedAmount,
} from '../amount.ts'
import { decidingAuthority } from '../authority.ts'
import type { CommandNamed } from '../commands.ts'
import type { CaseContext } from '../context.ts'
import type { Entitlement } from '../entitlement.ts'
import { idsOf, requireAlive, requireClaims, requireMember } from '../guards.ts'
import { checkHandoverMonth } from '../handover-month.ts'
import { requireNoPause } from '../pause.ts'
import { requirePayee } from '../payee.ts'
import { isDemanded, procedureToday, schemeOf } from '../procedure.ts'
import { refuse } from '../refusals.ts'
import type { EntitledCase } from '../state.ts'
import type { StepTable } from '../step.ts'
import { shareOfSurvivors } from '../survivors.ts'
import { runStart } from '../timeline.ts'
import { openReview } from './review.ts'

/** From the day the law says so, a reduction or stop needs the recipient heard in this review. */
export const requireHeard = ({ file, review }: EntitledCase, context: CaseContext): void => {
  const { today } = context
  const { value, clause } = procedureToday(file, context).hearing
  if (value && !review?.heardOn) throw refuse('hearing-missing', { decidedOn: today, clause })
}

/** Refuses a decision number that the case has seen. */
export const requireNewNumber = ({ decisions }: EntitledCase, decisionNumber: string): void => {
  if (decisions.some((one) => one.decisionNumber === decisionNumber))
    throw refuse('decision-number-used', { decisionNumber })
}

/**
 * The month after the decision, or after a death that has made the household smaller if that is earlier; never before the
 * first month that is paid.
 */
const changeMonth = ({ deaths, entitlement, periods }: EntitledCase, { today }: CaseContext): Month => {
  const next = addMonths(monthOf(today), 1)
  const [earliest = next] = [next, ...deaths.map(({ diedOn }) => addMonths(monthOf(diedOn), 1))].sort()
  const first = runStart(periods) ?? entitlement.fromMonth
  return earliest < first ? first : earliest
}

/** A change of the amount as both its directions make it: recomputed, authorised, from which month. */
const changed = (
  { subject, data }: CommandNamed<'DecideIncrease' | 'DecideReduction'>,
  state: EntitledCase,
  context: CaseContext,
) => {
  const { file, entitlement } = state
  const { today } = context
  const { decisionNumber, amountFen, reasons } = data
  openReview(state)
  const scheme = schemeOf(file, context)
  const ruleset = rulesetOn(scheme, today)
  // The file of a household taken over holds no income yet: computed from it, the amount would be the whole standard.
  if (state.acceptance === null && state.assessedOn === null && isDemanded(ruleset, 'incomeAssessment'))
    throw refuse('assessment-missing', { clause: ruleset.steps.incomeAssessment.clause })
  requireNewNumber(state, decisionNumber)
  const fromMonth = changeMonth(state, context)
  const { toMonth, holder, payee, closeRelative } = entitlement
  // What ends by itself is asked for its end anew: a child who stays in school is paid on.
  const openEnd = entitlement.endsOn !== null && !state.gradualExit ? null : toMonth
  if (openEnd !== null && fromMonth > openEnd) throw refuse('month-out-of-range', { fromMonth, to: openEnd })
  const computed = computeAmount(file, context, { day: today, month: fromMonth })
  const result = computed.verdict.qualifies ? computed : (shareOfSurvivors(state, context, fromMonth) ?? computed)
  const { sheet } = result
  requireQualified(file, context, result)
  const { delegationId, delegation } = decidingAuthority(file, context, sheet.amountFen)
  requireStatedAmount(amountFen, sheet.amountFen)
  requireMember(file, entitlement.holder)
  requireAlive(idsOf(file.members), context)
  if (scheme.exclusive) requireClaims(subject, idsOf(file.members), file, context)
  return {
    before: presentAmount(entitlement, context, fromMonth),
    decided: entitlement.amountFen,
    after: sheet.amountFen,
    fact: {
      caseId: subject,
      decidedOn: today,
      decisionNumber,
      delegationId,
      ruleset: ruleset.id,
      entitlement: entitlementFrom(file, context, result, {
        fromMonth,
        toMonth: openEnd,
        holder,
        payee,
        closeRelative,
      }),
      sheet,
      reasons,
      reviewDue: nextReview(file, context, today)?.due ?? null,
    },
    envelope: given({ delegation }),
  }
}

/** Whether the same is paid until a later day: a child who stays in school, a status that is certified again. */
const runsLonger = (now: Entitlement, before: Entitlement): boolean =>
  before.endsOn !== null && (now.endsOn === null || now.endsOn > before.endsOn)

/** Raising, lowering, and naming another receiver. */
export const changeSteps = {
  DecideIncrease: (command, state, context) => {
    const { before, after, fact, envelope } = changed(command, state, context)
    const longer = runsLonger(fact.entitlement, state.entitlement)
    if (after < before || (after === before && !longer)) throw refuse('not-an-increase', { before, after })
    return [{ type: 'EntitlementIncreased', data: fact, ...envelope }]
  },

  DecideReduction: (command, state, context) => {
    const { before, decided, after, fact, envelope } = changed(command, state, context)
    // A rate that fell since the last decision takes something away: that too is decided, household by household.
    if (after > before || (after === before && after >= decided)) throw refuse('not-a-reduction', { before, after })
    // Nobody is protected by being paid for the dead.
    if (state.deaths.length === 0) requireNoPause(state.file, context)
    requireHeard(state, context)
    return [{ type: 'ReductionDecided', data: fact, ...envelope }]
  },

  ChangeHolder: ({ subject, data }, { file, entitlement }, context) => {
    const { holder, payee, fromMonth, reasons } = data
    const { today } = context
    requireMember(file, holder)
    requireAlive([holder], context)
    requirePayee(file, holder, payee, context)
    if (holder === entitlement.holder && isSamePayee(payee, entitlement.payee)) throw refuse('same-holder')
    checkHandoverMonth(fromMonth, { entitlement, earliest: entitlement.fromMonth }, context)
    return [
      {
        type: 'HolderChanged',
        data: { caseId: subject, changedOn: today, entitlement: { ...entitlement, holder, payee, fromMonth }, reasons },
      },
    ]
  },
} satisfies Partial<StepTable>
