import { parameterOf } from '../../policy/policy.ts'
import type { AssessmentPlace, AssessmentResult } from '../assessment.ts'
import type { AmountFacts, RatePart } from '../calculation.ts'
import type { Assessment, Member } from '../household.ts'
import { monthlyAmount } from '../monthly-amount.ts'
import { refuse as refuseScheme } from '../refusals.ts'
import { arrangementIn, checkAreaKind } from './arrangement.ts'
import type { Particulars } from './particulars.ts'
import { BASIC_LIVING, careRate, supportParameters } from './rates.ts'
import { testThreeLacks } from './three-lacks.ts'

/** The code of support for the extremely poor. */
export const CODE = 'extremePovertySupport'

/**
 * Assesses one person on a day: the three withouts, and the basic living money with the care money of their form and level
 * under the rates of a month. Pure and traced; refused where an arrangement is not complete or a rate is not published.
 */
export const assess = (
  assessed: Assessment,
  members: readonly Member[],
  place: AssessmentPlace,
  particulars: Particulars,
): AssessmentResult => {
  const [member] = members
  // An application under this scheme names one person, and nobody decides on a person who has left.
  if (!member) throw new Error('support is assessed for one person')
  const { policy, area, areaKind, day, month, ruleset } = place
  checkAreaKind(particulars, areaKind)
  const { form, level } = arrangementIn(particulars, month)
  const { verdict, lines } = testThreeLacks(assessed, member, place, particulars)
  const question = { scheme: CODE, area, areaKind, month, knownOn: day }
  const care = parameterOf(policy, supportParameters, 'careMoney', { scheme: CODE, area, day, knownOn: day })
  const rates = care.value === 'INCLUDED' ? [BASIC_LIVING] : [BASIC_LIVING, careRate(form, level)]
  const parts = rates.map((rate): RatePart => ({ rate, firstMonth: null, lastMonth: null }))
  const facts: AmountFacts = { mode: 'RATES', members: 1, parts, lessFen: 0 }
  const amount = monthlyAmount(facts, policy, question)
  if (!amount) throw refuseScheme('no-rate', { scheme: CODE, area, areaKind, month, rates })
  const amountFen = verdict.qualifies ? amount.fen : 0
  const inputs = { form, level, careMoney: care.value, qualifies: verdict.qualifies }
  const sheet = {
    ruleset: ruleset.id,
    rates: [...amount.rates],
    lines: [...lines, { item: 'amount', clause: care.source, inputs, fen: amountFen }],
    amountFen,
  }
  return { facts, sheet, verdict }
}
