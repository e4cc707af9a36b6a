import { z } from 'zod'
import { ALWAYS, type ParameterCatalogue } from '../policy/parameters.ts'
import { type ParameterQuestion, type Policy, parameterOf } from '../policy/policy.ts'

/**
 * Parameters of recovery. No text that is known allows a debt to be taken off assistance, so none is: an area that has such
 * a rule publishes it with its document.
 */
export const overpaymentParameters: ParameterCatalogue<'recoveryOffsetPercent'> = {
  recoveryOffsetPercent: {
    en: 'Most of a monthly payment that may be taken off to repay an overpayment',
    zh: '每月救助金可用于抵扣多发资金的最高比例',
    unit: 'PERCENT',
    value: z.string().regex(/^\d{1,2}$/),
    defaults: [{ effectiveFrom: ALWAYS, value: '0', source: 'product default' }],
  },
}

/** Per cent of a payment that may be taken off on a day, and what says so; 0 where no rule of the area allows any. */
export const offsetShare = (policy: Policy, question: ParameterQuestion): { percent: number; source: string } => {
  const { value, source } = parameterOf(policy, overpaymentParameters, 'recoveryOffsetPercent', question)
  return { percent: Number(value), source }
}
