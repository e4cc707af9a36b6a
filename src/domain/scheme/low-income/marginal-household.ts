import { z } from 'zod'
import { roundExact, timesFactor } from '../../policy/exact-fen.ts'
import type { ParameterCatalogue } from '../../policy/parameters.ts'
import { parameterOf, standardFor } from '../../policy/policy.ts'
import type { Cited } from '../../policy/ruleset.ts'
import type { AssessmentPlace, AssessmentResult } from '../assessment.ts'
import type { Assessment, Member } from '../household.ts'
import { refuse } from '../refusals.ts'
import { checkFiling } from '../rules/filing.ts'
import { householdIncome } from '../rules/household-income.ts'
import { tested } from '../rules/paid-at-rates.ts'
import { verdictOf } from '../rules/qualifies.ts'
import { reviewEachYear } from '../rules/review-each-year.ts'
import { defineScheme } from '../scheme.ts'
import { SUBSISTENCE_ALLOWANCE } from '../subsistence-allowance/code.ts'
import { MARGINAL_HOUSEHOLD } from './codes.ts'
import { marginalRulesets } from './rulesets.ts'
import { certified, validFor } from './status.ts'

/** How long the status holds, in months; printed only for rigid expenditure. */
const validity: Cited<number> = { value: 12, clause: 'product default' }

const marginalParameters: ParameterCatalogue<'marginalPercent'> = {
  marginalPercent: {
    en: 'Income per head up to which a household is marginal, per cent of the standard',
    zh: '低保边缘家庭收入上限（占保障标准的百分比）',
    unit: 'PERCENT',
    value: z.string().regex(/^[1-9]\d{2}$/),
    // From 2026-07-01 the province sets it [2026-LAW Art.21]; where none has, the ratio of 2021 goes on.
    defaults: [
      { effectiveFrom: '2021-07-01', value: '150', source: '2021-57 Art.8' },
      { effectiveFrom: '2026-07-01', value: '150', source: 'product default' },
    ],
  },
}

const assess = (assessed: Assessment, members: readonly Member[], place: AssessmentPlace): AssessmentResult => {
  const { policy, area, areaKind, day, month, ruleset } = place
  const standard = standardFor(policy, { scheme: SUBSISTENCE_ALLOWANCE, area, areaKind, month, knownOn: day })
  if (!standard) throw refuse('no-standard', { area, areaKind, month })
  const { monthlyFen: standardFen } = standard
  const income = householdIncome(assessed, members, place, { standardFen, clause: '2021-57 Art.13' })
  const question = { scheme: MARGINAL_HOUSEHOLD, area, day, knownOn: day }
  const { value: percent, source } = parameterOf(policy, marginalParameters, 'marginalPercent', question)
  // Rounded once, like the limit of the allowance: a yearly standard is no whole fen a month.
  const limit = roundExact(
    timesFactor(standard.monthly, { numerator: members.length * Number(percent), denominator: 100 }),
  )
  const verdict = verdictOf(income.fen, limit, assessed.assets)
  const inputs = { standardFen, percent: Number(percent), members: members.length, limitFen: limit, rules: ruleset.id }
  return certified(verdict, [...income.lines, tested('limit', source, inputs)], members.length, place)
}

/** The marginal household (低保边缘家庭), a status: income per head below 1.5 times the standard [2021-57 Art.8]. */
export const marginalHousehold = defineScheme({
  code: MARGINAL_HOUSEHOLD,
  name: { en: 'Marginal household', zh: '低保边缘家庭' },
  who: {
    en: 'Households with income per head below 1.5 times the standard, or the ratio that the province sets, and property within the limits',
    zh: '共同生活的家庭成员人均收入低于保障标准1.5倍（或者省级确定的比例），且符合财产状况规定的家庭',
  },
  pays: { en: 'Nothing: a status that opens other help', zh: '身份认定，不直接发放资金' },
  unit: 'HOUSEHOLD',
  gives: 'STATUS',
  exclusive: true,
  rulesets: marginalRulesets,
  lanes: null,
  particulars: null,
  parameters: marginalParameters,
  rates: [],
  grounds: {
    INCOME: { en: 'Income', zh: '收入', clause: '2021-57 Art.8' },
    ASSETS: { en: 'Property', zh: '财产', clause: '2021-57 Art.8' },
  },
  firstPaid: { value: 'MONTH_OF_CONFIRMATION', clause: 'product default' },
  lastPaid: { decision: { value: 0, clause: 'product default' }, death: { value: 0, clause: 'product default' } },
  payees: { value: ['HOLDER'], clause: 'product default' },
  checkFiling,
  assess,
  reviewDue: reviewEachYear,
  endsOn: ({ decidedOn }) => validFor(decidedOn, validity),
})
