import { actDay } from '../../shared/act-day.ts'
import { addMonths, type Day, latest, monthOf } from '../../shared/day.ts'
import { computeAmount, nextReview } from '../amount.ts'
import type { CaseContext } from '../context.ts'
import { deathDeadlines } from '../deadlines.ts'
import { idsOf } from '../guards.ts'
import { procedureToday } from '../procedure.ts'
import { refuse } from '../refusals.ts'
import type { EntitledCase, Review } from '../state.ts'
import type { StepTable } from '../step.ts'
import { refusersOf } from '../work.ts'

/** The review that is open, or a refusal: a gradual exit may run without one. */
export const openReview = ({ review }: EntitledCase): Review => {
  if (!review) throw refuse('no-review')
  return review
}

const isSameHousehold = ({ file, entitlement }: EntitledCase): boolean => {
  const now = idsOf(file.members)
  return now.length === entitlement.members.length && now.every((id) => entitlement.members.includes(id))
}

/** The days on which members who are still on file died, as their persons say. */
const daysOfDeath = ({ file }: EntitledCase, { persons }: CaseContext): readonly Day[] =>
  idsOf(file.members).flatMap((id) => {
    const person = persons.get(id)
    return person?.status === 'REGISTERED' && person.diedOn !== null ? [person.diedOn] : []
  })

/** The last death in the household, of somebody on file or taken off it for that. */
const lastDeath = (state: EntitledCase, context: CaseContext): Day => {
  const died = latest(...state.deaths.map(({ diedOn }) => diedOn), ...daysOfDeath(state, context))
  if (died === undefined) throw refuse('nobody-died')
  return died
}

/** Whether the file, as assessed, still qualifies next month. A household taken over is first assessed by its first review. */
const requireNoChange = (state: EntitledCase, context: CaseContext): void => {
  const { clause } = procedureToday(state.file, context).review.fixedIncome
  if (!isSameHousehold(state)) throw refuse('review-found-change', { because: 'MEMBERS', clause })
  if (daysOfDeath(state, context).length > 0) throw refuse('review-found-change', { because: 'DEATH', clause })
  const { facts, members } = state.entitlement
  if (refusersOf(state.file, context).length > 0 && facts.members === members.length)
    throw refuse('review-found-change', { because: 'WORK_REFUSED', clause })
  if (state.assessedOn === null) return
  const month = addMonths(monthOf(context.today), 1)
  const { verdict } = computeAmount(state.file, context, { day: context.today, month })
  if (!verdict.qualifies) throw refuse('review-found-change', { because: [...verdict.grounds], clause })
}

const livingMembers = ({ file }: EntitledCase, { persons }: CaseContext): readonly string[] =>
  idsOf(file.members).filter((id) => {
    const person = persons.get(id)
    return !(person?.status === 'REGISTERED' && person.diedOn !== null)
  })

/** Why nobody can be heard: all have died, or nobody came on the day for which they were invited. */
const requireNotPossible = (state: EntitledCase, hearingOn: Day | null, context: CaseContext): void => {
  if (livingMembers(state, context).length === 0) return
  const { clause } = procedureToday(state.file, context).hearing
  if (!hearingOn) throw refuse('not-invited', { clause })
  if (context.today < hearingOn) throw refuse('hearing-still-possible', { hearingOn, clause })
}

/** Refuses words of somebody who is not of the household: members now or at the last decision, and the applicant. */
const requireOfHousehold = ({ file, entitlement }: EntitledCase, personId: string): void => {
  if (![...idsOf(file.members), ...entitlement.members, file.applicant].includes(personId))
    throw refuse('not-a-member', { personId })
}

/** Reviews (动态核查) and hearings (听取意见). */
export const reviewSteps = {
  OpenReview: ({ subject, data }, state, context) => {
    if (state.review?.causes.includes(data.cause)) throw refuse('review-open', { cause: data.cause })
    const { day, entry } = actDay(data, context.today, state.decisions[0]?.decidedOn)
    const deadlines = data.cause === 'DEATH' ? deathDeadlines(state.file, lastDeath(state, context), context) : []
    return [{ type: 'ReviewOpened', data: { caseId: subject, openedOn: day, cause: data.cause, deadlines }, ...entry }]
  },

  CloseReviewUnchanged: ({ subject, data }, state, context) => {
    const { day, entry } = actDay(data, context.today, latest(openReview(state).openedOn, state.assessedOn))
    requireNoChange(state, context)
    return [
      {
        type: 'ReviewClosedUnchanged',
        data: {
          caseId: subject,
          closedOn: day,
          reviewDue: nextReview(state.file, context, day)?.due ?? null,
          reasons: data.reasons,
        },
        ...entry,
      },
    ]
  },

  InviteHearing: ({ subject, data }, state, { today }) => {
    const { hearingOn, about } = data
    const { day, entry } = actDay(data, today, openReview(state).openedOn)
    if (hearingOn < day) throw refuse('hearing-day-past', { hearingOn, invitedOn: day })
    return [{ type: 'HearingInvited', data: { caseId: subject, invitedOn: day, hearingOn, about }, ...entry }]
  },

  RecordHearing: ({ subject, data }, state, context) => {
    const { personId, statement, notPossible } = data
    const { openedOn, hearingOn, invitedOn } = openReview(state)
    requireOfHousehold(state, personId)
    const { day, entry } = actDay(data, context.today, latest(openedOn, invitedOn))
    if ((statement === null) === (notPossible === null)) throw refuse('hearing-answer')
    if (notPossible !== null) requireNotPossible(state, hearingOn, context)
    else if (!hearingOn) throw refuse('not-invited', { clause: procedureToday(state.file, context).hearing.clause })
    return [
      {
        type: 'HearingRecorded',
        data: { caseId: subject, heldOn: day, statement, personId, notPossible },
        ...entry,
      },
    ]
  },
} satisfies Partial<StepTable>
