import { z } from 'zod'
import type { ParameterCatalogue } from '../../policy/parameters.ts'
import { parameterOf } from '../../policy/policy.ts'
import { STANDARD } from '../../policy/rate.ts'
import type { SchemeCode } from '../../shared/scheme-code.ts'
import type { AssessmentPlace, AssessmentResult } from '../assessment.ts'
import type { Assessment, Member } from '../household.ts'
import { checkOnePerson } from '../rules/one-person.ts'
import { everyMonth, paidAtRates, tested } from '../rules/paid-at-rates.ts'
import { reviewEachYear } from '../rules/review-each-year.ts'
import { defineScheme } from '../scheme.ts'
import { certifiedDisability, Particulars } from './particulars.ts'
import { disabilityRulesets } from './rulesets.ts'

const CODE = 'disabilityLivingSubsidy'

/** The families whose disabled members are meant; places may widen them. */
const families: Readonly<Record<string, readonly SchemeCode[]>> = {
  ALLOWANCE: ['subsistenceAllowance'],
  ALLOWANCE_AND_MARGINAL: ['subsistenceAllowance', 'marginalHousehold'],
}

const livingParameters: ParameterCatalogue<'livingSubsidyFamilies'> = {
  livingSubsidyFamilies: {
    en: 'Whose disabled members are paid: of allowance families, or of marginal ones as well',
    zh: '困难残疾人生活补贴的家庭范围：低保家庭，或者低保家庭和低保边缘家庭',
    unit: '',
    value: z.enum(['ALLOWANCE', 'ALLOWANCE_AND_MARGINAL']),
    defaults: [{ effectiveFrom: '2016-01-01', value: 'ALLOWANCE', source: '2015-52' }],
  },
}

const assess = (
  _assessed: Assessment,
  members: readonly Member[],
  place: AssessmentPlace,
  particulars: Particulars,
): AssessmentResult => {
  const { kind, grade } = certifiedDisability(members, particulars, place)
  const { policy, area, day, held } = place
  const scope = parameterOf(policy, livingParameters, 'livingSubsidyFamilies', {
    scheme: CODE,
    area,
    day,
    knownOn: day,
  })
  const through = held.find(({ scheme }) => families[scope.value]?.includes(scheme))?.scheme
  const grounds = [
    ...(through === undefined ? ['NOT_IN_NEED'] : []),
    ...(particulars.workInjuryNursingPay ? ['OTHER_BENEFIT'] : []),
  ]
  const verdict = { qualifies: grounds.length === 0, grounds }
  const lines = [
    tested('disability', '2015-52', { kind, grade }),
    tested('family', scope.source, { families: scope.value, through: through ?? 'none' }),
    tested('otherBenefit', '2015-52 (reported)', { workInjuryNursingPay: particulars.workInjuryNursingPay }),
  ]
  return paidAtRates({ scheme: CODE, parts: [everyMonth(STANDARD)], verdict, lines, clause: '2015-52' }, place)
}

/** The living subsidy for disabled people in hardship (困难残疾人生活补贴) [2015-52]. */
export const disabilityLivingSubsidy = defineScheme<Particulars>({
  code: CODE,
  name: { en: 'Living subsidy for disabled people in hardship', zh: '困难残疾人生活补贴' },
  who: {
    en: 'Disabled people in allowance families; places may widen this [2015-52]',
    zh: '低保家庭中的残疾人，各地可以扩大范围',
  },
  pays: {
    en: 'A local sum, or a share of the prior year’s provincial average rural standard',
    zh: '当地标准，或者上一年度全省农村平均低保标准的一定比例',
  },
  unit: 'PERSON',
  gives: 'MONTHLY',
  exclusive: true,
  rulesets: disabilityRulesets,
  lanes: null,
  particulars: Particulars,
  parameters: livingParameters,
  rates: [STANDARD],
  grounds: {
    NOT_IN_NEED: { en: 'Not in a family that the subsidy is for', zh: '不属于补贴范围内的困难家庭', clause: '2015-52' },
    OTHER_BENEFIT: {
      en: 'Draws nursing pay for a work injury',
      zh: '已享受工伤生活护理费',
      clause: '2015-52 (reported)',
    },
  },
  firstPaid: { value: 'MONTH_OF_APPLICATION', clause: '2015-52 (reported)' },
  lastPaid: {
    decision: { value: 0, clause: 'local-hengyang' },
    death: { value: 0, clause: 'local-hengyang' },
    event: { value: 0, clause: 'local-hengyang', grounds: ['MOVED_OUT', 'IMPRISONED'] },
  },
  payees: { value: ['HOLDER', 'GUARDIAN', 'CARER'], clause: '2015-52' },
  checkFiling: checkOnePerson,
  assess,
  reviewDue: reviewEachYear,
  endsOn: () => null,
})
