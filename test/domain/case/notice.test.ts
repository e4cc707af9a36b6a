import { describe, expect, test } from 'vitest'
import { noInvestigation } from '../../../src/domain/case/state.ts'
import { requireNoticed, requirePosted } from '../../../src/domain/case/steps/dossier.ts'
import { bareRuleset } from '../../../src/domain/policy/bare-ruleset.ts'
import { rulesetOn } from '../../../src/domain/scheme/scheme.ts'
import { findScheme } from '../../../src/domain/scheme/schemes.ts'
import { refusalOf } from '../../given.ts'
import { clerk, command, on, senior, surveyor, visit } from './household.ts'
import { type Act, after, li } from './story.ts'

const objectionId = '0b000000-0000-4000-8000-000000000001'
const post = command('PostNotice', { places: ['公开栏'], photoSha256: null })
const object = command('RaiseObjection', { anonymous: true, ground: '有收入' }, objectionId)
const submit = command('SubmitDossier', {})
const draft = command('DraftOpinion', { opinion: 'GRANT', reasons: '复查属实' })
const reSurvey = command('OrderReSurvey', { objectionId, reason: '核实' })
const settle = command('SettleObjection', { objectionId, outcome: 'DISMISSED', answer: '已分户' })
const deliberate = command('RecordDeliberation', {
  objectionId,
  attendees: 9,
  residents: 1,
  outcome: 'DISMISSED',
  record: '属实',
})

const objected: readonly Act[] = [...li.noticed, [object, on('2023-03-22')]]
const ordered: readonly Act[] = [...objected, [reSurvey, on('2023-03-23')]]
const revisited: readonly Act[] = [...ordered, [command('RecordHomeVisit', visit()), on('2023-03-24', surveyor)]]
const settled: readonly Act[] = [...revisited, [settle, on('2023-03-24')]]
const redrafted: readonly Act[] = [...settled, [draft, on('2023-03-24')]]

describe('the notice', () => {
  test('hangs seven full days after the day of posting and says no more than the law allows', () => {
    after(...li.opined)
      .when(post, on('2023-03-20'))
      .emits({ type: 'NoticePosted', data: { lastDay: '2023-03-27', memberCount: 3, amountFen: 81_000 } })
  })

  test('must have hung before the dossier goes on', () => {
    after(...li.opined)
      .when(submit, on('2023-03-28'))
      .refuses('notice-missing')
    after(...li.noticed)
      .when(submit, on('2023-03-27'))
      .refuses('notice-running', { lastDay: '2023-03-27' })
    after(...li.noticed)
      .when(submit, on('2023-03-28'))
      .emits(
        { type: 'NoticeExpired', data: { lastDay: '2023-03-27' }, on: '2023-03-28' },
        { type: 'DossierSubmitted', data: { deadlines: [{ clock: 'COUNTY_DECISION', due: '2023-04-12' }] } },
      )
  })

  test('is not passed over by a late entry', () => {
    after(...li.noticed)
      .when(command('SubmitDossier', { on: '2023-03-27', lateReason: 'OTHER' }), on('2023-04-03'))
      .refuses('before-earlier-step', { earliest: '2023-03-28' })
  })

  test('is not posted twice by the township, nor by the county under the present rules', () => {
    after(...li.noticed)
      .when(post, on('2023-03-21'))
      .refuses('wrong-state', { status: 'NOTICED' })
    after(...li.submitted)
      .when(post, on('2023-03-29'))
      .refuses('no-second-notice')
  })
})

