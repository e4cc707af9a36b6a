import type { RateName } from '../../policy/rate.ts'
import { given } from '../../shared/given.ts'
import type { SchemeCode } from '../../shared/scheme-code.ts'
import type { AssessmentPlace, AssessmentResult, Verdict } from '../assessment.ts'
import type { AmountFacts, Found, RatePart, SheetLine } from '../calculation.ts'
import type { Member } from '../household.ts'
import { monthlyAmount } from '../monthly-amount.ts'
import { refuse } from '../refusals.ts'

/** A rate that is paid in every month. */
export const everyMonth = (rate: RateName): RatePart => ({ rate, firstMonth: null, lastMonth: null })

/** What one person is paid, why, and the clause of the amount. */
type PaidAtRates = {
  scheme: SchemeCode
  parts: readonly [RatePart, ...RatePart[]]
  verdict: Verdict
  /** The steps on the way to the verdict. */
  lines: readonly SheetLine[]
  clause: string
  /** What else the reader of the amount should see. */
  inputs?: SheetLine['inputs']
}

/**
 * The assessment of one person who is paid published rates: the sum of those in force in the month, or nothing where the
 * facts do not qualify. Refused with `no-rate` where a rate that would be paid is not published.
 */
export const paidAtRates = (
  { scheme, parts, verdict, lines, clause, inputs }: PaidAtRates,
  place: AssessmentPlace,
): AssessmentResult => {
  const { policy, area, areaKind, month, day, ruleset } = place
  const facts: AmountFacts = { mode: 'RATES', members: 1, parts: [...parts], lessFen: 0 }
  const amount = monthlyAmount(facts, policy, { scheme, area, areaKind, month, knownOn: day })
  if (!amount && verdict.qualifies)
    throw refuse('no-rate', { scheme, area, areaKind, month, rates: parts.map(({ rate }) => rate) })
  const amountFen = verdict.qualifies ? (amount?.fen ?? 0) : 0
  const line: SheetLine = {
    item: 'amount',
    clause,
    inputs: { ...inputs, rates: parts.map(({ rate }) => rate).join('+'), qualifies: verdict.qualifies },
    fen: amountFen,
  }
  const sheet = { ruleset: ruleset.id, rates: [...(amount?.rates ?? [])], lines: [...lines, line], amountFen }
  return { facts, sheet, verdict }
}

/**
 * A step of a verdict on the sheet: what was looked at, under which clause, and whether it holds; `found` is what was looked
 * at of a person. No money is in it.
 */
export const tested = (item: string, clause: string, inputs: SheetLine['inputs'], found?: Found): SheetLine => ({
  item,
  clause,
  inputs,
  ...given({ found }),
  fen: 0,
})

/** What a step was found from of whoever files: the first member. */
export const foundOf = ([member]: readonly Member[], facts: SheetLine['inputs']): Found | undefined =>
  member && { personId: member.personId, facts }
