import { expect, test } from 'vitest'
import type { EntitledCase } from '../../../src/domain/case/state.ts'
import { cited } from '../../../src/domain/policy/cited.ts'
import type { Scheme } from '../../../src/domain/scheme/scheme.ts'
import { subsistenceAllowance } from '../../../src/domain/scheme/subsistence-allowance/subsistence-allowance.ts'
import type { Actor } from '../../../src/domain/shared/actor.ts'
import { addMonthsToDay, type Day } from '../../../src/domain/shared/day.ts'
import { clerk, command, confirmer, father, on as onDay } from './household.ts'
import { type Act, after, grant, li, stateOf } from './story.ts'

/** The allowance, if each decision on it held for a year. */
const yearly: Scheme = {
  ...subsistenceAllowance,
  endsOn: ({ decidedOn }) => cited(addMonthsToDay(decidedOn, 12), 'test'),
}
const on = (day: Day, who: Actor = clerk) => onDay(day, who, { schemes: [yearly] })
const granted: readonly Act[] = [...li.submitted, [grant, on('2023-04-07', confirmer)]]
const reviewed: readonly Act[] = [...granted, [command('OpenReview', { cause: 'CADENCE' }), on('2024-01-08')]]
const again = command('DecideIncrease', { decisionNumber: '续1号', amountFen: 81_000, reasons: '情况未变' })

test('what ends by itself is decided with its end', () => {
  const { entitlement, periods } = stateOf(...granted) as EntitledCase
  expect(entitlement).toMatchObject({ fromMonth: '2023-05', toMonth: '2024-04', endsOn: '2024-04-07' })
  expect(periods.map(({ from, to }) => [from, to])).toEqual([['2023-05', '2024-04']])
})

test('what would end before its first month is not granted', () => {
  const short: Scheme = { ...subsistenceAllowance, endsOn: ({ decidedOn }) => cited(decidedOn, 'test') }
  after(...li.submitted)
    .when(grant, onDay('2023-04-07', confirmer, { schemes: [short] }))
    .refuses('month-out-of-range', { fromMonth: '2023-05', to: '2023-04' })
})

test('it runs on by a decision before the end, for the same amount and without a month between', () => {
  after(...reviewed)
    .when(again, on('2024-01-10', confirmer))
    .emits({
      type: 'EntitlementIncreased',
      data: { entitlement: { fromMonth: '2024-02', toMonth: '2025-01', endsOn: '2025-01-10', amountFen: 81_000 } },
    })
    .leaves((state) =>
      expect((state as EntitledCase).periods.map(({ from, to }) => [from, to])).toEqual([
        ['2023-05', '2024-01'],
        ['2024-02', '2025-01'],
      ]),
    )
  after(...li.reviewed)
    .when(again, onDay('2023-09-06', confirmer))
    .refuses('not-an-increase', { before: 81_000, after: 81_000 })
})

test('after the end it is over, and nobody is left to be paid', () => {
  after(...granted)
    .when(command('RecordDueFacts', {}), on('2024-04-07'))
    .emits({ type: 'EntitlementStarted' })
  after(...granted)
    .when(command('RecordDueFacts', {}), on('2024-04-08'))
    .emits({ type: 'EntitlementStarted' }, { type: 'EntitlementLapsed', on: '2024-04-07' })
  after(...reviewed)
    .when(again, on('2024-05-02', confirmer))
    .refuses('wrong-state', { status: 'TERMINATED' })
})

test('another holder, or a pause and its end, keep the day', () => {
  const change = command('ChangeHolder', {
    holder: 'f0000000-0000-4000-8000-000000000002',
    payee: { kind: 'HOLDER' },
    fromMonth: '2023-08',
    reasons: '外出',
  })
  const { entitlement } = stateOf(...granted, [
    change,
    on('2023-07-03', { ...clerk, roles: ['reviewer'] }),
  ]) as EntitledCase
  expect(entitlement).toMatchObject({ endsOn: '2024-04-07', toMonth: '2024-04' })
  expect(entitlement.holder).not.toBe(father)
})
