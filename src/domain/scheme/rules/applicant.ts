import { isOfAge } from '../../policy/full-age.ts'
import type { FilingQuestion } from '../assessment.ts'
import type { FiledMember } from '../household.ts'
import { refuse } from '../refusals.ts'

/** The applicant, who is one of the members [2021-57 Art.4]. */
export const applicantOf = ({ applicant, members }: Pick<FilingQuestion, 'applicant' | 'members'>): FiledMember => {
  const found = members.find(({ personId }) => personId === applicant)
  if (!found) throw refuse('applicant-not-counted', { applicant })
  return found
}

/** Refuses a minor for whom nobody speaks [民法典 Art.23]. */
export const checkSpokenFor = (
  { byProxy, day }: Pick<FilingQuestion, 'byProxy' | 'day'>,
  member: FiledMember,
): void => {
  if (!byProxy && !isOfAge(member.birthDate, day)) throw refuse('minor-without-proxy', { applicant: member.personId })
}
