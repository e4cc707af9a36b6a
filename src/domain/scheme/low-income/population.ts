import type { Cited } from '../../policy/ruleset.ts'
import type { SchemeCode } from '../../shared/scheme-code.ts'
import { EXTREME_POVERTY_SUPPORT } from '../extreme-poverty-support/code.ts'
import { SUBSISTENCE_ALLOWANCE } from '../subsistence-allowance/code.ts'
import { MARGINAL_HOUSEHOLD, RIGID_EXPENDITURE_HOUSEHOLD } from './codes.ts'

/** The schemes and statuses whose people are the low-income population (低收入人口), the nearest to need first [2023-39]. */
export const lowIncomeSchemes: Cited<readonly SchemeCode[]> = {
  value: [EXTREME_POVERTY_SUPPORT, SUBSISTENCE_ALLOWANCE, MARGINAL_HOUSEHOLD, RIGID_EXPENDITURE_HOUSEHOLD],
  clause: '2023-39',
}
