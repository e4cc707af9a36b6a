import { describe, expect, test } from 'vitest'
import { cited, workingDays } from '../../../src/domain/policy/cited.ts'
import { timelineOf } from '../../../src/domain/policy/timeline.ts'
import { rulesetOn, type Scheme } from '../../../src/domain/scheme/scheme.ts'
import { subsistenceAllowance } from '../../../src/domain/scheme/subsistence-allowance/subsistence-allowance.ts'
import type { Actor } from '../../../src/domain/shared/actor.ts'
import type { Day } from '../../../src/domain/shared/day.ts'
import { assessed, clerk, command, grandmother, on as onDay, senior, surveyor, visit, wages } from './household.ts'
import { type Act, after, li } from './story.ts'

/** The allowance under a text that posts again what was looked into after an objection, in fifteen working days. */
const main = rulesetOn(subsistenceAllowance, '2023-03-06')
const again: Scheme = {
  ...subsistenceAllowance,
  rulesets: timelineOf([
    {
      from: '2021-07-01',
      main: {
        ...main,
        clocks: { ...main.clocks, redoAfterObjection: workingDays(15, '2021-43 Art.15') },
        noticeAgain: cited(true, '2021-43 Art.15'),
      },
    },
  ]),
}
const on = (day: Day, who: Actor = clerk) => onDay(day, who, { schemes: [again] })

const objectionId = '0d9b6c1e-58a4-4f5c-8d3e-7a1b2c3d4e5f'
const objection = command('RaiseObjection', { anonymous: true, ground: '有收入' }, objectionId)
const draftedAgain: readonly Act[] = [
  ...li.noticed,
  [objection, on('2023-03-22')],
  [command('OrderReSurvey', { objectionId, reason: '核实' }), on('2023-03-23', senior)],
  [command('RecordHomeVisit', visit()), on('2023-03-24', surveyor)],
  [command('SettleObjection', { objectionId, outcome: 'DISMISSED', answer: '不属实' }), on('2023-03-24', senior)],
  [command('DraftOpinion', { opinion: 'GRANT', reasons: '复查无变化' }), on('2023-03-27')],
]
const post = command('PostNotice', { places: ['公开栏'], photoSha256: null })
const submit = command('SubmitDossier', {})

test('an objection starts the clock of looking into it again', () => {
  after(...li.noticed)
    .when(objection, on('2023-03-22'))
    .emits({
      type: 'ObjectionRaised',
      data: { deadlines: [{ clock: 'REDO_AFTER_OBJECTION', due: '2023-04-13', clause: '2021-43 Art.15' }] },
    })
  after(...li.noticed)
    .when(objection, onDay('2023-03-22'))
    .emits({ type: 'ObjectionRaised', data: { deadlines: [] } })
})

test('the opinion that follows it is posted again where the rules say so', () => {
  after(...draftedAgain)
    .when(submit, on('2023-03-28'))
    .refuses('notice-again-missing', { clause: '2021-43 Art.15' })
  after(...draftedAgain, [post, on('2023-03-28')])
    .when(submit, on('2023-04-04'))
    .refuses('notice-running', { lastDay: '2023-04-04' })
  after(...draftedAgain, [post, on('2023-03-28')])
    .when(submit, on('2023-04-06'))
    .emits({ type: 'NoticeExpired' }, { type: 'DossierSubmitted' })
    .leaves((state) => expect(state.status).toBe('SUBMITTED'))
})

test('and goes on without a second one under the allowance’s own', () => {
  after(...draftedAgain)
    .when(submit, onDay('2023-03-28'))
    .emits({ type: 'NoticeExpired' }, { type: 'DossierSubmitted' })
})

describe('2021-57 Art.19: what was posted', () => {
  const reassessed = (incomeFen: number): readonly Act[] => [
    ...li.noticed,
    [objection, onDay('2023-03-22')],
    [command('OrderReSurvey', { objectionId, reason: '核实' }), onDay('2023-03-23', senior)],
    [command('RecordHomeVisit', visit()), onDay('2023-03-24', surveyor)],
    [command('AssessIncome', { assessment: assessed([wages(incomeFen)]) }), onDay('2023-03-24', surveyor)],
    [command('SettleObjection', { objectionId, outcome: 'UPHELD', answer: '属实' }), onDay('2023-03-24', senior)],
    [command('DraftOpinion', { opinion: 'GRANT', reasons: '复查' }), onDay('2023-03-27')],
  ]

  test('is posted again once the sum is another', () => {
    after(...reassessed(120_000))
      .when(submit, onDay('2023-03-28'))
      .refuses('notice-outdated', { posted: [3, 81_000], now: [3, 51_000], clause: '2021-57 Art.19' })
    after(...reassessed(120_000), [post, onDay('2023-03-28')])
      .when(submit, onDay('2023-04-06'))
      .emits({ type: 'NoticeExpired' }, { type: 'DossierSubmitted' })
    after(...reassessed(90_000))
      .when(submit, onDay('2023-03-28'))
      .emits({ type: 'NoticeExpired' }, { type: 'DossierSubmitted' })
  })

  test('is posted again once a member has died while the objection was looked into', () => {
    const died: Act = [
      command('RemoveMember', { personId: grandmother, leftOn: '2023-03-24', reason: 'DIED' }),
      onDay('2023-03-24'),
    ]
    const sent = li.noticed.length + 2
    const withDeath = (incomeFen: number): Act[] => [
      ...reassessed(incomeFen).slice(0, sent),
      died,
      ...reassessed(incomeFen).slice(sent),
    ]
    after(...withDeath(90_000))
      .when(submit, onDay('2023-03-28'))
      .refuses('notice-outdated', { posted: [3, 81_000], now: [2, 24_000] })
    // Also where the sum has stayed the same.
    after(...withDeath(33_000))
      .when(submit, onDay('2023-03-28'))
      .refuses('notice-outdated', { posted: [3, 81_000], now: [2, 81_000] })
  })

  test('holds nobody up who is refused', () => {
    const refused: Act = [command('DraftOpinion', { opinion: 'REFUSE', reasons: '复查' }), onDay('2023-03-27')]
    after(...reassessed(200_000).slice(0, -1), refused)
      .when(submit, onDay('2023-03-28'))
      .emits({ type: 'NoticeExpired' }, { type: 'DossierSubmitted' })
  })
})
