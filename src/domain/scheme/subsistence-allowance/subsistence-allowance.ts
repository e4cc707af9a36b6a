import { checkFilingAlone } from '../rules/filing-alone.ts'
import { reviewDue } from '../rules/review-cadence.ts'
import { defineScheme } from '../scheme.ts'
import { assess } from './assess.ts'
import { SUBSISTENCE_ALLOWANCE } from './code.ts'
import { allowanceRulesets } from './rulesets.ts'

/** The subsistence allowance (最低生活保障, 低保) [2021-57]. */
export const subsistenceAllowance = defineScheme({
  code: SUBSISTENCE_ALLOWANCE,
  name: { en: 'Subsistence allowance', zh: '最低生活保障' },
  who: {
    en: 'Households with income per head below the standard and property within the limits [2014-649 Art.9; 2026-LAW Art.18]',
    zh: '共同生活的家庭成员人均收入低于当地保障标准，且符合财产状况规定的家庭',
  },
  pays: { en: 'The gap to the standard, or a tier [2021-57 Art.23]', zh: '补差发放或者分档发放' },
  unit: 'HOUSEHOLD',
  gives: 'MONTHLY',
  exclusive: true,
  rulesets: allowanceRulesets,
  lanes: null,
  particulars: null,
  parameters: {},
  rates: ['STANDARD'],
  grounds: {
    INCOME: { en: 'Income', zh: '收入', clause: '2014-649 Art.9' },
    ASSETS: { en: 'Property', zh: '财产', clause: '2014-649 Art.9' },
  },
  firstPaid: { value: 'MONTH_AFTER_CONFIRMATION', clause: '2021-57 Art.21' },
  lastPaid: {
    decision: { value: 0, clause: '2021-57 Art.32' },
    death: { value: 0, clause: 'xuchang-2021' },
  },
  payees: { value: ['HOLDER'], clause: '2021-57 Art.25' },
  checkFiling: checkFilingAlone,
  assess,
  reviewDue,
  endsOn: () => null,
})
