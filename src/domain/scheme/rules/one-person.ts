import type { FilingQuestion } from '../assessment.ts'
import type { Member } from '../household.ts'
import { refuse } from '../refusals.ts'
import { applicantOf, checkSpokenFor } from './applicant.ts'

/** A filing for one person, who is the applicant; a minor is filed for by a proxy. */
export const checkOnePerson = (question: FilingQuestion): void => {
  checkSpokenFor(question, applicantOf({ ...question, members: [onlyMember(question.members)] }))
}

/** The one person of a case that is one person's; refused where there are more, or nobody is left. */
export const onlyMember = <One extends Pick<Member, 'personId'>>(members: readonly One[]): One => {
  const [member, ...others] = members
  if (!member || others.length > 0) throw refuse('one-person-scheme', { members: members.length })
  return member
}
