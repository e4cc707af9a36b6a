import { z } from 'zod'
import type { ParameterCatalogue } from '../../policy/parameters.ts'
import { parameterOf } from '../../policy/policy.ts'
import type { Cited } from '../../policy/ruleset.ts'
import { addMonthsToDay, type Day } from '../../shared/day.ts'
import { type GradeLimits, isWithinGrades } from '../../shared/disability.ts'
import { ERASED } from '../../shared/personal.ts'
import { onlyMember } from '../rules/one-person.ts'
import { foundOf, tested } from '../rules/paid-at-rates.ts'
import { disabilitySubsidy } from './disability-subsidy.ts'
import { certifiedDisability, type Particulars } from './particulars.ts'
import { refuse } from './refusals.ts'
import { severelyDisabled } from './severe.ts'

const CODE = 'disabilityNursingSubsidy'

/** How long somebody must have needed care, in months. */
const longCare: Cited<number> = { value: 6, clause: '2015-52' }

/** What `nursingSubsidyGrades` may say: the disabilities that each scope pays. */
const Scope = z.enum(['SEVERE', 'SEVERE_AND_MENTAL_3'])
const scopes: Readonly<Record<z.infer<typeof Scope>, Cited<GradeLimits>>> = {
  SEVERE: severelyDisabled,
  SEVERE_AND_MENTAL_3: { value: { byKind: { INTELLECTUAL: 3, MENTAL: 3 }, otherKinds: 2 }, clause: '2015-52' },
}

const nursingParameters: ParameterCatalogue<'nursingSubsidyGrades'> = {
  nursingSubsidyGrades: {
    en: 'Which grades are paid: 1 and 2 of any kind, or grade 3 intellectual and mental as well',
    zh: '重度残疾人护理补贴的等级范围：一、二级，或者另含三级智力、精神残疾',
    unit: 'WORD',
    value: Scope,
    defaults: [{ effectiveFrom: '2016-01-01', value: 'SEVERE', source: '2015-52' }],
  },
}

const hasNeededCareLong = ({ needsCareSince }: Particulars, day: Day): boolean =>
  needsCareSince !== null && addMonthsToDay(needsCareSince, longCare.value) <= day

/** The nursing subsidy for severely disabled people (重度残疾人护理补贴) [2015-52]. */
export const disabilityNursingSubsidy = disabilitySubsidy({
  code: CODE,
  name: { en: 'Nursing subsidy for severely disabled people', zh: '重度残疾人护理补贴' },
  who: {
    en: 'People with a disability of grade 1 or 2 who have needed care for 6 months; places may widen this [2015-52]',
    zh: '残疾等级为一级、二级且需要长期照护（6个月以上）的残疾人，各地可以扩大范围',
  },
  parameters: nursingParameters,
  grounds: {
    GRADE: { en: 'The grade is not one that is paid', zh: '残疾等级不在补贴范围内', clause: '2015-52' },
    NO_LONG_CARE: { en: 'Has not needed care for long enough', zh: '不需要长期照护', clause: '2015-52' },
  },
  find: (particulars, members, place) => {
    const disability = certifiedDisability(members, particulars, place)
    const { policy, area, day } = place
    const { needsCareSince } = particulars
    const { birthDate } = onlyMember(members)
    if (needsCareSince !== null && birthDate !== ERASED && needsCareSince < birthDate)
      throw refuse('care-before-birth', { needsCareSince })
    const question = { scheme: CODE, area, day, knownOn: day }
    const scope = parameterOf(policy, nursingParameters, 'nursingSubsidyGrades', question)
    return {
      grounds: [
        ...(isWithinGrades(disability, scopes[Scope.parse(scope.value)].value) ? [] : ['GRADE']),
        ...(hasNeededCareLong(particulars, day) ? [] : ['NO_LONG_CARE']),
      ],
      lines: [
        tested('disability', scope.source, { scope: scope.value }, foundOf(members, disability)),
        tested(
          'longCare',
          longCare.clause,
          { months: longCare.value },
          foundOf(members, { needsCareSince: needsCareSince ?? 'none' }),
        ),
      ],
    }
  },
})
