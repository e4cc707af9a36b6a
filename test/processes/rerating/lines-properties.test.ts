import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Entitlement } from '../../../src/domain/case/entitlement.ts'
import { foldPeriods, type Period, periodIn } from '../../../src/domain/case/timeline.ts'
import { foldPolicy, type Policy } from '../../../src/domain/policy/policy.ts'
import { monthlyAmount } from '../../../src/domain/scheme/monthly-amount.ts'
import { ownAccount } from '../../../src/domain/scheme/payee.ts'
import { addMonths, type Month } from '../../../src/domain/shared/day.ts'
import { arrearsOfMonth } from '../../../src/processes/payment-run/arrears-lines.ts'
import type { EarlierPayment, RollRow } from '../../../src/processes/payment-run/facts.ts'
import { regularLines } from '../../../src/processes/payment-run/lines.ts'
import { hashOfLines, reratingLines, totalsOf } from '../../../src/processes/rerating/lines.ts'
import type { RollStretch } from '../../../src/projections/roster/stretches.ts'
import { COUNTY, id } from '../payment-run/county.ts'
import { factsOf, paymentTo, rowOf } from '../payment-run/month-facts.ts'

const SCHEME = 'subsistenceAllowance'
const PAID = ['2023-01', '2023-02', '2023-03', '2023-04'] as const
const kinds = ['RURAL', 'URBAN'] as const
const document = { number: 'T-1', title: 'Standard', issuer: 'County' }

type Published = { from: Month; fen: Record<(typeof kinds)[number], number> }

const policyOf = (...published: readonly Published[]): Policy =>
  foldPolicy(
    published.flatMap(({ from, fen }, index) =>
      kinds.map((areaKind) => ({
        type: 'StandardPublished' as const,
        data: {
          ...{ standardId: id(`standard ${from} ${areaKind}`), area: COUNTY, document, scheme: SCHEME, areaKind },
          ...{ effectiveFrom: `${from}-01`, inForceOn: '2023-05-05', rate: 'STANDARD', printed: null },
          figure: { fen: fen[areaKind], per: 'MONTH' as const },
        },
        position: BigInt(index + 1),
        on: '2023-05-05',
      })),
    ),
  )

const sums = fc.record({
  RURAL: fc.integer({ min: 20_000, max: 90_000 }),
  URBAN: fc.integer({ min: 20_000, max: 90_000 }),
})
const households = fc.array(
  fc.record({
    areaKind: fc.constantFrom(...kinds),
    members: fc.integer({ min: 1, max: 3 }),
    income: fc.integer({ min: 0, max: 60_000 }),
    fromMonth: fc.constantFrom(...PAID),
    status: fc.constantFrom('ENTITLED' as const, 'IN_REVIEW' as const, 'GRADUAL_EXIT' as const),
    reviewDue: fc.constantFrom('2023-12-31', '2023-01-31', null),
  }),
  { minLength: 1, maxLength: 8 },
)

type Household = typeof households extends fc.Arbitrary<readonly (infer One)[]> ? One : never

const rowFor = ({ areaKind, members, income }: Household, index: number): RollRow =>
  rowOf(
    `${index}`,
    Array.from({ length: members }, (_, member) => `${index}-${member}`),
    {
      areaKind,
      facts: { mode: 'GAP', members, countableIncomeFen: income },
    },
  )

const entitlementOf = (row: RollRow, fromMonth: Month, amountFen: number): Entitlement => ({
  ...{ scheme: SCHEME, fromMonth, toMonth: null, area: row.area, areaKind: row.areaKind, holder: row.holder },
  ...{ members: [...row.members], facts: row.facts, amountFen, povertyRegister: false, closeRelative: false },
  ...{ payee: ownAccount, endsOn: null },
})

const stretchOf = ({ entitlement, from, to }: Period, caseId: string): RollStretch => ({
  ...{ case_id: caseId, scheme: SCHEME, area: entitlement.area, area_kind: entitlement.areaKind },
  ...{ holder: entitlement.holder, members: entitlement.members, facts: entitlement.facts },
  ...{ from_month: from, to_month: to, amount_fen: entitlement.amountFen, suspended: false },
})

