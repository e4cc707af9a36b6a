import { expect, test } from 'vitest'
import type { PolicyEvent } from '../../../src/domain/policy/events.ts'
import type { AmountFacts } from '../../../src/domain/scheme/calculation.ts'
import { reratingLines } from '../../../src/processes/rerating/lines.ts'
import type { RollStretch } from '../../../src/projections/roster/stretches.ts'
import { link, parameter, policyOf, SCHEME, standard, tiers, VILLAGE } from '../../domain/policy/published.ts'
import { id } from '../payment-run/county.ts'

const old = standard({ monthlyFen: 54_000 })
const gap: AmountFacts = { mode: 'GAP', members: 1, countableIncomeFen: 20_000 }
const stretch = (over: Partial<RollStretch> = {}): RollStretch => ({
  ...{ case_id: id('case'), scheme: SCHEME, area: VILLAGE, area_kind: 'RURAL', holder: id('holder') },
  ...{ members: [id('holder')], facts: gap, from_month: '2023-01', to_month: null },
  ...{ amount_fen: 34_000, suspended: false },
  ...over,
})
const look = (after: readonly PolicyEvent[], ...stretches: readonly RollStretch[]) =>
  reratingLines({
    ...{ fromMonth: '2023-03', today: '2023-05-08', stretches, dead: new Set<string>() },
    ...{ before: policyOf(old), after: policyOf(...after) },
    standings: new Map([[id('case'), { status: 'ENTITLED' as const, reviewDue: null }]]),
  })
const from = (month: string) => ({ effectiveFrom: `${month}-01`, inForceOn: '2023-05-05' })

test('a household that was another one in a month back owes its past to each as it was', () => {
  const couple: AmountFacts = { mode: 'GAP', members: 2, countableIncomeFen: 20_000 }
  const lines = look(
    [old, standard({ monthlyFen: 57_000, ...from('2023-03') })],
    stretch({ to_month: '2023-03', facts: couple }),
    stretch({ from_month: '2023-04' }),
  )
  // March for two persons, April for one.
  expect(lines).toMatchObject([{ outcome: 'AUTOMATIC', month: '2023-04', decidedFrom: '2023-04', pastFen: 9_000 }])
})

test('months under a pause are owed nothing back', () => {
  const paused = stretch({ from_month: '2023-04', suspended: true })
  const lines = look(
    [old, standard({ monthlyFen: 57_000, ...from('2023-03') })],
    stretch({ to_month: '2023-03' }),
    paused,
  )
  expect(lines).toMatchObject([{ pastFen: 3_000 }])
})

test('a tier that is not published any more is for a person; a tier that stays the same is unchanged', () => {
  const paysTiers = [standard({ monthlyFen: 54_000 }), parameter('amountMode', 'TIER'), tiers({ A: 50_000, B: 30_000 })]
  const inTier = (tier: string) => stretch({ facts: { mode: 'TIER', members: 1, tier }, amount_fen: 30_000 })
  const again = (row: RollStretch) =>
    reratingLines({
      ...{ fromMonth: '2023-03', today: '2023-05-08', stretches: [row], dead: new Set<string>() },
      before: policyOf(...paysTiers),
      after: policyOf(...paysTiers, tiers({ A: 50_000, C: 20_000 }, from('2023-03'))),
      standings: new Map([[id('case'), { status: 'ENTITLED' as const, reviewDue: null }]]),
    })
  expect(again(inTier('B'))).toMatchObject([{ outcome: 'MANUAL', reason: 'TIER_GONE', afterFen: null }])
  expect(again(inTier('A'))).toMatchObject([{ outcome: 'UNCHANGED', reason: 'SAME_AMOUNT' }])
})

test('a standard withdrawn with nothing behind it leaves the case without a rate, and says so', () => {
  expect(look([], stretch())).toMatchObject([
    { outcome: 'FAILED', reason: 'RATE_MISSING', month: '2023-03', afterFen: null },
  ])
})

test('a link moves the rate as a sum does', () => {
  const urban = standard({ monthlyFen: 64_000, areaKind: 'URBAN' })
  const lines = look([old, urban, link(from('2023-03'))], stretch())
  // 89 % of 640 yuan are 569.60.
  expect(lines).toMatchObject([{ outcome: 'AUTOMATIC', beforeFen: 34_000, afterFen: 36_960 }])
})
