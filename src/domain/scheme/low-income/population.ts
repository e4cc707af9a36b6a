import type { Cited } from '../../policy/ruleset.ts'
import type { SchemeCode } from '../../shared/scheme-code.ts'

/** The schemes and statuses whose people are the low-income population (低收入人口), the nearest to need first [2023-39]. */
export const lowIncomeSchemes: Cited<readonly SchemeCode[]> = {
  value: ['extremePovertySupport', 'subsistenceAllowance', 'marginalHousehold', 'rigidExpenditureHousehold'],
  clause: '2023-39',
}
