import { workingDays } from '../policy/cited.ts'
import { delegationFor } from '../policy/policy.ts'
import { dueOf, type Limit, type Ruleset } from '../policy/ruleset.ts'
import type { Day } from '../shared/day.ts'
import type { Clock, Deadline } from './clocks.ts'
import type { CaseContext } from './context.ts'
import type { CaseFile } from './file.ts'
import { caseParameter } from './parameters.ts'
import { procedureToday } from './procedure.ts'

const deadline = (clock: Clock, limit: Limit | null, from: Day, { calendar }: CaseContext): Deadline[] =>
  limit === null ? [] : [{ clock, ...dueOf(limit, from, calendar), clause: limit.clause }]

/** The clocks that acceptance starts; the whole case is shorter where the township may decide. */
export const acceptanceDeadlines = (
  { scheme, area }: CaseFile,
  { clocks }: Ruleset,
  acceptedOn: Day,
  context: CaseContext,
): Deadline[] => {
  const delegated = delegationFor(context.policy, { scheme, area, day: acceptedOn }) !== undefined
  const whole = (delegated ? clocks.wholeCaseDelegated : null) ?? clocks.wholeCase
  return [
    ...deadline('SURVEY_START', clocks.surveyStart, acceptedOn, context),
    ...deadline('TOWNSHIP_OPINION', clocks.townshipOpinion, acceptedOn, context),
    ...deadline('WHOLE_CASE', whole, acceptedOn, context),
  ]
}

/** From the request of the register check. */
export const checkDeadlines = ({ clocks }: Ruleset, requestedOn: Day, context: CaseContext): Deadline[] =>
  deadline('CHECK_START', clocks.checkStart, requestedOn, context)

/** From acceptance by another county's window: its clock and the home county's run side by side. */
export const crossProvinceDeadlines = ({ clocks }: Ruleset, acceptedOn: Day, context: CaseContext): Deadline[] =>
  deadline('CROSS_PROVINCE', clocks.crossProvince, acceptedOn, context)

/** From a signed visit, which ends the survey: where every case is deliberated, that is due next. */
export const surveyedDeadlines = ({ clocks }: Ruleset, visitedOn: Day, context: CaseContext): Deadline[] =>
  deadline('DELIBERATION', clocks.deliberation, visitedOn, context)

/** From an objection: looked into, and the opinion drafted again. */
export const objectionDeadlines = ({ clocks }: Ruleset, raisedOn: Day, context: CaseContext): Deadline[] =>
  deadline('REDO_AFTER_OBJECTION', clocks.redoAfterObjection, raisedOn, context)

/**
 * From the dossier: the county's own opinion where the rules know one, and the decision; longer, under older rules, when an
 * objection had to be looked into.
 */
export const dossierDeadlines = (
  { clocks }: Ruleset,
  submittedOn: Day,
  objected: boolean,
  context: CaseContext,
): Deadline[] => {
  const limit = (objected ? clocks.countyDecisionAfterObjection : null) ?? clocks.countyDecision
  return [
    ...deadline('OPINION', clocks.opinion, submittedOn, context),
    ...deadline('COUNTY_DECISION', limit, submittedOn, context),
  ]
}

/** From the return of a dossier: handed in again within what the place has set for it; empty where it has set none. */
export const returnDeadlines = (file: CaseFile, returnedOn: Day, context: CaseContext): Deadline[] => {
  const { value, clause } = caseParameter('returnedDossierWorkingDays', file, context)
  return value === 0 ? [] : deadline('REDO_AFTER_RETURN', workingDays(value, clause), returnedOn, context)
}

/** From the last day of the county's own notice: the decision is counted anew. */
export const secondNoticeDeadlines = (
  { clocks }: Ruleset,
  lastDay: Day,
  objected: boolean,
  context: CaseContext,
): Deadline[] =>
  objected && clocks.countyDecisionAfterObjection !== null
    ? []
    : deadline('COUNTY_DECISION', clocks.countyDecision, lastDay, context)

/** The whole case once it is extended to the limit that its rules know for that. */
export const extendedDeadlines = (limit: Limit, acceptedOn: Day, context: CaseContext): Deadline[] =>
  deadline('WHOLE_CASE', limit, acceptedOn, context)

/** From a refusal: it must be told in writing. */
export const refusalDeadlines = ({ clocks }: Ruleset, decidedOn: Day, context: CaseContext): Deadline[] =>
  deadline('REFUSAL_NOTICE', clocks.refusalNotice, decidedOn, context)

/** From a death: the household is looked at again. */
export const deathDeadlines = (file: CaseFile, diedOn: Day, context: CaseContext): Deadline[] =>
  deadline('RECHECK_AFTER_DEATH', procedureToday(file, context).clocks.recheckAfterDeath, diedOn, context)

/** From a reported change: self-care is assessed again. */
export const selfCareDeadlines = (file: CaseFile, reportedOn: Day, context: CaseContext): Deadline[] =>
  deadline('SELF_CARE_AGAIN', procedureToday(file, context).clocks.selfCareAgain, reportedOn, context)

/** From an objection to the notice of a stop: decided again. */
export const stopObjectionDeadlines = (file: CaseFile, raisedOn: Day, context: CaseContext): Deadline[] =>
  deadline('STOP_AFTER_OBJECTION', procedureToday(file, context).clocks.stopAfterObjection, raisedOn, context)

/** The next review; none where there is nothing to review. */
export const reviewDeadlines = (review: { due: Day; clause: string } | null): Deadline[] =>
  review === null ? [] : [{ clock: 'REVIEW', due: review.due, provisional: false, clause: review.clause }]