test('a re-rating adjusts only what rises, moves no fact and no paid line, and past months owe just its differences', () => {
  fc.assert(
    fc.property(households, sums, sums, fc.constantFrom(...PAID), (given, old, fresh, fromMonth) => {
      const [before, after] = [
        policyOf({ from: '2023-01', fen: old }),
        policyOf({ from: '2023-01', fen: old }, { from: fromMonth, fen: fresh }),
      ]
      const cases = given.map((household, index) => {
        const row = rowFor(household, index)
        const { area, areaKind } = row
        const month = household.fromMonth
        const amountFen = monthlyAmount(row.facts, before, { scheme: SCHEME, area, areaKind, month })?.fen ?? 0
        const entitlement = entitlementOf(row, month, amountFen)
        const periods: readonly Period[] = [{ from: month, to: null, entitlement, decisionNumber: '1' }]
        return { row, household, periods }
      })
      const look = (all: typeof cases) =>
        reratingLines({
          ...{ fromMonth, today: '2023-05-08', before, after, dead: new Set<string>() },
          stretches: all.flatMap(({ row, periods }) => periods.map((period) => stretchOf(period, row.caseId))),
          standings: new Map(
            all.map(({ row, household: { status, reviewDue } }) => [row.caseId, { status, reviewDue }]),
          ),
        })
      const rowsIn = (month: Month) =>
        cases.filter(({ household }) => household.fromMonth <= month).map(({ row }) => row)
      const payments: EarlierPayment[] = PAID.flatMap((month) =>
        regularLines(factsOf(SCHEME, rowsIn(month), before, { month })).lines.map((line) => {
          const row = cases.find((one) => one.row.caseId === line.caseId)?.row
          return paymentTo(row ?? rowOf('nobody', ['nobody']), line.amountFen, { month })
        }),
      )
      const paid = JSON.stringify(payments)
      const lines = look(cases)
      expect(hashOfLines(look([...cases].reverse()))).toBe(hashOfLines(lines))
      expect(totalsOf(lines).reduce((sum, total) => sum + total.cases, 0)).toBe(cases.length)

      // Carried out: the months that every household is paid for, and from what, stay as they were.
      const adjusted = cases.map((one) => {
        const line = lines.find(({ caseId }) => caseId === one.row.caseId)
        if (line?.outcome !== 'AUTOMATIC') return one
        expect(line.afterFen ?? 0).toBeGreaterThan(line.beforeFen ?? 0)
        const entitlement = entitlementOf(one.row, line.month, line.afterFen ?? 0)
        const data = { ...{ caseId: line.caseId, adjustedOn: '2023-05-10', reratingId: id('rerating'), document } }
        const event = { ...data, beforeFen: line.decidedFen, entitlement, rates: [] }
        const periods = foldPeriods(one.periods, { type: 'EntitlementAdjusted', data: event })
        for (let month: Month = '2023-01'; month <= '2023-12'; month = addMonths(month, 1))
          expect(periodIn(periods, month)?.entitlement.facts).toEqual(periodIn(one.periods, month)?.entitlement.facts)
        return { ...one, periods }
      })
      expect(look(adjusted).filter(({ outcome }) => outcome === 'AUTOMATIC')).toEqual([])

      const looked = PAID.map((month) => {
        const inMonth = payments.filter((payment) => payment.month === month)
        return arrearsOfMonth(factsOf(SCHEME, rowsIn(month), after, { month, payments: inMonth }), COUNTY, new Map())
      })
      const owed = looked.flatMap((one) => one.lines).reduce((sum, { amountFen }) => sum + amountFen, 0)
      const over = looked.flatMap((one) => one.overpaid).reduce((sum, { overpaidFen }) => sum + overpaidFen, 0)
      expect(owed - over).toBe(lines.reduce((sum, { pastFen }) => sum + pastFen, 0))
      expect(JSON.stringify(payments)).toBe(paid)
    }),
    { numRuns: 150 },
  )
})
