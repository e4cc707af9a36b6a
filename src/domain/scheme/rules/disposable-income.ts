import type { Policy } from '../../policy/policy.ts'
import { type RateQuestion, rateFor } from '../../policy/rates.ts'
import type { Fen } from '../../shared/fen.ts'

/**
 * The local disposable income per head (人均可支配收入) of the year before, for one month; undefined where it is not
 * published. It is published once for all schemes, under the allowance, as a yearly rate that counts from the January after
 * its year.
 */
export const disposableIncome = (policy: Policy, question: Omit<RateQuestion, 'scheme'>): Fen | undefined =>
  rateFor(policy, { ...question, scheme: 'subsistenceAllowance', rate: 'DISPOSABLE_INCOME' })?.monthlyFen
