import type { Policy } from '../policy/policy.ts'
import type { Cited } from '../policy/ruleset.ts'
import type { AreaCode, AreaKind } from '../shared/area.ts'
import { addMonths, type Day, type Month, monthOf } from '../shared/day.ts'
import type { SchemeCode } from '../shared/scheme-code.ts'
import type { AmountFacts, CalculationSheet } from './calculation.ts'
import type { AssessedMember, Assessment, FiledMember, Filing, IncomeItem } from './household.ts'

/** How an application is filed, as far as the scheme has a say. */
export type FilingQuestion = {
  filing: Filing
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
  incomes: readonly Pick<IncomeItem, 'kind' | 'monthlyFen'>[]
}

/** Where and when an assessment is made, and the month whose standard it uses. */
export type AssessmentPlace = {
  policy: Policy
  area: AreaCode
  areaKind: AreaKind
  /** The day of the opinion or decision: chooses ruleset and parameters, and is the day of knowledge. */
  day: Day
  /** The month for which the amount is computed. */
  month: Month
  /** The tier chosen by the office; without it the least tier that closes the gap. Read only where tiers are paid. */
  tier?: string
}

/** Whether a household qualifies, and what stands against it; the grounds are those of a refusal or stop. */
export type Verdict = { qualifies: boolean; grounds: readonly ('INCOME' | 'ASSETS')[] }

/** What an assessment comes to. `amountFen` of the sheet is zero where the household does not qualify. */
export type AssessmentResult = { facts: AmountFacts; sheet: CalculationSheet; verdict: Verdict }

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
  assess: (assessed: Assessment, members: readonly AssessedMember[], place: AssessmentPlace) => AssessmentResult
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
