import { z } from 'zod'
import { actsAlone } from '../../policy/full-age.ts'
import { STANDARD } from '../../policy/rate.ts'
import { Day } from '../../shared/day.ts'
import type { AssessmentPlace, AssessmentResult } from '../assessment.ts'
import type { Assessment, Member } from '../household.ts'
import type { Payee } from '../payee.ts'
import { onlyMember } from '../rules/one-person.ts'
import { everyMonth, paidAtRates, tested } from '../rules/paid-at-rates.ts'
import { reviewEachYear } from '../rules/review-each-year.ts'
import { defineScheme } from '../scheme.ts'
import { adoptedBy, checkChildFiling, isChildOn, lastDayOfChildhood, Schooling } from './childhood.ts'
import { cannotRaise, isLost, ParentSituation } from './parents.ts'
import { childrenReaders } from './readers.ts'
import { refuse } from './refusals.ts'
import { unsupportedChildRulesets } from './rulesets.ts'

const CODE = 'unsupportedChildAllowance'
const CLAUSE = '2019-62'

/** What the allowance asks beside the child. */
const Particulars = z.strictObject({
  father: ParentSituation,
  mother: ParentSituation,
  schooling: Schooling.nullable(),
  adoptedOn: Day.nullable(),
  /** The number in the national child system; null until the child has been entered there. */
  nationalNumber: z.string().trim().min(1).max(40).nullable(),
})
type Particulars = z.infer<typeof Particulars>

const assess = (
  _assessed: Assessment,
  members: readonly Member[],
  place: AssessmentPlace,
  { father, mother, schooling, adoptedOn }: Particulars,
): AssessmentResult => {
  const parents = [father, mother]
  for (const parent of parents)
    if (parent.situation === 'CONFINED' && parent.until < parent.from)
      throw refuse('confinement-days', { from: parent.from, until: parent.until })
  if (parents.every(isLost)) throw refuse('child-is-orphan')
  const { isChild, clause, inputs } = isChildOn(members, schooling, place.day)
  const unable = parents.map((parent) => cannotRaise(parent, place.day))
  const grounds = [
    ...(isChild ? [] : ['OVER_AGE']),
    ...(unable.every(Boolean) ? [] : ['PARENT_PRESENT']),
    ...adoptedBy(members, adoptedOn, place.day),
  ]
  const verdict = { qualifies: grounds.length === 0, grounds }
  const lines = [
    tested('child', clause, inputs),
    // What keeps each parent from it stays in the sealed particulars.
    tested('father', CLAUSE, { unable: unable[0] ?? false }),
    tested('mother', CLAUSE, { unable: unable[1] ?? false }),
  ]
  return paidAtRates({ scheme: CODE, parts: [everyMonth(STANDARD)], verdict, lines, clause: CLAUSE }, place)
}

/** Refuses to pay a child who cannot act for themselves: the money goes to whoever looks after them. */
const checkPayee = (
  { kind }: Payee,
  _: Particulars,
  { members, day }: { members: readonly Member[]; day: Day },
): void => {
  if (kind === 'HOLDER' && !actsAlone(onlyMember(members), day)) throw refuse('child-not-payee', { payee: kind })
}

/**
 * The allowance of children whom nobody supports in fact (事实无人抚养儿童基本生活补贴) [2019-62]. Beside other schemes it fills
 * up what they give: the exclusion matrix says so and each month's run computes it. No child is ever posted or published.
 */
export const unsupportedChildAllowance = defineScheme<Particulars>({
  code: CODE,
  name: { en: 'Allowance for unsupported children', zh: '事实无人抚养儿童基本生活补贴' },
  who: {
    en: 'Children neither of whose parents can raise them, although one at least is not lost for good [2019-62]',
    zh: '父母双方均符合重残、重病、服刑在押、强制隔离戒毒、失联等情形，或者一方死亡失踪、另一方符合上述情形的儿童',
  },
  pays: {
    en: 'The child standard, less what other schemes give for the month [2019-62]',
    zh: '儿童基本生活标准，与其他救助差额补齐',
  },
  unit: 'PERSON',
  gives: 'MONTHLY',
  exclusive: true,
  readers: childrenReaders,
  rulesets: unsupportedChildRulesets,
  lanes: null,
  particulars: Particulars,
  parameters: {},
  rates: [STANDARD],
  grounds: {
    OVER_AGE: { en: 'No longer a child', zh: '已超过年龄', clause: CLAUSE },
    PARENT_PRESENT: { en: 'A parent can raise the child', zh: '父母一方或者双方能够抚养', clause: CLAUSE },
    ADOPTED: { en: 'Adopted', zh: '已被收养', clause: CLAUSE },
  },
  firstPaid: { value: 'MONTH_AFTER_CONFIRMATION', clause: CLAUSE },
  lastPaid: { decision: { value: 0, clause: 'product default' }, death: { value: 0, clause: 'product default' } },
  // The text names the guardian, and where there is none able, carer or institution; who is grown and still at school, or
  // lives on their own labour, is paid themselves.
  payees: { value: ['GUARDIAN', 'CARER', 'INSTITUTION', 'HOLDER'], clause: 'product default' },
  checkFiling: checkChildFiling,
  checkPayee,
  assess,
  reviewDue: reviewEachYear,
  endsOn: ({ members, particulars }) => lastDayOfChildhood(members, particulars.schooling),
})
