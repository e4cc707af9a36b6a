import { refuse as refuseScheme } from '../../scheme/refusals.ts'
import { notFuture } from '../../shared/act-day.ts'
import { ERASED } from '../../shared/personal.ts'
import { deathDeadlines } from '../deadlines.ts'
import {
  idsOf,
  requireAlive,
  requireClaims,
  requireDistinct,
  requireMember,
  requireRegistered,
  requireSameBirth,
} from '../guards.ts'
import { requireKinshipOf } from '../kinship.ts'
import { schemeOf } from '../procedure.ts'
import { refuse } from '../refusals.ts'
import { isHolding } from '../state.ts'
import type { CaseFacts, StepTable } from '../step.ts'

/** Members come and go. While a household is entitled, each change opens a review; a death with a clock of its own. */
export const householdSteps = {
  AddMember: ({ subject, data }, state, context): CaseFacts => {
    const { member, joinedOn } = data
    const { file } = state
    const { personId, birthDate } = member
    requireDistinct([...idsOf(file.members), personId])
    requireRegistered([personId], context)
    requireSameBirth(personId, birthDate, context)
    requireAlive([personId], context)
    notFuture(joinedOn, context.today)
    if (joinedOn < birthDate) throw refuse('member-days', { personId })
    const scheme = schemeOf(file, context)
    // Also when that person has left: a case of one person is never handed to another.
    if (scheme.unit === 'PERSON') throw refuseScheme('one-person-scheme', { scheme: scheme.code })
    requireKinshipOf(member, file, context)
    if ('acceptance' in state && scheme.exclusive) requireClaims(subject, [personId], file, context)
    return [
      { type: 'MemberJoined', data: { caseId: subject, member, joinedOn }, on: joinedOn },
      ...(isHolding(state) && state.review === null
        ? ([
            {
              type: 'ReviewOpened',
              data: { caseId: subject, openedOn: context.today, cause: 'OWN_REPORT', deadlines: [] },
            },
          ] satisfies CaseFacts)
        : []),
    ]
  },

  RemoveMember: ({ subject, data }, state, context): CaseFacts => {
    const { personId, leftOn, reason } = data
    const { file } = state
    requireMember(file, personId)
    notFuture(leftOn, context.today)
    const person = context.persons.get(personId)
    if (person?.status === 'REGISTERED' && person.birthDate !== ERASED && leftOn < person.birthDate)
      throw refuse('member-days', { personId, leftOn })
    const diedOn = person?.status === 'REGISTERED' ? person.diedOn : null
    const isDead = reason === 'DIED'
    if (diedOn && isDead && leftOn !== diedOn) throw refuse('member-days', { personId, diedOn, leftOn })
    if (!isHolding(state) && file.members.length === 1) throw refuse('last-member', { personId })
    const left: CaseFacts = [{ type: 'MemberLeft', data: { caseId: subject, personId, leftOn, reason }, on: leftOn }]
    if (!isHolding(state) || (state.review && !isDead)) return left
    return [
      ...left,
      {
        type: 'ReviewOpened',
        data: {
          caseId: subject,
          openedOn: context.today,
          cause: isDead ? 'DEATH' : 'OWN_REPORT',
          deadlines: isDead ? deathDeadlines(file, leftOn, context) : [],
        },
      },
    ]
  },
} satisfies Partial<StepTable>
