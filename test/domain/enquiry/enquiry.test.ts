import { describe, test } from 'vitest'
import type { EnquiryCommand } from '../../../src/domain/enquiry/commands.ts'
import { type EnquiryContext, enquiryDecider } from '../../../src/domain/enquiry/decide.ts'
import type { EnquiryEvent } from '../../../src/domain/enquiry/events.ts'
import type { Claim, PersonState } from '../../../src/domain/person/state.ts'
import type { Actor } from '../../../src/domain/shared/actor.ts'
import { given } from '../../given.ts'

const TOWNSHIP = '990101001'
const uuid = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
const [enquiryId, personId, referralId, caseId] = [uuid(1), uuid(2), uuid(3), uuid(4)]
const clerk: Actor = { sub: 'clerk', roles: ['caseWorker'], office: TOWNSHIP, area: TOWNSHIP }
const holding = (...claims: Claim[]) =>
  ({ status: 'REGISTERED', personId, diedOn: null, claims }) as unknown as PersonState

const at = (today = '2023-03-06', change: Partial<EnquiryContext> = {}): EnquiryContext => ({
  actor: clerk,
  today,
  answerDays: { value: 15, clause: 'ZJ-2020 Art.58' },
  person: holding(),
  ids: [
    { referralId, caseId },
    { referralId: uuid(5), caseId: '' },
  ],
  ...change,
})

type DataOf<Type extends EnquiryCommand['type']> = Extract<EnquiryCommand, { type: Type }>['data']
const command = <Type extends EnquiryCommand['type']>(type: Type, data: DataOf<Type>): EnquiryCommand =>
  ({ type, subject: enquiryId, newId: enquiryId, data }) as EnquiryCommand
const call = { hotline: '12345', ticket: 'GD1' }
const receive = (change: Partial<DataOf<'ReceiveEnquiry'>> = {}) =>
  command('ReceiveEnquiry', {
    personId,
    area: `${TOWNSHIP}001`,
    channel: 'HOTLINE',
    kind: 'NEED',
    call,
    caller: { name: '示例邻居', phone: null },
    what: '因病致贫',
    origin: null,
    ...change,
  })
const toScheme = { to: { kind: 'SCHEME', scheme: 'subsistenceAllowance' }, matter: '低保申请', answerBy: null } as const
const toMedical = {
  to: { kind: 'DEPARTMENT', department: 'MEDICAL_INSURANCE', office: '示例县医保局' },
  matter: '医疗救助',
  answerBy: '2023-03-20',
} as const
const refer = (...referrals: DataOf<'ReferTo'>['referrals']) => command('ReferTo', { referrals })

const received: EnquiryEvent = {
  type: 'EnquiryReceived',
  data: {
    enquiryId,
    personId,
    area: `${TOWNSHIP}001`,
    channel: 'HOTLINE',
    kind: 'NEED',
    call,
    caller: null,
    what: '因病致贫',
    origin: null,
    receivedOn: '2023-03-03',
    answerBy: { due: '2023-03-18', clause: 'ZJ-2020 Art.58' },
  },
}
const sent: EnquiryEvent = {
  type: 'ReferralSent',
  data: { enquiryId, referralId, to: toMedical.to, matter: '医疗救助', sentOn: '2023-03-06', answerBy: '2023-03-20' },
}
const answered: EnquiryEvent = {
  type: 'ReferralAnswered',
  data: { enquiryId, referralId, answeredOn: '2023-03-10', outcome: 'HELPED', answer: '已纳入' },
}

describe('the one window (一门受理)', () => {
  test('takes in a call with the hotline and its work order, and counts the days to the answer', () => {
    given(enquiryDecider)
      .when(receive(), at())
      .emits({
        type: 'EnquiryReceived',
        data: { call, receivedOn: '2023-03-06', answerBy: { due: '2023-03-21', clause: 'ZJ-2020 Art.58' } },
      })
    given(enquiryDecider)
      .when(receive({ call: null }), at())
      .refuses('enquiry-call')
    given(enquiryDecider)
      .when(receive({ channel: 'WINDOW' }), at())
      .refuses('enquiry-call')
    given(enquiryDecider)
      .when(receive(), at('2023-03-06', { person: { status: 'NONE' } }))
      .refuses('unknown-person')
    given(enquiryDecider)
      .when(receive({ area: '990102001' }), at())
      .refuses('enquiry-outside-area')
    given(enquiryDecider, received).when(receive(), at()).refuses('enquiry-exists')
    given(enquiryDecider)
      .when(receive(), at('2023-03-06', { actor: { ...clerk, roles: ['paymentOfficer'] } }))
      .refuses('enquiry-role-needed')
  })

  test('refers one need to schemes and to other departments at once', () => {
    given(enquiryDecider, received)
      .when(refer(toScheme, toMedical), at())
      .emits(
        { type: 'ReferralSent', data: { referralId, to: { kind: 'SCHEME', scheme: 'subsistenceAllowance', caseId } } },
        { type: 'ReferralSent', data: { referralId: uuid(5), to: toMedical.to, answerBy: '2023-03-20' } },
      )
  })

  test('refers nothing twice, nothing that is held, and to no day that has passed', () => {
    given(enquiryDecider, received).when(refer(toMedical, toMedical), at()).refuses('referral-twice')
    given(enquiryDecider, received, sent).when(refer(toMedical), at()).refuses('referral-twice')
    given(enquiryDecider, received, sent, answered).when(refer(toMedical), at()).emits({ type: 'ReferralSent' })
    given(enquiryDecider, received)
      .when(refer({ ...toMedical, answerBy: '2023-03-05' }), at())
      .refuses('referral-answer-day')
    const claim: Claim = {
      scheme: 'subsistenceAllowance',
      caseId,
      fromMonth: '2023-01',
      toMonth: null,
      released: null,
    }
    given(enquiryDecider, received)
      .when(refer(toScheme), at('2023-03-06', { person: holding(claim) }))
      .refuses('scheme-held-already')
  })

  test('is answered when every department has answered', () => {
    const close = command('CloseEnquiry', { answer: '已答复' })
    given(enquiryDecider, received, sent).when(close, at('2023-03-08')).refuses('referrals-open')
    given(enquiryDecider, received, sent, answered)
      .when(close, at('2023-03-12'))
      .emits({ type: 'EnquiryClosed', data: { closedOn: '2023-03-12' } })
    const closed: EnquiryEvent = { type: 'EnquiryClosed', data: { enquiryId, closedOn: '2023-03-12', answer: '完' } }
    given(enquiryDecider, received, closed).when(refer(toMedical), at('2023-03-13')).refuses('enquiry-closed')
    given(enquiryDecider).when(close, at()).refuses('unknown-enquiry')
  })

  test('takes one answer to a referral, on a day after it was sent', () => {
    const answer = (change: object = {}) =>
      command('RecordReferralAnswer', { referralId, outcome: 'HELPED', answer: '已纳入', ...change })
    given(enquiryDecider, received, sent)
      .when(answer(), at('2023-03-10'))
      .emits({ type: 'ReferralAnswered', data: { referralId, answeredOn: '2023-03-10' } })
    given(enquiryDecider, received, sent, answered).when(answer(), at('2023-03-11')).refuses('referral-answered')
    given(enquiryDecider, received).when(answer(), at('2023-03-11')).refuses('unknown-referral')
    given(enquiryDecider, received, sent)
      .when(answer({ on: '2023-03-01', lateReason: 'RECEIVED_LATE' }), at('2023-03-11'))
      .refuses('before-earlier-step')
  })
})
