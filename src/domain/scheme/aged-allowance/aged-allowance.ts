import { z } from 'zod'
import { ALWAYS, type ParameterCatalogue } from '../../policy/parameters.ts'
import { parameterOf } from '../../policy/policy.ts'
import { ERASED } from '../../shared/personal.ts'
import type { AssessmentPlace, AssessmentResult } from '../assessment.ts'
import type { Assessment, Member } from '../household.ts'
import { refuse } from '../refusals.ts'
import { localRulesets } from '../rules/local-rulesets.ts'
import { checkOnePerson, onlyMember } from '../rules/one-person.ts'
import { paidAtRates, tested } from '../rules/paid-at-rates.ts'
import { reviewEachYear } from '../rules/review-each-year.ts'
import { defineScheme } from '../scheme.ts'
import { agedParts, agedRate, firstMonthAt, TIER_AGES } from './tiers.ts'

const CODE = 'agedAllowance'

/** A list of ages out of those for which there are rates, rising. */
const AgeList = z.string().refine(
  (text) => {
    const ages = text.split(',')
    return ages.every(
      (age, index) =>
        TIER_AGES.some((tier) => String(tier) === age) && (index === 0 || Number(ages[index - 1]) < Number(age)),
    )
  },
  `rising ages out of ${TIER_AGES.join(', ')}, with commas`,
)

const agedParameters: ParameterCatalogue<'agedTierAges'> = {
  agedTierAges: {
    en: 'The ages at which the tiers of the aged allowance begin',
    zh: '高龄津贴各档次的起始年龄',
    unit: 'YEARS_OF_AGE',
    value: AgeList,
    defaults: [{ effectiveFrom: ALWAYS, value: '80,90,100', source: 'echeng-2023' }],
  },
}

const assess = (_assessed: Assessment, members: readonly Member[], place: AssessmentPlace): AssessmentResult => {
  const { birthDate } = onlyMember(members)
  if (birthDate === ERASED) throw refuse('birth-date-erased')
  const { policy, area, day, month } = place
  const tiers = parameterOf(policy, agedParameters, 'agedTierAges', { scheme: CODE, area, day, knownOn: day })
  const ages = tiers.value.split(',').map(Number)
  const [first, ...rest] = agedParts(birthDate, ages)
  if (!first) throw new Error(`${tiers.source} names no age`)
  const [lowest = 0] = ages
  const qualifies = firstMonthAt(birthDate, lowest) <= month
  const verdict = { qualifies, grounds: qualifies ? [] : ['AGE'] }
  const lines = [tested('age', tiers.source, { fromAge: lowest, tiers: tiers.value, qualifies })]
  return paidAtRates({ scheme: CODE, parts: [first, ...rest], verdict, lines, clause: tiers.source }, place)
}

/**
 * The aged allowance (高龄津贴): a local payment by tiers of age, which step up by themselves on the month after the
 * birthday.
 */
export const agedAllowance = defineScheme({
  code: CODE,
  name: { en: 'Aged allowance', zh: '高龄津贴' },
  who: { en: 'People from an age that the place sets, mostly 80', zh: '达到当地规定年龄（一般80周岁）的老年人' },
  pays: { en: 'A sum by tier of age', zh: '按年龄分档发放' },
  unit: 'PERSON',
  gives: 'MONTHLY',
  exclusive: true,
  rulesets: localRulesets('2009-01-01', '高龄津贴制度（地方规定）'),
  lanes: null,
  particulars: null,
  parameters: agedParameters,
  rates: TIER_AGES.map(agedRate),
  grounds: { AGE: { en: 'Not yet of the age', zh: '未达到规定年龄', clause: 'echeng-2023' } },
  firstPaid: { value: 'MONTH_AFTER_CONFIRMATION', clause: 'product default' },
  lastPaid: {
    decision: { value: 0, clause: 'product default' },
    death: { value: 0, clause: 'product default' },
    event: { value: 0, clause: 'product default', grounds: ['MOVED_OUT', 'IMPRISONED'] },
  },
  payees: { value: ['HOLDER', 'GUARDIAN', 'CARER'], clause: 'product default' },
  checkFiling: checkOnePerson,
  assess,
  reviewDue: reviewEachYear,
  endsOn: () => null,
})
