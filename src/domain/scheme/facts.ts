import type { Policy } from '../policy/policy.ts'
import type { AreaCode, AreaKind } from '../shared/area.ts'
import type { Day, Month } from '../shared/day.ts'
import type { Disability } from '../shared/disability.ts'
import type { Fen } from '../shared/fen.ts'
import type { Erasable } from '../shared/personal.ts'

// The shapes that a scheme reads and makes. The events of a case keep the same shapes as schemas; because a scheme lies
// below the case, it states here only what its rules need, and the compiler holds the two together at every call.

/** Where an income comes from; whether it counts is `rules/countable-income.ts`. */
export type IncomeKind =
  | 'WAGES'
  | 'BUSINESS'
  | 'PROPERTY'
  | 'TRANSFER'
  | 'OTHER'
  | 'PREFERENTIAL_PENSION'
  | 'FAMILY_PLANNING_AWARD'
  | 'SCHOLARSHIP'
  | 'BRAVERY_AWARD'
  | 'GOVERNMENT_ASSISTANCE'
  | 'BASIC_PENSION'

/** One monthly income of one member. */
export type Income = { personId: string; kind: IncomeKind; monthlyFen: Fen }

/** One monthly deduction of one member, beside the cost of employment. */
type Deduction = { personId: string; kind: 'DISABILITY_COST' | 'SERIOUS_ILLNESS_COST'; monthlyFen: Fen }

/** Income, deductions and the finding on property as somebody assessed them. */
export type Assessed = {
  incomes: readonly Income[]
  deductions: readonly Deduction[]
  assets: { finding: 'WITHIN' | 'OVER'; basis: string }
}

/** What the amount and the reviews need to know of a member. */
export type AssessedMember = { personId: string; canWork: boolean; employed: boolean }

/** What a filing needs to know of a member. */
export type FiledMember = {
  personId: string
  birthDate: Erasable<Day>
  disability: Erasable<Disability | null>
  seriousIllness: Erasable<boolean>
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

/** What a month's line is computed from, whatever its standard will be. */
export type AmountFacts =
  | { mode: 'GAP'; members: number; countableIncomeFen: Fen }
  | { mode: 'TIER'; members: number; tier: string }

/** One step of a calculation: the clause that made a value, from which inputs. */
export type SheetLine = { item: string; clause: string; inputs: Record<string, string | number | boolean>; fen: Fen }

/** The whole calculation as the decision keeps it. */
type CalculationSheet = {
  ruleset: string
  standardDocument: string
  standardFen: Fen
  lines: SheetLine[]
  amountFen: Fen
}

/** Whether a household qualifies, and what stands against it; the grounds are those of a refusal or stop. */
export type Verdict = { qualifies: boolean; grounds: readonly ('INCOME' | 'ASSETS')[] }

/** What an assessment comes to. `amountFen` of the sheet is zero where the household does not qualify. */
export type AssessmentResult = { facts: AmountFacts; sheet: CalculationSheet; verdict: Verdict }
