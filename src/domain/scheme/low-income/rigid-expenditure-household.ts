import { z } from 'zod'
import { compareExact, exactFen, roundExact, timesFactor } from '../../policy/exact-fen.ts'
import type { ParameterCatalogue } from '../../policy/parameters.ts'
import { parameterOf } from '../../policy/policy.ts'
import type { Cited } from '../../policy/ruleset.ts'
import { type Fen, ToldFen } from '../../shared/fen.ts'
import type { AssessmentPlace, AssessmentResult } from '../assessment.ts'
import type { SheetLine } from '../calculation.ts'
import { EXTREME_POVERTY_SUPPORT } from '../extreme-poverty-support/code.ts'
import type { Assessment, Member } from '../household.ts'
import { refuse } from '../refusals.ts'
import { disposableIncome } from '../rules/disposable-income.ts'
import { checkFiling } from '../rules/filing.ts'
import { foundOf, tested } from '../rules/paid-at-rates.ts'
import { reviewEachYear } from '../rules/review-each-year.ts'
import { defineScheme } from '../scheme.ts'
import { SUBSISTENCE_ALLOWANCE } from '../subsistence-allowance/code.ts'
import { MARGINAL_HOUSEHOLD, RIGID_EXPENDITURE_HOUSEHOLD } from './codes.ts'
import { rigidRulesets } from './rulesets.ts'
import { certified, validFor } from './status.ts'

const CLAUSE = '2025-rigid'

/** How long the status holds at most, in months. */
const validity: Cited<number> = { value: 12, clause: '2025-rigid Art.10' }

/** Months of the year that income and spending are looked at for. */
const MONTHS_OF_A_YEAR = 12

/** The other statuses, beside which this one is not given [2025-rigid Art.4]. */
const otherStatuses = [SUBSISTENCE_ALLOWANCE, EXTREME_POVERTY_SUPPORT, MARGINAL_HOUSEHOLD]

/** What the status asks beside the household: the twelve months before the application. */
const Particulars = z.strictObject({
  /** Income of the whole household in those months. */
  incomeFen: ToldFen,
  spending: z
    .array(
      z.strictObject({
        kind: z.enum([
          'BASIC_LIVING', // 基本生活
          'MEDICAL', // 医疗
          'EDUCATION', // 教育
          'REHABILITATION', // 残疾康复
          'OTHER',
        ]),
        fen: ToldFen,
      }),
    )
    .max(50),
})
type Particulars = z.infer<typeof Particulars>

const rigidParameters: ParameterCatalogue<'rigidSpendingPercent'> = {
  rigidSpendingPercent: {
    en: 'Rigid spending from which a household is in hardship, per cent of its income of twelve months',
    zh: '刚性支出占家庭收入比例的认定线',
    unit: 'PERCENT',
    value: z.string().regex(/^[1-9]\d{0,2}$/),
    // The document leaves the line to places.
    defaults: [{ effectiveFrom: '2025-01-01', value: '60', source: 'product default' }],
  },
}

/** What was spent on what: sealed, because it tells who is ill. */
const byKind = (spending: Particulars['spending']): Record<string, Fen> => {
  const sums: Record<string, Fen> = {}
  for (const { kind, fen } of spending) sums[kind] = (sums[kind] ?? 0) + fen
  return sums
}

const assess = (
  assessed: Assessment,
  members: readonly Member[],
  place: AssessmentPlace,
  { incomeFen, spending }: Particulars,
): AssessmentResult => {
  const { policy, area, areaKind, day, month, held } = place
  const local = disposableIncome(policy, { area, areaKind, month, knownOn: day })
  if (local === undefined) throw refuse('no-rate', { area, areaKind, month, rates: ['DISPOSABLE_INCOME'] })
  const question = { scheme: RIGID_EXPENDITURE_HOUSEHOLD, area, day, knownOn: day }
  const line = parameterOf(policy, rigidParameters, 'rigidSpendingPercent', question)
  const limit = timesFactor(local, { numerator: MONTHS_OF_A_YEAR * members.length, denominator: 1 })
  const spentFen = spending.reduce((sum, { fen }) => sum + fen, 0)
  const status = held.find(({ scheme }) => otherStatuses.includes(scheme))?.scheme
  const grounds = [
    ...(status === undefined ? [] : ['OTHER_STATUS']),
    ...(compareExact(exactFen(incomeFen), limit) < 0 ? [] : ['INCOME']),
    ...(assessed.assets.finding === 'OVER' ? ['ASSETS'] : []),
    // Compared on whole sums: spending over the line's share of income.
    ...(spentFen * 100 > incomeFen * Number(line.value) ? [] : ['SPENDING']),
  ]
  const lines: SheetLine[] = [
    tested('otherStatus', '2025-rigid Art.4', { status: status ?? 'none' }),
    {
      item: 'income',
      clause: CLAUSE,
      inputs: { members: members.length, limitFen: roundExact(limit) },
      fen: incomeFen,
    },
    {
      item: 'rigidSpending',
      clause: line.source,
      inputs: { percent: Number(line.value), incomeFen },
      found: foundOf(members, byKind(spending)),
      fen: spentFen,
    },
  ]
  return certified({ qualifies: grounds.length === 0, grounds }, lines, members.length, place)
}

/** The household with rigid expenditure (刚性支出困难家庭), a status of at most twelve months [2025-rigid]. */
export const rigidExpenditureHousehold = defineScheme<Particulars>({
  code: RIGID_EXPENDITURE_HOUSEHOLD,
  name: { en: 'Household with rigid expenditure', zh: '刚性支出困难家庭' },
  who: {
    en: 'Households of no other status, with income per head below the local disposable income of the year before and rigid spending above the local share of it [2025-rigid Art.4]',
    zh: '未纳入低保、特困、低保边缘，人均收入低于上年度当地居民人均可支配收入，且刚性支出超过规定比例的家庭',
  },
  pays: { en: 'Nothing: a status that opens other help', zh: '身份认定，不直接发放资金' },
  unit: 'HOUSEHOLD',
  gives: 'STATUS',
  exclusive: true,
  rulesets: rigidRulesets,
  lanes: null,
  particulars: Particulars,
  parameters: rigidParameters,
  rates: [],
  grounds: {
    OTHER_STATUS: { en: 'Holds another status', zh: '已纳入低保、特困或者低保边缘', clause: '2025-rigid Art.4' },
    INCOME: { en: 'Income', zh: '收入', clause: '2025-rigid Art.4' },
    ASSETS: { en: 'Property', zh: '财产', clause: '2025-rigid Art.4' },
    SPENDING: { en: 'Spending is not above the line', zh: '刚性支出未超过规定比例', clause: '2025-rigid Art.4' },
  },
  firstPaid: { value: 'MONTH_OF_CONFIRMATION', clause: CLAUSE },
  lastPaid: { decision: { value: 0, clause: CLAUSE }, death: { value: 0, clause: CLAUSE } },
  payees: { value: ['HOLDER'], clause: 'product default' },
  checkFiling,
  assess,
  reviewDue: reviewEachYear,
  endsOn: ({ decidedOn }) => validFor(decidedOn, validity),
})
