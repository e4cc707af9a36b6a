import type { Assessment, IncomeItem, Member } from '../../../src/domain/scheme/household.ts'
import { anId } from '../policy/published.ts'

export const member = (over: Partial<Member> = {}): Member => ({
  personId: anId(),
  relation: 'SELF',
  canWork: false,
  employed: false,
  birthDate: '1960-01-01',
  disability: null,
  seriousIllness: false,
  ...over,
})

export const assessed = (
  incomes: readonly Omit<IncomeItem, 'source'>[],
  over: Partial<Assessment> = {},
): Assessment => ({
  incomes: incomes.map((income) => ({ ...income, source: 'REGISTER' })),
  deductions: [],
  assets: { finding: 'WITHIN', basis: '核对报告' },
  ...over,
})
