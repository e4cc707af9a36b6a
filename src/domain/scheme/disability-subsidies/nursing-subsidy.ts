import { z } from 'zod'
import type { ParameterCatalogue } from '../../policy/parameters.ts'
import { parameterOf } from '../../policy/policy.ts'
import { STANDARD } from '../../policy/rate.ts'
import type { Cited } from '../../policy/ruleset.ts'
import { addMonthsToDay, type Day } from '../../shared/day.ts'
import type { Disability } from '../../shared/disability.ts'
import { ERASED } from '../../shared/personal.ts'
import type { AssessmentPlace, AssessmentResult } from '../assessment.ts'
import type { Assessment, Member } from '../household.ts'
import { checkOnePerson, onlyMember } from '../rules/one-person.ts'
import { everyMonth, paidAtRates, tested } from '../rules/paid-at-rates.ts'
import { reviewEachYear } from '../rules/review-each-year.ts'
import { defineScheme } from '../scheme.ts'
import { certifiedDisability, Particulars } from './particulars.ts'
import { refuse } from './refusals.ts'
import { disabilityRulesets } from './rulesets.ts'

const CODE = 'disabilityNursingSubsidy'

/** How long somebody must have needed care, in months. */
const longCare: Cited<number> = { value: 6, clause: '2015-52' }

/** Highest grade of each kind that is paid, by the scope a place has chosen; without an entry the kind is not. */
const scopes: Readonly<Record<string, (disability: Disability) => boolean>> = {
  SEVERE: ({ grade }) => grade <= 2,
  SEVERE_AND_MENTAL_3: ({ kind, grade }) =>
    grade <= 2 || (grade === 3 && (kind === 'MENTAL' || kind === 'INTELLECTUAL')),
}

const nursingParameters: ParameterCatalogue<'nursingSubsidyGrades'> = {
  nursingSubsidyGrades: {
    en: 'Which grades are paid: 1 and 2 of any kind, or grade 3 intellectual and mental as well',
    zh: '重度残疾人护理补贴的等级范围：一、二级，或者另含三级智力、精神残疾',
    unit: '',
    value: z.enum(['SEVERE', 'SEVERE_AND_MENTAL_3']),
    defaults: [{ effectiveFrom: '2016-01-01', value: 'SEVERE', source: '2015-52' }],
  },
}

const hasNeededCareLong = ({ needsCareSince }: Particulars, day: Day): boolean =>
  needsCareSince !== null && addMonthsToDay(needsCareSince, longCare.value) <= day

const assess = (
  _assessed: Assessment,
  members: readonly Member[],
  place: AssessmentPlace,
  particulars: Particulars,
): AssessmentResult => {
  const disability = certifiedDisability(members, particulars, place)
  const { policy, area, day } = place
  const { needsCareSince, workInjuryNursingPay } = particulars
  const { birthDate } = onlyMember(members)
  if (needsCareSince !== null && birthDate !== ERASED && needsCareSince < birthDate)
    throw refuse('care-before-birth', { needsCareSince })
  const question = { scheme: CODE, area, day, knownOn: day }
  const scope = parameterOf(policy, nursingParameters, 'nursingSubsidyGrades', question)
  const grounds = [
    ...(scopes[scope.value]?.(disability) ? [] : ['GRADE']),
    ...(hasNeededCareLong(particulars, day) ? [] : ['NO_LONG_CARE']),
    ...(workInjuryNursingPay ? ['OTHER_BENEFIT'] : []),
  ]
  const verdict = { qualifies: grounds.length === 0, grounds }
  const lines = [
    tested('disability', scope.source, { ...disability, scope: scope.value }),
    tested('longCare', longCare.clause, { needsCareSince: needsCareSince ?? 'none', months: longCare.value }),
    tested('otherBenefit', '2015-52 (reported)', { workInjuryNursingPay }),
  ]
  return paidAtRates({ scheme: CODE, parts: [everyMonth(STANDARD)], verdict, lines, clause: '2015-52' }, place)
}

/** The nursing subsidy for severely disabled people (重度残疾人护理补贴) [2015-52]. */
export const disabilityNursingSubsidy = defineScheme<Particulars>({
  code: CODE,
  name: { en: 'Nursing subsidy for severely disabled people', zh: '重度残疾人护理补贴' },
  who: {
    en: 'People with a disability of grade 1 or 2 who have needed care for 6 months; places may widen this [2015-52]',
    zh: '残疾等级为一级、二级且需要长期照护（6个月以上）的残疾人，各地可以扩大范围',
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
  parameters: nursingParameters,
  rates: [STANDARD],
  grounds: {
    GRADE: { en: 'The grade is not one that is paid', zh: '残疾等级不在补贴范围内', clause: '2015-52' },
    NO_LONG_CARE: { en: 'Has not needed care for long enough', zh: '不需要长期照护', clause: '2015-52' },
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
