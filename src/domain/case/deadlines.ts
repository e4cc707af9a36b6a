import { delegationFor } from '../policy/policy.ts'
import { dueOf, type Limit } from '../policy/ruleset.ts'
import { rulesetForAcceptance, rulesetForDecision } from '../policy/rulesets.ts'
import type { Day } from '../shared/day.ts'
import type { CaseContext } from './context.ts'
import type { Deadline } from './deadline.ts'
import type { Acceptance, CaseFile } from './file.ts'

type Clock = Deadline['clock']

const deadline = (clock: Clock, limit: Limit | null, from: Day, { calendar }: CaseContext): Deadline[] =>
  limit === null ? [] : [{ clock, ...dueOf(limit, from, calendar), clause: limit.clause }]

/** The clocks that acceptance starts; the whole case is shorter where the township may decide. */
export const acceptanceDeadlines = (file: CaseFile, acceptedOn: Day, context: CaseContext): Deadline[] => {
  const { clocks } = rulesetForAcceptance(acceptedOn)
  const { scheme, area } = file
  const delegated = delegationFor(context.policy, { scheme, area, day: acceptedOn }) !== undefined
  const whole = (delegated ? clocks.wholeCaseDelegated : null) ?? clocks.wholeCase
  return [
    ...deadline('SURVEY_START', clocks.surveyStart, acceptedOn, context),
    ...deadline('WHOLE_CASE', whole, acceptedOn, context),
  ]
}

/** From the request of the register check. */
export const checkDeadlines = ({ acceptedOn }: Acceptance, requestedOn: Day, context: CaseContext): Deadline[] =>
  deadline('CHECK_START', rulesetForAcceptance(acceptedOn).clocks.checkStart, requestedOn, context)

/** From the dossier; longer, under older rules, when an objection had to be looked into. */
export const dossierDeadlines = (
  { acceptedOn }: Acceptance,
  submittedOn: Day,
  objected: boolean,
  context: CaseContext,
): Deadline[] => {
  const { countyDecision, countyDecisionAfterObjection } = rulesetForAcceptance(acceptedOn).clocks
  const limit = (objected ? countyDecisionAfterObjection : null) ?? countyDecision
  return deadline('COUNTY_DECISION', limit, submittedOn, context)
}

/** The whole case once it is extended; empty where the rules of the case know no extension. */
export const extendedDeadlines = ({ acceptedOn }: Acceptance, context: CaseContext): Deadline[] =>
  deadline('WHOLE_CASE', rulesetForAcceptance(acceptedOn).clocks.wholeCaseExtended, acceptedOn, context)

/** From a refusal: it must be told in writing. */
export const refusalDeadlines = ({ acceptedOn }: Acceptance, decidedOn: Day, context: CaseContext): Deadline[] =>
  deadline('REFUSAL_NOTICE', rulesetForAcceptance(acceptedOn).clocks.refusalNotice, decidedOn, context)

/** From a death: the household is looked at again. */
export const deathDeadlines = (diedOn: Day, context: CaseContext): Deadline[] =>
  deadline('RECHECK_AFTER_DEATH', rulesetForDecision(context.today).clocks.recheckAfterDeath, diedOn, context)

/** The next review. */
export const reviewDeadline = ({ due, clause }: { due: Day; clause: string }): Deadline => ({
  clock: 'REVIEW',
  due,
  provisional: false,
  clause,
})
