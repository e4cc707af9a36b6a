import { describe, expect, test } from 'vitest'
import type { EntitledCase } from '../../../src/domain/case/state.ts'
import type { Code } from '../../../src/domain/shared/codes.ts'
import type { Day } from '../../../src/domain/shared/day.ts'
import { clerk, command, confirmer, father, grandmother, mother, on, person, personsWith, senior } from './household.ts'
import { type Act, after, li, stateOf } from './story.ts'

const stop = (ground: Code) => command('DecideTermination', { decisionNumber: '停1号', ground, reasons: '停止' })
const open = (cause: 'DEATH' | 'OWN_REPORT' | 'COMPLAINT' | 'CADENCE', day: Day): Act => [
  command('OpenReview', { cause }),
  on(day),
]
const periodsOf = (...acts: readonly Act[]) => (stateOf(...acts) as EntitledCase).periods

describe('between the confirmation and the first month', () => {
  // Confirmed on 2023-04-07, paid from May on.
  test.each([
    ['a withdrawal', 'OWN_WISH', 'OWN_REPORT'],
    ['a found fraud', 'FALSE_STATEMENT', 'COMPLAINT'],
  ] as const)('%s ends the case, and no month is paid', (_, ground, cause) => {
    const reviewed: readonly Act[] = [...li.confirmed, open(cause, '2023-04-10')]
    expect(stateOf(...reviewed).status).toBe('IN_REVIEW')
    after(...reviewed)
      .when(stop(ground), on('2023-04-12', confirmer))
      .emits({ type: 'TerminationDecided', data: { lastMonth: '2023-04' } })
      .leaves((state) => expect(state.status).toBe('TERMINATED'))
    expect(periodsOf(...reviewed, [stop(ground), on('2023-04-12', confirmer)])).toEqual([])
    after(...reviewed, [stop(ground), on('2023-04-12', confirmer)])
      .when(command('RecordDueFacts', {}), on('2023-06-01'))
      .emits()
  })

  test('the death of all ends it', () => {
    const died = [father, mother, grandmother].map(
      (personId): Act => [
        command('RemoveMember', { personId, leftOn: '2023-04-09', reason: 'DIED' }),
        on('2023-04-10'),
      ],
    )
    after(...li.confirmed, ...died)
      .when(stop('DEATH'), on('2023-04-12', confirmer))
      .emits({ type: 'TerminationDecided', data: { lastMonth: '2023-04' } })
  })

  test('a change that nobody reported is found and reviewed', () => {
    const found = command('RecordUnreportedChange', { personId: father, what: '隐瞒工资', happenedOn: '2023-04-01' })
    after(...li.confirmed)
      .when(found, on('2023-04-10'))
      .emits({ type: 'UnreportedChangeFound' }, { type: 'ReviewOpened', data: { cause: 'UNREPORTED_CHANGE' } })
  })

  test('a pause leaves no month in which the pay has begun', () => {
    const paused: readonly Act[] = [
      ...li.confirmed,
      open('COMPLAINT', '2023-04-10'),
      [command('SuspendEntitlement', { until: '2023-07-31', reasons: '待核实' }), on('2023-04-12', confirmer)],
    ]
    after(...paused)
      .when(command('RecordDueFacts', {}), on('2023-05-02'))
      .emits()
    const resumed: Act = [
      command('ResumeEntitlement', { fromMonth: '2023-06', reasons: '查清' }),
      on('2023-05-20', confirmer),
    ]
    after(...paused, resumed)
      .when(command('RecordDueFacts', {}), on('2023-06-01'))
      .emits({ type: 'EntitlementStarted', data: { fromMonth: '2023-06' } })
  })
})

describe('2022-83: a death is reviewed whatever the case was about', () => {
  const dead = { persons: personsWith(person(grandmother, { diedOn: '2023-09-14' })) }
  const review = command('OpenReview', { cause: 'DEATH' })
  const opened = {
    type: 'ReviewOpened',
    data: { cause: 'DEATH', deadlines: [{ clock: 'RECHECK_AFTER_DEATH', due: '2023-12-14' }] },
  } as const
  const started: Act = [command('RecordDueFacts', {}), on('2023-05-01')]
  const suspended: readonly Act[] = [
    ...li.confirmed,
    started,
    [command('SuspendEntitlement', { until: '2023-12-31', reasons: '待核实' }), on('2023-09-10', confirmer)],
  ]

  test('while it is paused, and it stays paused', () => {
    after(...suspended)
      .when(review, on('2023-09-20', clerk, dead))
      .emits(opened)
      .leaves((state) => expect(state.status).toBe('SUSPENDED'))
  })

  test('while it is reviewed for something else, once', () => {
    after(...li.reviewed)
      .when(review, on('2023-09-20', clerk, dead))
      .emits(opened)
    after(...li.reviewed, [review, on('2023-09-20', clerk, dead)])
      .when(review, on('2023-09-21', clerk, dead))
      .refuses('review-open', { cause: 'DEATH' })
    after(...li.reviewed)
      .when(command('OpenReview', { cause: 'CADENCE' }), on('2023-09-20'))
      .refuses('review-open', { cause: 'CADENCE' })
  })

  test('and whoever is paused is stopped without being paid again first: the month before the pause was the last', () => {
    const died = [father, mother, grandmother].map(
      (personId): Act => [
        command('RemoveMember', { personId, leftOn: '2023-10-14', reason: 'DIED' }),
        on('2023-10-20'),
      ],
    )
    after(...suspended, ...died)
      .when(stop('DEATH'), on('2023-10-25', confirmer))
      .emits({ type: 'TerminationDecided', data: { lastMonth: '2023-09' } })
    after(...suspended)
      .when(stop('OWN_WISH'), on('2023-10-25', confirmer))
      .refuses('no-review')
    after(...suspended, [command('OpenReview', { cause: 'OWN_REPORT' }), on('2023-10-01', senior)])
      .when(stop('OWN_WISH'), on('2023-10-25', confirmer))
      .emits({ type: 'TerminationDecided', data: { lastMonth: '2023-09' } })
  })
})
