import { z } from 'zod'
import type { ParameterCatalogue } from '../../policy/parameters.ts'
import { parameterOf } from '../../policy/policy.ts'
import type { SchemeCode } from '../../shared/scheme-code.ts'
import { MARGINAL_HOUSEHOLD } from '../low-income/codes.ts'
import { foundOf, tested } from '../rules/paid-at-rates.ts'
import { SUBSISTENCE_ALLOWANCE } from '../subsistence-allowance/code.ts'
import { disabilitySubsidy } from './disability-subsidy.ts'
import { certifiedDisability } from './particulars.ts'

const CODE = 'disabilityLivingSubsidy'

/** The families whose disabled members are meant; places may widen them. */
const families: Readonly<Record<string, readonly SchemeCode[]>> = {
  ALLOWANCE: [SUBSISTENCE_ALLOWANCE],
  ALLOWANCE_AND_MARGINAL: [SUBSISTENCE_ALLOWANCE, MARGINAL_HOUSEHOLD],
}

const livingParameters: ParameterCatalogue<'livingSubsidyFamilies'> = {
  livingSubsidyFamilies: {
    en: 'Whose disabled members are paid: of allowance families, or of marginal ones as well',
    zh: '困难残疾人生活补贴的家庭范围：低保家庭，或者低保家庭和低保边缘家庭',
    unit: 'WORD',
    value: z.enum(['ALLOWANCE', 'ALLOWANCE_AND_MARGINAL']),
    defaults: [{ effectiveFrom: '2016-01-01', value: 'ALLOWANCE', source: '2015-52' }],
  },
}

/** The living subsidy for disabled people in hardship (困难残疾人生活补贴) [2015-52]. */
export const disabilityLivingSubsidy = disabilitySubsidy({
  code: CODE,
  name: { en: 'Living subsidy for disabled people in hardship', zh: '困难残疾人生活补贴' },
  who: {
    en: 'Disabled people in allowance families; places may widen this [2015-52]',
    zh: '低保家庭中的残疾人，各地可以扩大范围',
  },
  parameters: livingParameters,
  grounds: {
    NOT_IN_NEED: { en: 'Not in a family that the subsidy is for', zh: '不属于补贴范围内的困难家庭', clause: '2015-52' },
  },
  find: (particulars, members, place) => {
    const { kind, grade } = certifiedDisability(members, particulars, place)
    const { policy, area, day, held } = place
    const question = { scheme: CODE, area, day, knownOn: day }
    const scope = parameterOf(policy, livingParameters, 'livingSubsidyFamilies', question)
    const through = held.find(({ scheme }) => families[scope.value]?.includes(scheme))?.scheme
    return {
      grounds: through === undefined ? ['NOT_IN_NEED'] : [],
      lines: [
        tested('disability', '2015-52', {}, foundOf(members, { kind, grade })),
        tested('family', scope.source, { families: scope.value, through: through ?? 'none' }),
      ],
    }
  },
})
