import { describe, expect, test } from 'vitest'
import { caseDecider } from '../../../src/domain/case/decide.ts'
import { periodIn } from '../../../src/domain/case/timeline.ts'
import { given, stateAfter } from '../../given.ts'
import {
  assessed,
  clerk,
  command,
  confirmer,
  father,
  grandmother,
  mother,
  on,
  person,
  personsWith,
  wages,
} from './household.ts'
import { type Act, li, told, typesOf } from './story.ts'

const clocks = (state: unknown) =>
  Object.fromEntries(
    (state as { file: { deadlines: { clock: string; due: string }[] } }).file.deadlines.map(({ clock, due }) => [
      clock,
      due,
    ]),
  )
const stateAt = (acts: readonly Act[]) => stateAfter(caseDecider, told(acts))

describe('the Li household of three with 900 yuan a month, from application to exit', () => {
  const dead = { persons: personsWith(person(grandmother, { diedOn: '2023-09-14' })) }
  const threeToTwo: readonly Act[] = [
    ...li.confirmed,
    [command('PublishDecision', { places: ['公开栏'] }), on('2023-04-10')],
    [
      command('RemoveMember', { personId: grandmother, leftOn: '2023-09-14', reason: 'DIED' }),
      on('2023-09-20', clerk, dead),
    ],
  ]
  const reduced: readonly Act[] = [
    ...threeToTwo,
    [
      command('DecideReduction', { decisionNumber: '变1号', amountFen: 24_000, reasons: '成员减少一人' }),
      on('2023-09-25', confirmer, dead),
    ],
  ]
  const working: readonly Act[] = [
    ...reduced,
    [command('OpenReview', { cause: 'OWN_REPORT' }), on('2024-03-04', clerk, dead)],
    [
      command('AssessIncome', { assessment: assessed([wages(200_000), wages(10_000, mother)]) }),
      on('2024-03-05', clerk, dead),
    ],
    [
      command('StartGradualExit', {
        decisionNumber: '变2号',
        personId: father,
        lastMonth: '2024-09',
        reasons: '就业后超过标准',
      }),
      on('2024-03-11', confirmer, dead),
    ],
  ]
  const closed: readonly Act[] = [
    ...working,
    [command('DeliverWrittenNotice', { decisionNumber: '变2号', receivedBy: father }), on('2024-03-12', clerk, dead)],
    [command('CloseCase', {}), on('2024-10-08', clerk, dead)],
  ]

  test('has its limits counted over Qingming and the worked weekend days', () => {
    expect(clocks(stateAt(li.accepted))).toEqual({ SURVEY_START: '2023-03-09', WHOLE_CASE: '2023-04-18' })
    expect(clocks(stateAt(li.checking))).toMatchObject({ CHECK_START: '2023-03-10' })
    expect(clocks(stateAt(li.submitted))).toMatchObject({ COUNTY_DECISION: '2023-04-12' })
    const extended: Act = [command('ExtendDeadline', { reason: 'HARD_SURVEY' }), on('2023-03-30')]
    expect(clocks(stateAt([...li.submitted, extended]))).toMatchObject({ WHOLE_CASE: '2023-05-10' })
  })

  test('is granted 810 yuan a month from May', () => {
    const state = stateAt(li.confirmed)
    expect(state).toMatchObject({
      status: 'CONFIRMED',
      entitlement: { fromMonth: '2023-05', amountFen: 81_000, holder: father, members: [father, mother, grandmother] },
      reviewDue: '2023-10-07',
    })
  })

  test("keeps September's money after the grandmother's death and counts two from October", () => {
    const state = stateAt(reduced)
    if (!('periods' in state)) throw new Error(state.status)
    expect(clocks(stateAt(threeToTwo))).toMatchObject({ RECHECK_AFTER_DEATH: '2023-12-14' })
    expect(periodIn(state.periods, '2023-09')?.entitlement.members).toHaveLength(3)
    expect(periodIn(state.periods, '2023-10')?.entitlement).toMatchObject({
      members: [father, mother],
      amountFen: 24_000,
    })
    expect(state.status).toBe('ENTITLED')
  })

  test('leaves by a gradual exit of six months, and every month has one decision', () => {
    const state = stateAt(closed)
    if (state.status !== 'CLOSED') throw new Error(state.status)
    expect(state.periods.map(({ from, to, decisionNumber }) => [from, to, decisionNumber])).toEqual([
      ['2023-05', '2023-09', '确1号'],
      ['2023-10', '2024-09', '变1号'],
    ])
    expect(periodIn(state.periods, '2024-10')).toBeUndefined()
  })

  test('stands in the log as these facts, the time-true ones between the decided', () => {
    expect(typesOf(told(closed))).toEqual([
      'IntakeRegistered',
      'AuthorizationRecorded',
      'AuthorizationRecorded',
      'AuthorizationRecorded',
      'CloseRelativesDeclared',
      'ApplicationAccepted',
      'EconomicCheckRequested',
      'SurveyStarted',
      'HomeVisitRecorded',
      'EconomicCheckCompleted',
      'IncomeAssessed',
      'OpinionDrafted',
      'NoticePosted',
      'NoticeExpired',
      'DossierSubmitted',
      'GrantDecided',
      'DecisionPublished',
      'EntitlementStarted',
      'MemberLeft',
      'ReviewOpened',
      'ReductionDecided',
      'ReviewOpened',
      'IncomeAssessed',
      'GradualExitStarted',
      'WrittenNoticeDelivered',
      'GradualExitEnded',
      'CaseClosed',
    ])
  })

  test('could not be stopped from July 2026 on without being heard', () => {
    const late: readonly Act[] = [
      ...reduced,
      [command('OpenReview', { cause: 'DATA_MATCH' }), on('2026-07-01', clerk, dead)],
      [command('AssessIncome', { assessment: assessed([wages(200_000)]) }), on('2026-07-02', clerk, dead)],
    ]
    const stop = command('DecideTermination', { decisionNumber: '停1号', ground: 'INCOME', reasons: '收入超过标准' })
    given(caseDecider, ...told(late))
      .when(stop, on('2026-07-03', confirmer, dead))
      .refuses('hearing-missing', { decidedOn: '2026-07-03' })
    given(caseDecider, ...told(late.slice(0, -2)), ...told(late).slice(-2))
      .when(stop, on('2026-06-30', confirmer, dead))
      .emits({ type: 'TerminationDecided', data: { lastMonth: '2026-06' } })
  })
})
