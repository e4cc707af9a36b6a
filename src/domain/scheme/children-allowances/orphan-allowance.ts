import { z } from 'zod'
import type { RateName } from '../../policy/rate.ts'
import { Day } from '../../shared/day.ts'
import type { AssessmentPlace, AssessmentResult } from '../assessment.ts'
import type { Assessment, Member } from '../household.ts'
import type { Payee } from '../payee.ts'
import { everyMonth, paidAtRates, tested } from '../rules/paid-at-rates.ts'
import { reviewEachYear } from '../rules/review-each-year.ts'
import { defineScheme } from '../scheme.ts'
import { adoptedBy, checkChildFiling, isChildOn, lastDayOfChildhood, Schooling } from './childhood.ts'
import { childrenReaders } from './readers.ts'
import { refuse } from './refusals.ts'
import { orphanRulesets } from './rulesets.ts'

const CODE = 'orphanAllowance'

/** Where the child lives: the rate of an institution is the higher. */
const Care = z.enum(['INSTITUTION', 'DISPERSED'])

/** What became of a parent. */
const Parent = z.enum(['DEAD', 'DECLARED_DEAD', 'MISSING', 'NOT_TRACED', 'PRESENT'])

/** What the allowance asks beside the child. */
const Particulars = z.strictObject({
  father: Parent,
  mother: Parent,
  care: Care,
  schooling: Schooling.nullable(),
  adoptedOn: Day.nullable(),
})
type Particulars = z.infer<typeof Particulars>

/** The rate of a form of care: `INSTITUTION`, `DISPERSED`. */
const rateOf = (care: z.infer<typeof Care>): RateName => care

const assess = (
  _assessed: Assessment,
  members: readonly Member[],
  place: AssessmentPlace,
  { father, mother, care, schooling, adoptedOn }: Particulars,
): AssessmentResult => {
  const { isChild, clause, inputs } = isChildOn(members, schooling, place.day)
  const isAlone = father !== 'PRESENT' && mother !== 'PRESENT'
  const grounds = [
    ...(isChild ? [] : ['OVER_AGE']),
    ...(isAlone ? [] : ['PARENT_PRESENT']),
    ...adoptedBy(members, adoptedOn, place.day),
  ]
  const verdict = { qualifies: grounds.length === 0, grounds }
  const lines = [
    tested('child', clause, inputs),
    // What became of each parent stays in the sealed particulars.
    tested('parents', '2010-54', { isAlone }),
  ]
  return paidAtRates({ scheme: CODE, parts: [everyMonth(rateOf(care))], verdict, lines, clause: '2010-54' }, place)
}

/** Refuses a payee that does not fit where the child lives: the money of an institution's child goes to the institution. */
const checkPayee = ({ kind }: Payee, { care }: Particulars): void => {
  if ((kind === 'INSTITUTION') !== (care === 'INSTITUTION')) throw refuse('payee-not-of-care', { care, payee: kind })
}

/** The basic living allowance of orphans (孤儿基本生活费) [2010-54]. No child is ever posted or published. */
export const orphanAllowance = defineScheme<Particulars>({
  code: CODE,
  name: { en: 'Orphan allowance', zh: '孤儿基本生活费' },
  who: {
    en: 'Children whose parents have died or cannot be found [2010-54]',
    zh: '失去父母或者查找不到生父母的未满18周岁的未成年人',
  },
  pays: { en: 'A sum by form of care, the higher in an institution', zh: '按集中养育、分散供养分别确定的标准' },
  unit: 'PERSON',
  gives: 'MONTHLY',
  exclusive: true,
  readers: childrenReaders,
  rulesets: orphanRulesets,
  lanes: null,
  particulars: Particulars,
  parameters: {},
  rates: Care.options.map(rateOf),
  grounds: {
    OVER_AGE: { en: 'No longer a child', zh: '已超过年龄', clause: '2010-54' },
    PARENT_PRESENT: { en: 'A parent is there', zh: '父母一方或者双方能够抚养', clause: '2010-54' },
    ADOPTED: { en: 'Adopted', zh: '已被收养', clause: '2019-62' },
  },
  firstPaid: { value: 'MONTH_AFTER_CONFIRMATION', clause: 'product default' },
  lastPaid: { decision: { value: 0, clause: 'product default' }, death: { value: 0, clause: 'product default' } },
  payees: { value: ['HOLDER', 'GUARDIAN', 'INSTITUTION'], clause: '2010-54' },
  checkFiling: checkChildFiling,
  checkPayee,
  assess,
  reviewDue: reviewEachYear,
  endsOn: ({ members, particulars }) => lastDayOfChildhood(members, particulars.schooling),
})
