import type { Assessed, AssessedMember, FiledMember, Income } from '../../../src/domain/scheme/facts.ts'
import { anId } from '../policy/published.ts'

export const member = (over: Partial<AssessedMember & FiledMember> = {}): AssessedMember & FiledMember => ({
  personId: anId(),
  canWork: false,
  employed: false,
  birthDate: '1960-01-01',
  disability: null,
  seriousIllness: false,
  ...over,
})

export const assessed = (incomes: readonly Income[], over: Partial<Assessed> = {}): Assessed => ({
  incomes,
  deductions: [],
  assets: { finding: 'WITHIN', basis: '核对报告' },
  ...over,
})