describe('an objection', () => {
  test('is raised while the notice hangs', () => {
    after(...li.noticed)
      .when(object, on('2023-03-27'))
      .emits({ type: 'ObjectionRaised', data: { objectionId, raisedOn: '2023-03-27' } })
      .leaves(({ status }) => expect(status).toBe('OBJECTED'))
  })

  test('that came in time counts although it is entered late', () => {
    const late = command(
      'RaiseObjection',
      { anonymous: false, ground: '有车', on: '2023-03-26', lateReason: 'RECEIVED_LATE' },
      objectionId,
    )
    after(...li.noticed)
      .when(late, on('2023-03-30'))
      .emits({ type: 'NoticeExpired' }, { type: 'ObjectionRaised', on: '2023-03-26', reason: 'RECEIVED_LATE' })
  })

  test('after the notice is a complaint', () => {
    after(...li.noticed)
      .when(object, on('2023-03-28'))
      .refuses('notice-over')
    after(...li.submitted)
      .when(object, on('2023-03-29'))
      .refuses('notice-over')
  })

  test('stops the way to the county until it is answered', () => {
    after(...objected)
      .when(submit, on('2023-03-28'))
      .refuses('wrong-state', { status: 'OBJECTED' })
    const unanswered: readonly Act[] = [...revisited, [draft, on('2023-03-24')]]
    after(...unanswered)
      .when(submit, on('2023-03-28'))
      .refuses('objection-open', { objectionIds: [objectionId] })
  })

  test('is answered only after a new signed visit or a deliberation', () => {
    after(...objected)
      .when(settle, on('2023-03-23'))
      .refuses('objection-not-looked-into')
    after(...objected)
      .when(reSurvey, on('2023-03-23', senior))
      .emits({ type: 'ReSurveyOrdered' })
      .leaves(({ status }) => expect(status).toBe('RESURVEY'))
    after(...ordered)
      .when(settle, on('2023-03-24'))
      .refuses('objection-not-looked-into')
    after(...ordered)
      .when(draft, on('2023-03-24'))
      .refuses('objection-not-looked-into')
    after(...revisited)
      .when(settle, on('2023-03-24'))
      .emits({ type: 'ObjectionSettled' })
    after(...objected)
      .when(deliberate, on('2023-03-23'))
      .emits({ type: 'DeliberationRecorded' })
    after(...objected, [deliberate, on('2023-03-23')])
      .when(settle, on('2023-03-23'))
      .emits({ type: 'ObjectionSettled' })
  })

  test('leads to a second opinion, and on to the county once the first notice has run', () => {
    after(...settled)
      .when(draft, on('2023-03-24'))
      .emits({ type: 'OpinionDrafted', data: { round: 2 } })
    after(...redrafted)
      .when(submit, on('2023-03-24'))
      .refuses('notice-running')
    after(...redrafted)
      .when(submit, on('2023-03-28'))
      .emits({ type: 'NoticeExpired' }, { type: 'DossierSubmitted' })
  })

  test('is known by its id', () => {
    const other = '0b000000-0000-4000-8000-00000000000f'
    after(...objected)
      .when(command('OrderReSurvey', { objectionId: other, reason: 'x' }), on('2023-03-23'))
      .refuses('unknown-objection')
    after(...settled)
      .when(settle, on('2023-03-25'))
      .refuses('unknown-objection')
  })

  test('beside an answered one needs its own answer', () => {
    const second = '0b000000-0000-4000-8000-000000000002'
    const both: readonly Act[] = [
      ...ordered,
      [command('RaiseObjection', { anonymous: true, ground: '有房' }, second), on('2023-03-23')],
    ]
    after(...both)
      .when(draft, on('2023-03-24'))
      .refuses('wrong-state', { status: 'OBJECTED' })
    after(...both)
      .when(command('OrderReSurvey', { objectionId: second, reason: '核实' }), on('2023-03-23'))
      .leaves(({ status }) => expect(status).toBe('RESURVEY'))
    const unanswered: Act = [command('RaiseObjection', { anonymous: true, ground: '有房' }, second), on('2023-03-22')]
    after(...objected, unanswered)
      .when(reSurvey, on('2023-03-23'))
      .leaves(({ status }) => expect(status).toBe('OBJECTED'))
  })

  test('is one of the reasons for which the limit may be extended, once', () => {
    const extend = (reason: 'OBJECTION' | 'HARD_SURVEY') => command('ExtendDeadline', { reason })
    after(...li.noticed)
      .when(extend('OBJECTION'), on('2023-03-28'))
      .refuses('extension-without-objection')
    after(...objected)
      .when(extend('OBJECTION'), on('2023-03-22'))
      .emits({ type: 'DeadlineExtended', data: { deadlines: [{ clock: 'WHOLE_CASE', due: '2023-05-10' }] } })
    after(...objected, [extend('OBJECTION'), on('2023-03-22')])
      .when(extend('HARD_SURVEY'), on('2023-03-23'))
      .refuses('extended-already')
  })
})

describe('a complaint', () => {
  const complaintId = '0c000000-0000-4000-8000-000000000001'
  const complain = command('ReceiveComplaint', { ground: '有车' }, complaintId)
  const answer = command('SettleComplaint', { complaintId, answer: '不属实' })

  test('is taken at any time and answered once', () => {
    after(...li.registered)
      .when(complain, on('2023-03-07'))
      .emits({ type: 'ComplaintReceived', data: { complaintId } })
    after(...li.confirmed)
      .when(complain, on('2023-06-01', clerk))
      .emits({ type: 'EntitlementStarted', on: '2023-05-01' }, { type: 'ComplaintReceived' })
    const open: readonly Act[] = [...li.registered, [complain, on('2023-03-07')]]
    after(...open)
      .when(answer, on('2023-03-08'))
      .emits({ type: 'ComplaintSettled' })
    after(...open, [answer, on('2023-03-08')])
      .when(answer, on('2023-03-09'))
      .refuses('unknown-complaint')
  })
})

test('a scheme for children is never posted, and nothing waits for its notice', () => {
  const unposted = bareRuleset('2019-62', { number: '民发〔2019〕62号', title: '意见', issuer: '民政部' })
  expect(refusalOf(() => requirePosted(unposted, 'notice'))?.facts).toEqual({ clause: '2019-62' })
  expect(refusalOf(() => requirePosted(unposted, 'publication'))?.code).toBe('scheme-not-posted')
  const open = {
    file: { members: [] },
    notice: null,
    opinion: { round: 1, draftedOn: '2023-03-06', opinion: 'GRANT' as const, amountFen: 0 },
    investigation: noInvestigation,
  }
  expect(refusalOf(() => requireNoticed(unposted, open))).toBeUndefined()
  const posted = rulesetOn(findScheme('subsistenceAllowance'), '2023-03-06')
  expect(refusalOf(() => requireNoticed(posted, open))?.code).toBe('notice-missing')
})
