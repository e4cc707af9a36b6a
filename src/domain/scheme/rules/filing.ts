import { isOfAge } from '../../policy/full-age.ts'
import type { Day } from '../../shared/day.ts'
import { type GradeLimits, isWithinGrades } from '../../shared/disability.ts'
import { ERASED } from '../../shared/personal.ts'
import type { FilingQuestion } from '../assessment.ts'
import type { FiledMember } from '../household.ts'
import { refuse } from '../refusals.ts'
import { applicantOf } from './applicant.ts'

/** Who of a marginal household may file alone, from a day on: the severely disabled and the seriously ill. */
const singleFiling: readonly {
  from: Day
  clause: string
  grades: GradeLimits
  seriousIllness: boolean
}[] = [
  {
    from: '2021-07-01',
    clause: '2021-57 Art.8',
    grades: { byKind: { INTELLECTUAL: 3, MENTAL: 3 }, otherKinds: 2 },
    seriousIllness: true,
  },
]

/**
 * Who may file how [2021-57 Art.4, 6, 8]: the applicant is a member and of full age; a member filed alone has a listed
 * disability or serious illness, and may be a minor when a proxy files. On what status or ground a filing alone rests is
 * asked where money is paid for it (`filing-alone.ts`). Erased health or birth dates are not judged again.
 */
export const checkFiling = (question: FilingQuestion): void => {
  const { filing, applicant, day } = question
  const head = checkHead(question)
  if (filing === 'SINGLE' && !mayFileAlone(head, day)) throw refuse('single-filing-not-open', { applicant })
}

/** The head of a filing: of full age, or alone and spoken for by a proxy. */
export const checkHead = (question: FilingQuestion): FiledMember => {
  const { filing, applicant, members, byProxy, day } = question
  const head = applicantOf(question)
  if (!isOfAge(head.birthDate, day) && !(filing === 'SINGLE' && byProxy)) throw refuse('minor-applicant', { applicant })
  if (filing === 'SINGLE' && members.length > 1) throw refuse('single-filing-one-member', { members: members.length })
  return head
}

const mayFileAlone = ({ disability, seriousIllness }: FiledMember, day: Day): boolean => {
  if (disability === ERASED || seriousIllness === ERASED) return true
  const rule = singleFiling.findLast(({ from }) => from <= day)
  if (!rule) return false
  if (seriousIllness && rule.seriousIllness) return true
  return disability !== null && isWithinGrades(disability, rule.grades)
}
