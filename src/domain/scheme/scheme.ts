import type { Cited } from '../policy/ruleset.ts'
import type { AreaKind } from '../shared/area.ts'
import { addMonths, type Day, type Month, monthOf } from '../shared/day.ts'
import type { SchemeCode } from '../shared/scheme-code.ts'
import type { Assessed, AssessedMember, AssessmentPlace, AssessmentResult, FiledMember } from './facts.ts'

/** How an application is filed, as far as the scheme has a say. */
export type FilingQuestion = {
  filing: 'HOUSEHOLD' | 'SINGLE'
  applicant: string
  members: readonly FiledMember[]
  /** Whether somebody files for the applicant. */
  byProxy: boolean
  day: Day
}

/** What decides when a household is looked at again. */
export type ReviewQuestion = {
  decidedOn: Day
  areaKind: AreaKind
  members: readonly AssessedMember[]
  incomes: Assessed['incomes']
}

/**
 * A scheme of social assistance: data and pure functions that plug into the one case engine. Adding a scheme is one file
 * with a value of this type, its rules, and a row in `schemes.ts`.
 */
export type Scheme = {
  code: SchemeCode
  name: { en: string; zh: string }
  /** Who is paid: a household through its holder, or a person. */
  unit: 'HOUSEHOLD' | 'PERSON'
  /** Whether opinion and decision are posted in the village; never for children. */
  posted: Cited<boolean>
  /** First paid month: so many months after the month of confirmation. */
  firstPaid: Cited<number>
  /** Last paid month: so many months after the month of the decision to stop, or of the death. */
  lastPaid: { decision: Cited<number>; death: Cited<number> }
  /** Refuses a filing that the scheme does not allow. */
  checkFiling: (question: FilingQuestion) => void
  /** From an assessment to the facts of the amount, the traced sheet and the verdict. */
  assess: (assessed: Assessed, members: readonly AssessedMember[], place: AssessmentPlace) => AssessmentResult
  /** The day by which the household is reviewed, and the clause that says so. */
  reviewDue: (question: ReviewQuestion) => { due: Day; clause: string }
}

/** The first month that a grant pays. */
export const firstPaidMonth = (scheme: Scheme, confirmedOn: Day): Month =>
  addMonths(monthOf(confirmedOn), scheme.firstPaid.value)

/**
 * The last month that is paid when an entitlement ends. For the ground `DEATH` it follows the death, not the decision:
 * what was paid for later months has been overpaid. `diedOn` is needed for that ground only.
 */
export const lastPaidMonth = (scheme: Scheme, ground: string, decidedOn: Day, diedOn?: Day): Month =>
  ground === 'DEATH' && diedOn !== undefined
    ? addMonths(monthOf(diedOn), scheme.lastPaid.death.value)
    : addMonths(monthOf(decidedOn), scheme.lastPaid.decision.value)
