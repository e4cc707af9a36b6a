import { describe, expect, test } from 'vitest'
import type { EntitledCase } from '../../../src/domain/case/state.ts'
import type { Day } from '../../../src/domain/shared/day.ts'
import { nationalCalendars, policyOf, standard } from '../policy/published.ts'
import { actor, clerk, command, confirmer, father, on as onDay } from './household.ts'
import { type Act, after, li, stateOf } from './story.ts'

const publisher = actor('publisher', '990101', 'policyPublisher')
const document = { number: '示民发〔2023〕9号', title: '关于提高低保标准的通知', issuer: '示例县民政局' }
const policy = policyOf(
  ...nationalCalendars,
  standard({ area: '990101', effectiveFrom: '2022-01-01', inForceOn: '2022-01-01' }),
  standard({
    area: '990101',
    effectiveFrom: '2023-07-01',
    inForceOn: '2023-09-01',
    figure: { fen: 60_000, per: 'MONTH' },
  }),
)
const on = (day: Day, who = publisher) => onDay(day, who, { policy })
const line = { reratingId: father, document, decidedFrom: '2023-05', decidedFen: 81_000, fromMonth: '2023-07' }
const adjust = (over: object = {}) => command('AdjustEntitlement', { ...line, amountFen: 90_000, ...over })

describe('a case that a mass re-rating asks to follow the rates', () => {
  test('keeps its facts, and has the new amount from the first month that the rates moved', () => {
    after(...li.reviewed)
      .when(adjust(), on('2023-09-05'))
      .emits({
        type: 'EntitlementAdjusted',
        data: {
          beforeFen: 81_000,
          document,
          entitlement: { fromMonth: '2023-07', amountFen: 90_000, facts: { mode: 'GAP', countableIncomeFen: 90_000 } },
          rates: [{ rate: 'STANDARD', monthlyFen: 60_000 }],
        },
      })
      .leaves((state) => {
        const { entitlement, periods, decisions } = state as EntitledCase
        expect(entitlement.amountFen).toBe(90_000)
        expect(periods.map(({ from, to }) => [from, to])).toEqual([
          ['2023-05', '2023-06'],
          ['2023-07', null],
        ])
        // No decision of its own: the month is still paid by the grant.
        expect(new Set(periods.map(({ decisionNumber }) => decisionNumber)).size).toBe(1)
        expect(decisions).toHaveLength(1)
      })
  })

  test('refuses what was calculated on an earlier decision, or comes to another sum now', () => {
    const then = after(...li.reviewed)
    then.when(adjust({ decidedFen: 80_000 }), on('2023-09-05')).refuses('entitlement-changed', { decidedFen: 81_000 })
    then.when(adjust({ decidedFrom: '2023-04' }), on('2023-09-05')).refuses('entitlement-changed')
    then.when(adjust({ amountFen: 91_000 }), on('2023-09-05')).refuses('amount-drifted', { computed: 90_000 })
    // Nobody could know the new standard on the day before it was announced.
    then.when(adjust(), on('2023-08-31')).refuses('amount-drifted', { computed: 81_000 })
    then.when(adjust({ fromMonth: '2023-04' }), on('2023-09-05')).refuses('month-out-of-range')
  })

  test('is decided by a person in its review where a rate has fallen', () => {
    const lower = policyOf(
      ...nationalCalendars,
      standard({ area: '990101', effectiveFrom: '2022-01-01', inForceOn: '2022-01-01' }),
      standard({ area: '990101', effectiveFrom: '2023-07-01', inForceOn: '2023-09-01', monthlyFen: 50_000 }),
    )
    const fall = command('DecideReduction', { decisionNumber: '减1号', amountFen: 60_000, reasons: '标准降低' })
    after(...li.reviewed)
      .when(fall, onDay('2023-09-05', confirmer, { policy: lower }))
      .emits({ type: 'ReductionDecided', data: { entitlement: { amountFen: 60_000 } } })
  })

  test('refuses while it is paused, and from anybody but the county', () => {
    const pause: Act = [
      command('SuspendEntitlement', { until: '2023-12-31', reasons: '外出' } as never),
      on('2023-09-04', confirmer),
    ]
    expect(stateOf(...li.reviewed, pause).status).toBe('SUSPENDED')
    after(...li.reviewed, pause)
      .when(adjust(), on('2023-09-05'))
      .refuses('wrong-state', { status: 'SUSPENDED' })
    after(...li.reviewed)
      .when(adjust(), on('2023-09-05', clerk))
      .refuses('not-your-duty')
  })
})
