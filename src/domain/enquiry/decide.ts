import { refuse as refusePerson } from '../person/refusals.ts'
import { liveClaim, type PersonState } from '../person/state.ts'
import type { Cited } from '../policy/ruleset.ts'
import { mayRead } from '../scheme/readers.ts'
import { findScheme } from '../scheme/schemes.ts'
import { actDay, withoutLateEntry } from '../shared/act-day.ts'
import { type Actor, holdsOneOf, type Role } from '../shared/actor.ts'
import { isWithin } from '../shared/area.ts'
import type { Decided } from '../shared/command.ts'
import { addDays, type Day } from '../shared/day.ts'
import type { Decider } from '../shared/decider.ts'
import type { EnquiryCommand } from './commands.ts'
import { type EnquiryEvent, enquiryEvents, type ReferredTo } from './events.ts'
import { refuse } from './refusals.ts'
import { type Enquiry, type EnquiryState, evolveEnquiry } from './state.ts'

/** What a decision on an enquiry rests on beside its stream. */
export type EnquiryContext = {
  actor: Actor
  today: Day
  /** Days from a call or visit to the answer, as the area has it. */
  answerDays: Cited<number>
  /** Who needs help. */
  person: PersonState
  /** The ids of the referrals that the command makes, in its order, and of the leads that go with schemes. */
  ids: readonly { referralId: string; caseId: string }[]
}

type Facts = readonly Decided<EnquiryEvent>[]
type On<Type extends EnquiryCommand['type']> = Extract<EnquiryCommand, { type: Type }>

const answering: readonly Role[] = ['assistanceAssistant', 'caseWorker', 'reviewer', 'confirmer']

const decide = (command: EnquiryCommand, state: EnquiryState, context: EnquiryContext): Facts => {
  const { actor } = context
  if (!holdsOneOf(actor, answering)) throw refuse('enquiry-role-needed', { needed: answering })
  if (command.type === 'ReceiveEnquiry') {
    if (state.status !== 'NONE') throw refuse('enquiry-exists', { enquiryId: command.subject })
    return receive(command, context)
  }
  if (state.status === 'NONE') throw refuse('unknown-enquiry', { enquiryId: command.subject })
  if (!isWithin(state.area, actor.area)) throw refuse('enquiry-outside-area', { area: state.area })
  if (state.status === 'CLOSED') throw refuse('enquiry-closed')
  switch (command.type) {
    case 'ReferTo':
      return refer(command, state, context)
    case 'RecordReferralAnswer':
      return answer(command, state, context)
    case 'CloseEnquiry':
      return close(command, state, context)
  }
}

const receive = ({ subject, data }: On<'ReceiveEnquiry'>, context: EnquiryContext): Facts => {
  const { actor, today, answerDays, person } = context
  if (!isWithin(data.area, actor.area)) throw refuse('enquiry-outside-area', { area: data.area })
  if (person.status === 'NONE') throw refusePerson('unknown-person', { personId: data.personId })
  if ((data.channel === 'HOTLINE') !== (data.call !== null)) throw refuse('enquiry-call', { channel: data.channel })
  const { day, entry } = actDay(data, today)
  const answerBy = { due: addDays(day, answerDays.value), clause: answerDays.clause }
  return [
    {
      type: 'EnquiryReceived',
      data: { enquiryId: subject, ...withoutLateEntry(data), receivedOn: day, answerBy },
      ...entry,
    },
  ]
}

const addressOf = (to: ReferredTo | On<'ReferTo'>['data']['referrals'][number]['to']): string =>
  to.kind === 'SCHEME' ? to.scheme : `${to.department} ${to.office}`

const refer = ({ data }: On<'ReferTo'>, state: Enquiry, { actor, today, person, ids }: EnquiryContext): Facts => {
  const open = [...state.referrals.values()].filter(({ answered }) => !answered).map(({ to }) => addressOf(to))
  return data.referrals.map(({ to, matter, answerBy }, index) => {
    if (open.includes(addressOf(to))) throw refuse('referral-twice', { to: addressOf(to) })
    open.push(addressOf(to))
    if (answerBy !== null && answerBy < today) throw refuse('referral-answer-day', { answerBy, today })
    // Whoever may not read the scheme does not learn here who holds it: those who verify the lead will see.
    if (to.kind === 'SCHEME' && liveClaim(person, to.scheme) && mayRead(findScheme(to.scheme), actor))
      throw refuse('scheme-held-already', { scheme: to.scheme })
    const id = ids[index]
    if (!id) throw new Error('a referral has its id from the process')
    return {
      type: 'ReferralSent',
      data: {
        enquiryId: state.enquiryId,
        referralId: id.referralId,
        to: to.kind === 'SCHEME' ? { ...to, caseId: id.caseId } : to,
        matter,
        sentOn: today,
        answerBy,
      },
    }
  })
}

const answer = ({ data }: On<'RecordReferralAnswer'>, state: Enquiry, { today }: EnquiryContext): Facts => {
  const { referralId, outcome, answer: said } = data
  const referral = state.referrals.get(referralId)
  if (!referral) throw refuse('unknown-referral', { referralId })
  if (referral.answered) throw refuse('referral-answered', { referralId })
  const { day, entry } = actDay(data, today, referral.sentOn)
  const { enquiryId } = state
  return [
    { type: 'ReferralAnswered', data: { enquiryId, referralId, answeredOn: day, outcome, answer: said }, ...entry },
  ]
}

const close = ({ data }: On<'CloseEnquiry'>, state: Enquiry, { today }: EnquiryContext): Facts => {
  // A scheme answers on its own case; the window waits for other departments only.
  const waiting = [...state.referrals].filter(([, { to, answered }]) => to.kind === 'DEPARTMENT' && !answered)
  if (waiting.length > 0) throw refuse('referrals-open', { referralIds: waiting.map(([referralId]) => referralId) })
  const { day, entry } = actDay(data, today, state.receivedOn)
  return [{ type: 'EnquiryClosed', data: { enquiryId: state.enquiryId, closedOn: day, answer: data.answer }, ...entry }]
}

/** An enquiry as a decider: stream `enquiry-<uuid>`. */
export const enquiryDecider: Decider<EnquiryState, EnquiryCommand, EnquiryEvent, EnquiryContext> = {
  schemas: enquiryEvents,
  initial: { status: 'NONE' },
  evolve: evolveEnquiry,
  decide,
}
