import type { Policy } from '../policy/policy.ts'
import type { Ruleset } from '../policy/ruleset.ts'
import type { AreaCode, AreaKind } from '../shared/area.ts'
import type { Code } from '../shared/codes.ts'
import type { Day, Month } from '../shared/day.ts'
import type { Erasable } from '../shared/personal.ts'
import type { SchemeCode } from '../shared/scheme-code.ts'
import type { AmountFacts, CalculationSheet } from './calculation.ts'
import type { FiledMember, Filing, IncomeItem, Member } from './household.ts'
import type { SingleGround } from './single-ground.ts'

/** How an application is filed, as far as the scheme has a say. */
export type FilingQuestion<Facts = unknown> = {
  filing: Filing
  applicant: string
  members: readonly FiledMember[]
  /** Whether somebody files for the applicant. */
  byProxy: boolean
  day: Day
  /** On what somebody files alone; null where nothing is stated, absent where it was recorded before anybody asked. */
  single?: Erasable<SingleGround> | null
  /** Which other schemes the members hold by a live claim; none where absent. */
  held?: readonly Held[]
  /** The scheme's own facts, where they have been told. */
  particulars?: Facts
}

/** A scheme that a member holds by a live claim of another case. */
export type Held = { personId: string; scheme: SchemeCode }

/** What decides when a household is looked at again. */
export type ReviewQuestion<Facts = unknown> = {
  decidedOn: Day
  /** The rules of the day of the decision. */
  ruleset: Ruleset
  areaKind: AreaKind
  members: readonly Member[]
  incomes: readonly Pick<IncomeItem, 'kind' | 'monthlyFen'>[]
  particulars: Facts
}

/** Where and when an assessment is made, and the month whose rates it uses. */
export type AssessmentPlace = {
  policy: Policy
  /** The rules of that day. */
  ruleset: Ruleset
  area: AreaCode
  areaKind: AreaKind
  /** The day of the opinion or decision: chooses ruleset and parameters, and is the day of knowledge. */
  day: Day
  /** The month for which the amount is computed. */
  month: Month
  /** Which other schemes the members hold by a live claim. */
  held: readonly Held[]
  /** The tier chosen by the office; without it the least tier that closes the gap. Read only where tiers are paid. */
  tier?: string
}

/** Whether the facts qualify, and what stands against it; the grounds are those of a refusal or stop. */
export type Verdict = { qualifies: boolean; grounds: readonly Code[] }

/** What an assessment comes to. `amountFen` of the sheet is zero where the facts do not qualify, or nothing is paid. */
export type AssessmentResult = { facts: AmountFacts; sheet: CalculationSheet; verdict: Verdict }
