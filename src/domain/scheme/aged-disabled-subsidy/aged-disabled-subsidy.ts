import { z } from 'zod'
import { STANDARD } from '../../policy/rate.ts'
import type { Cited } from '../../policy/ruleset.ts'
import { ageOn, Day } from '../../shared/day.ts'
import { ERASED } from '../../shared/personal.ts'
import type { AssessmentPlace, AssessmentResult } from '../assessment.ts'
import type { Assessment, Member } from '../household.ts'
import { MARGINAL_HOUSEHOLD } from '../low-income/codes.ts'
import { refuse } from '../refusals.ts'
import { localRulesets } from '../rules/local-rulesets.ts'
import { checkOnePerson, onlyMember } from '../rules/one-person.ts'
import { everyMonth, foundOf, paidAtRates, tested } from '../rules/paid-at-rates.ts'
import { reviewEachYear } from '../rules/review-each-year.ts'
import { defineScheme } from '../scheme.ts'
import { SUBSISTENCE_ALLOWANCE } from '../subsistence-allowance/code.ts'

const CODE = 'agedDisabledSubsidy'
const CLAUSE = 'echeng-2023'

/** From which age on, by the kind of family. */
const fromAge: Readonly<Record<Particulars['family'], Cited<number>>> = {
  // "Aged" is not printed as a number: 60, as in the law on the rights of the elderly.
  ALLOWANCE: { value: 60, clause: 'product default' },
  POVERTY_REGISTER: { value: 60, clause: 'product default' },
  MARGINAL: { value: 80, clause: CLAUSE },
}

/** What the subsidy asks beside the person. */
const Particulars = z.strictObject({
  /** 低保 · 建档立卡 · 低保边缘. */
  family: z.enum(['ALLOWANCE', 'POVERTY_REGISTER', 'MARGINAL']),
  /** The day on which the person was found unable to care for themselves (失能评估); null where they were not. */
  assessedUnableOn: Day.nullable(),
})
type Particulars = z.infer<typeof Particulars>

const assess = (
  _assessed: Assessment,
  members: readonly Member[],
  place: AssessmentPlace,
  { family, assessedUnableOn }: Particulars,
): AssessmentResult => {
  const { birthDate } = onlyMember(members)
  if (birthDate === ERASED) throw refuse('birth-date-erased')
  const { day, held } = place
  const isOf = (scheme: string) => held.some((one) => one.scheme === scheme)
  const inFamily = {
    ALLOWANCE: () => isOf(SUBSISTENCE_ALLOWANCE),
    // No scheme of this programme grants it: the office's finding stands.
    POVERTY_REGISTER: () => true,
    MARGINAL: () => isOf(MARGINAL_HOUSEHOLD),
  }[family]()
  const age = ageOn(birthDate, day)
  const rule = fromAge[family]
  const grounds = [
    ...(inFamily ? [] : ['NOT_IN_NEED']),
    ...(age >= rule.value ? [] : ['AGE']),
    ...(assessedUnableOn !== null && assessedUnableOn <= day ? [] : ['ABLE']),
  ]
  const verdict = { qualifies: grounds.length === 0, grounds }
  const lines = [
    tested('family', CLAUSE, { family, inFamily }),
    tested('age', rule.clause, { fromAge: rule.value }, foundOf(members, { age })),
    tested('unable', CLAUSE, {}, foundOf(members, { assessedUnableOn: assessedUnableOn ?? 'none' })),
  ]
  return paidAtRates({ scheme: CODE, parts: [everyMonth(STANDARD)], verdict, lines, clause: CLAUSE }, place)
}

/** The subsidy for aged people who cannot care for themselves (困难高龄失能补贴), a local payment. */
export const agedDisabledSubsidy = defineScheme<Particulars>({
  code: CODE,
  name: { en: 'Subsidy for aged people unable to care for themselves', zh: '困难高龄失能补贴' },
  who: {
    en: 'Aged people unable to care for themselves in allowance or registered-poor families, 80 and over in marginal ones',
    zh: '低保、建档立卡家庭中的失能老年人，低保边缘家庭中80周岁以上的失能老年人',
  },
  pays: { en: 'A local sum', zh: '当地标准' },
  unit: 'PERSON',
  gives: 'MONTHLY',
  exclusive: true,
  rulesets: localRulesets('2009-01-01', '困难高龄失能老年人补贴制度（地方规定）'),
  lanes: null,
  particulars: Particulars,
  parameters: {},
  rates: [STANDARD],
  grounds: {
    NOT_IN_NEED: { en: 'Not in a family that the subsidy is for', zh: '不属于补贴范围内的困难家庭', clause: CLAUSE },
    AGE: { en: 'Not yet of the age', zh: '未达到规定年龄', clause: CLAUSE },
    ABLE: { en: 'Not found unable to care for themselves', zh: '未评估为失能', clause: CLAUSE },
  },
  firstPaid: { value: 'MONTH_AFTER_CONFIRMATION', clause: 'product default' },
  lastPaid: { decision: { value: 0, clause: 'product default' }, death: { value: 0, clause: 'product default' } },
  payees: { value: ['HOLDER', 'GUARDIAN', 'CARER'], clause: 'product default' },
  checkFiling: checkOnePerson,
  assess,
  reviewDue: reviewEachYear,
  endsOn: () => null,
})
