import { isOfAge } from '../../policy/full-age.ts'
import type { FilingQuestion } from '../assessment.ts'
import type { Member } from '../household.ts'
import { refuse } from '../refusals.ts'

/**
 * A filing for one person and nobody else, who is the applicant; a minor is filed for by a proxy [2021-57 Art.6, by analogy].
 */
export const checkOnePerson = ({ members, applicant, byProxy, day }: FilingQuestion): void => {
  const member = onlyMember(members)
  if (member.personId !== applicant) throw refuse('applicant-not-counted', { applicant })
  if (!isOfAge(member.birthDate, day) && !byProxy) throw refuse('minor-without-proxy', { applicant })
}

/** The one person of a case that is one person's; refused where there are more. */
export const onlyMember = <One extends Pick<Member, 'personId'>>(members: readonly One[]): One => {
  const [member, ...others] = members
  if (!member || others.length > 0) throw refuse('one-person-only', { members: members.length })
  return member
}
