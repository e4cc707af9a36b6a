import { describe, expect, test } from 'vitest'
import { cited, workingDays } from '../../../src/domain/policy/cited.ts'
import { timelineOf } from '../../../src/domain/policy/timeline.ts'
import type { Scheme } from '../../../src/domain/scheme/scheme.ts'
import { rulesetOn } from '../../../src/domain/scheme/scheme.ts'
import { subsistenceAllowance } from '../../../src/domain/scheme/subsistence-allowance/subsistence-allowance.ts'
import type { Actor } from '../../../src/domain/shared/actor.ts'
import type { Day } from '../../../src/domain/shared/day.ts'
import { assessed, clerk, command, confirmer, father, on as onDay, senior, wages } from './household.ts'
import { type Act, after, li } from './story.ts'

/** The allowance as it would be if its stops were posted like those of the extremely poor. */
const main = rulesetOn(subsistenceAllowance, '2023-03-06')
const posted: Scheme = {
  ...subsistenceAllowance,
  rulesets: timelineOf([
    {
      from: '2021-07-01',
      main: {
        ...main,
        clocks: { ...main.clocks, stopAfterObjection: workingDays(15, '2021-43 Art.26') },
        stopNoticeDays: cited(7, '2021-43 Art.26'),
      },
    },
  ]),
}
const on = (day: Day, who: Actor = clerk) => onDay(day, who, { schemes: [posted] })

const objectionId = '0d9b6c1e-58a4-4f5c-8d3e-7a1b2c3d4e5f'
const notice = (ground: string) => command('PostStopNotice', { ground, places: ['公开栏'] })
const objection = command('RaiseStopObjection', { anonymous: false, ground: '情况未变' }, objectionId)
const answer = command('SettleStopObjection', { objectionId, outcome: 'DISMISSED', answer: '已复核' })
const stop = (ground: string) => command('DecideTermination', { decisionNumber: '停1号', ground, reasons: '收入' })
const rich: readonly Act[] = [
  ...li.reviewed,
  [command('AssessIncome', { assessment: assessed([wages(300_000)]) }), on('2023-09-04')],
]
const hanging: readonly Act[] = [...rich, [notice('INCOME'), on('2023-09-05')]]
const objected: readonly Act[] = [...hanging, [objection, on('2023-09-10')]]

describe('a stop that is posted first', () => {
  test('waits for its notice to hang its full days', () => {
    after(...rich)
      .when(stop('INCOME'), on('2023-09-20', confirmer))
      .refuses('stop-notice-missing', { ground: 'INCOME', clause: '2021-43 Art.26' })
    after(...rich)
      .when(notice('INCOME'), on('2023-09-05'))
      .emits({ type: 'StopNoticePosted', data: { postedOn: '2023-09-05', lastDay: '2023-09-12', ground: 'INCOME' } })
    after(...hanging)
      .when(stop('INCOME'), on('2023-09-12', confirmer))
      .refuses('stop-notice-running', { lastDay: '2023-09-12' })
    after(...hanging)
      .when(stop('INCOME'), on('2023-09-13', confirmer))
      .emits({ type: 'TerminationDecided', data: { lastMonth: '2023-09' } })
  })

  test('is posted on the ground on which it is decided', () => {
    after(...hanging)
      .when(stop('OWN_WISH'), on('2023-09-13', confirmer))
      .refuses('stop-notice-missing', { ground: 'OWN_WISH' })
  })

  test('is posted again once an objection has been answered', () => {
    after(...hanging)
      .when(objection, on('2023-09-10'))
      .emits({
        type: 'StopObjectionRaised',
        data: { objectionId, deadlines: [{ clock: 'STOP_AFTER_OBJECTION', due: '2023-10-07' }] },
      })
    after(...hanging)
      .when(objection, on('2023-09-13'))
      .refuses('notice-over')
    after(...objected)
      .when(notice('INCOME'), on('2023-09-14'))
      .refuses('stop-objection-open')
    const settled: readonly Act[] = [...objected, [answer, on('2023-09-14', senior)]]
    after(...settled)
      .when(stop('INCOME'), on('2023-09-20', confirmer))
      .refuses('stop-notice-missing')
    after(...settled)
      .when(answer, on('2023-09-15', senior))
      .refuses('unknown-objection')
    const again: readonly Act[] = [...settled, [notice('INCOME'), on('2023-09-14')]]
    after(...again)
      .when(stop('INCOME'), on('2023-09-22', confirmer))
      .emits({ type: 'TerminationDecided' })
      .leaves((state) => expect(state.status).toBe('TERMINATED'))
  })

  test('after a death is not: nobody is left to keep', () => {
    const gone = li.confirmed
    const left = ['f0000000-0000-4000-8000-000000000002', 'f0000000-0000-4000-8000-000000000003', father]
    const died = left.map(
      (personId): Act => [
        command('RemoveMember', { personId, leftOn: '2023-09-01', reason: 'DIED' }),
        on('2023-09-02'),
      ],
    )
    after(...gone, ...died)
      .when(stop('DEATH'), on('2023-09-05', confirmer))
      .emits({ type: 'TerminationDecided', data: { lastMonth: '2023-09' } })
  })
})

test('where the rules know no such notice, none is posted and none is waited for', () => {
  after(...rich)
    .when(notice('INCOME'), onDay('2023-09-05'))
    .refuses('step-unknown', { step: 'stopNotice', ruleset: '2021-57' })
  after(...rich)
    .when(stop('INCOME'), onDay('2023-09-05', confirmer))
    .emits({ type: 'TerminationDecided' })
})
