import type { ExactFen } from '../../policy/exact-fen.ts'
import type { Policy } from '../../policy/policy.ts'
import { DISPOSABLE_INCOME } from '../../policy/rate.ts'
import { type RateQuestion, rateFor } from '../../policy/rates.ts'
import { SUBSISTENCE_ALLOWANCE } from '../subsistence-allowance/code.ts'

/**
 * The local disposable income per head (人均可支配收入) of the year before, for one month and exactly: a twelfth of a yearly
 * figure is rarely whole fen, so that it is compared and never rounded. Undefined where it is not published. It is published
 * once for all schemes, under the allowance, as a yearly rate that counts from the January after its year.
 */
export const disposableIncome = (policy: Policy, question: Omit<RateQuestion, 'scheme'>): ExactFen | undefined =>
  rateFor(policy, { ...question, scheme: SUBSISTENCE_ALLOWANCE, rate: DISPOSABLE_INCOME })?.monthly
