import { cited } from './cited.ts'
import type { Document } from './events.ts'
import type { Cited, Clocks, MainRuleset, ReviewCadence, Step, Steps } from './ruleset.ts'

/** No limit at all: spread it and add those that a text names. */
export const noClocks: Clocks = {
  surveyStart: null,
  checkStart: null,
  townshipOpinion: null,
  deliberation: null,
  opinion: null,
  redoAfterObjection: null,
  countyDecision: null,
  countyDecisionAfterObjection: null,
  wholeCase: null,
  wholeCaseExtended: null,
  wholeCaseDelegated: null,
  crossProvince: null,
  refusalNotice: null,
  recheckAfterDeath: null,
  selfCareAgain: null,
  stopAfterObjection: null,
}

/** Every step with one answer: spread it and say otherwise where the text does. */
export const allSteps = (step: Step): Steps => ({
  commitment: step,
  closeRelatives: step,
  homeVisit: step,
  economicCheck: step,
  incomeAssessment: step,
  notice: step,
  publication: step,
  dossier: step,
})

/** A step that nobody goes on without. */
export const demanded = (clause: string): Step => cited('DEMANDED', clause)

/** A step that may be taken. */
export const allowed = (clause: string): Step => cited('ALLOWED', clause)

/** A step that there is not. */
export const none = (clause: string): Step => cited('NONE', clause)

/** The same number of months to the next review whatever the household's income. */
export const reviewEvery = (monthCount: Cited<number>): ReviewCadence => ({
  withoutIncome: monthCount,
  fixedIncome: monthCount,
  varying: { URBAN: monthCount, RURAL: monthCount },
})

/**
 * A procedure that knows no step and no clock beyond the application and the county's decision, with one clause for all of
 * it: spread it, and add what the text of a scheme says. A yearly review is the product's default.
 */
export const bareRuleset = (id: string, document: Document, clause = id): MainRuleset => ({
  id,
  document,
  steps: allSteps(none(clause)),
  clocks: noClocks,
  review: reviewEvery(cited(12, 'product default')),
  noticeDays: null,
  noticeAgain: cited(false, clause),
  secondNoticeDays: null,
  stopNoticeDays: null,
  minInvestigators: cited(2, 'product default'),
  deliberation: cited('NEVER', clause),
  deliberationResidents: null,
  countyVisit: cited([], clause),
  countySamplePercent: null,
  gradualExitMonths: null,
  hearing: cited(false, clause),
  townshipMayDecide: cited('NO', clause),
  fine: null,
})
