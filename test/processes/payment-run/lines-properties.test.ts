import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sumOfOffsets } from '../../../src/domain/payment/offset.ts'
import { effectBeside } from '../../../src/domain/scheme/exclusions.ts'
import { monthlyAmount } from '../../../src/domain/scheme/monthly-amount.ts'
import { type Month, monthOf } from '../../../src/domain/shared/day.ts'
import { claimKey, type KnownClaim } from '../../../src/processes/overpayments/claims.ts'
import { arrearsOfMonth } from '../../../src/processes/payment-run/arrears-lines.ts'
import type { EarlierPayment, RollRow } from '../../../src/processes/payment-run/facts.ts'
import { regularLines } from '../../../src/processes/payment-run/lines.ts'
import { COUNTY, id } from './county.ts'
import { factsOf, gapOf, paymentTo, policyWith, rowOf } from './month-facts.ts'

const schemes = [
  'subsistenceAllowance',
  'extremePovertySupport',
  'disabilityLivingSubsidy',
  'disabilityNursingSubsidy',
  'orphanAllowance',
  'unsupportedChildAllowance',
  'agedAllowance',
  'agedDisabledSubsidy',
] as const

const people = ['a', 'b', 'c', 'd'] as const
const standards = fc.record(Object.fromEntries(schemes.map((scheme) => [scheme, fc.integer({ min: 1, max: 200_000 })])))

/** Cases of any schemes for one or two people each, in the order in which they were claimed. */
const rolls = fc
  .array(
    fc.record({
      scheme: fc.constantFrom(...schemes),
      members: fc.uniqueArray(fc.constantFrom(...people), { minLength: 1, maxLength: 2 }),
      income: fc.integer({ min: 0, max: 100_000 }),
    }),
    { maxLength: 8 },
  )
  .map((cases) =>
    cases.map(({ scheme, members, income }, index) => {
      const counted = scheme === 'subsistenceAllowance' ? members : members.slice(0, 1)
      return rowOf(String(index), counted, { scheme, facts: gapOf(counted.length, income) })
    }),
  )

const paidIn = (rows: readonly RollRow[], policy: ReturnType<typeof policyWith>, month: Month) =>
  schemes.flatMap((scheme) => {
    const { lines, held } = regularLines(factsOf(scheme, rows, policy, { month }))
    // Every row of the roll is a line or is held, once.
    const told = [...lines, ...held].map(({ caseId }) => caseId).sort()
    expect(told).toEqual(
      rows
        .filter((row) => row.scheme === scheme)
        .map(({ caseId }) => caseId)
        .sort(),
    )
    return lines.map((line) => ({ ...line, scheme }))
  })

test('invariants 7, 9 and 10: whoever holds what, no line is doubled, excluded, above its rate or nothing', () => {
  fc.assert(
    fc.property(rolls, standards, (rows, rates) => {
      const policy = policyWith(rates)
      const lines = paidIn(rows, policy, '2023-05')
      const rowOfCase = new Map(rows.map((row, index) => [row.caseId, { row, claimedAt: index }]))
      expect(new Set(lines.map(({ paymentId }) => paymentId)).size).toBe(lines.length)
      for (const person of people.map((name) => id(`person ${name}`))) {
        const held = lines.flatMap((line) => {
          const found = rowOfCase.get(line.caseId)
          return found?.row.members.includes(person) ? [{ ...found, line }] : []
        })
        for (const one of held)
          for (const other of held) {
            if (one === other) continue
            const [scheme, beside, later] = [one.row.scheme, other.row.scheme, other.claimedAt < one.claimedAt]
            expect(effectBeside({ scheme, other: beside, later, day: '2023-05-01' })?.effect).not.toBe('EXCLUDES')
          }
      }
      for (const { caseId, scheme, amountFen, grossFen, offsets, area, areaKind } of lines) {
        const facts = rowOfCase.get(caseId)?.row.facts ?? gapOf(1)
        const due = monthlyAmount(facts, policy, { scheme, area, areaKind, month: '2023-05' })
        expect(grossFen).toBe(due?.fen)
        expect(amountFen).toBe(grossFen - sumOfOffsets(offsets))
        expect(amountFen).toBeGreaterThan(0)
      }
    }),
    { numRuns: 400 },
  )
})

test('invariant 9: whoever is held as excluded is excluded by a case that is not, where nobody holds a scheme twice', () => {
  fc.assert(
    fc.property(rolls, standards, (all, rates) => {
      const rows = all.filter(
        (row, index) => !all.slice(0, index).some((other) => other.scheme === row.scheme && sharesMember(row, other)),
      )
      const policy = policyWith(rates)
      const held = schemes.flatMap((scheme) => regularLines(factsOf(scheme, rows, policy)).held)
      const excluded = held.filter(({ reason }) => reason === 'EXCLUDED')
      const gaveWay = new Set(excluded.map(({ caseId }) => caseId))
      for (const { other } of excluded) expect(gaveWay.has(other?.caseId ?? '')).toBe(false)
    }),
    { numRuns: 400 },
  )
})

const sharesMember = (one: RollRow, other: RollRow): boolean =>
  one.members.some((member) => other.members.includes(member))

test('the lines of a month do not depend on the order of what they are computed from', () => {
  fc.assert(
    fc.property(rolls, standards, fc.integer(), (rows, rates, seed) => {
      const facts = factsOf('unsupportedChildAllowance', rows, policyWith(rates))
      const roll = [...facts.roll].sort(
        (a, b) => ((a.caseId.charCodeAt(0) * seed) % 5) - ((b.caseId.charCodeAt(0) * seed) % 5),
      )
      expect(JSON.stringify(regularLines({ ...facts, roll }).lines)).toBe(JSON.stringify(regularLines(facts).lines))
    }),
  )
})

const MONTHS = ['2023-01', '2023-02', '2023-03', '2023-04', '2023-05', '2023-06'] as const

/** A person who was paid anything for some months, may have died on a day, and whose months come to something else by now. */
const pasts = fc.record({
  paid: fc.array(fc.integer({ min: 0, max: 90_000 }), { minLength: MONTHS.length, maxLength: MONTHS.length }),
  standard: fc.integer({ min: 1, max: 90_000 }),
  diedOn: fc.option(fc.constantFrom('2023-01-31', '2023-03-01', '2023-05-15', '2023-06-30')),
  onRollUntil: fc.constantFrom('2023-02', '2023-04', '2023-06'),
})

test('invariants 11, 15 and 16: arrears and claims bring every month to what is due, and a second look finds nothing', () => {
  fc.assert(
    fc.property(pasts, ({ paid, standard, diedOn, onRollUntil }) => {
      const row = rowOf('one', ['one'])
      const policy = policyWith({ subsistenceAllowance: standard })
      const deaths = new Map(diedOn === null ? [] : [[row.holder, diedOn]])
      const payments: EarlierPayment[] = MONTHS.flatMap((month, index) =>
        (paid[index] ?? 0) > 0 ? [paymentTo(row, paid[index] ?? 0, { month })] : [],
      )
      const claims = new Map<string, KnownClaim>()
      const look = (month: Month) => {
        const rows = month <= onRollUntil ? [row] : []
        const inMonth = payments.filter((payment) => payment.month === month)
        const facts = factsOf('subsistenceAllowance', rows, policy, { month, deaths, payments: inMonth })
        return arrearsOfMonth(facts, COUNTY, claims)
      }
      for (const month of MONTHS) {
        const isDue = month <= onRollUntil && (diedOn === null || month <= monthOf(diedOn))
        const { lines, overpaid } = look(month)
        for (const line of lines)
          payments.push(paymentTo(row, line.amountFen, { month, kind: 'arrears', sequence: line.sequence }))
        for (const { overpaidFen } of overpaid)
          claims.set(claimKey(row.caseId, month), { claimedFen: overpaidFen, backFen: 0, settledFen: 0 })
        const sum = payments.filter((one) => one.month === month).reduce((all, { amountFen }) => all + amountFen, 0)
        const claimed = claims.get(claimKey(row.caseId, month))?.claimedFen ?? 0
        expect(sum - claimed).toBe(isDue ? standard : 0)
        if (diedOn !== null && month === monthOf(diedOn))
          expect(claimed).toBe(Math.max(0, isDue ? sum - standard : sum))
        expect(look(month)).toMatchObject({ lines: [], overpaid: [] })
      }
    }),
    { numRuns: 300 },
  )
})

/** What happens to a month: its standard moves, money comes back, or it is looked at again. */
const happenings = fc.array(
  fc.oneof(
    fc.record({ standard: fc.integer({ min: 1, max: 500 }) }),
    fc.record({ back: fc.integer({ min: 1, max: 500 }) }),
  ),
  { maxLength: 12 },
)

test('invariant 11: however standards move and money comes back, paid − back − claimed = due after every look', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 500 }), happenings, (first, all) => {
      const row = rowOf('one', ['one'])
      const payments: EarlierPayment[] = [paymentTo(row, first)]
      const claim = { claimedFen: 0, backFen: 0 }
      let standard = first
      const look = () => {
        const known = { ...claim, settledFen: Math.min(claim.claimedFen, claim.backFen) }
        const facts = factsOf('subsistenceAllowance', [row], policyWith({ subsistenceAllowance: standard }), {
          payments,
        })
        return arrearsOfMonth(facts, COUNTY, new Map([[claimKey(row.caseId, facts.month), known]]))
      }
      for (const one of all) {
        if ('standard' in one) standard = one.standard
        else claim.backFen += Math.min(one.back, claim.claimedFen - claim.backFen)
        const { lines, overpaid } = look()
        for (const { overpaidFen } of overpaid) claim.claimedFen = overpaidFen
        for (const line of lines)
          payments.push(paymentTo(row, line.amountFen, { kind: 'arrears', sequence: line.sequence }))
        const paid = payments.reduce((sum, { amountFen }) => sum + amountFen, 0)
        expect(claim.claimedFen).toBeGreaterThanOrEqual(claim.backFen)
        expect(paid - claim.backFen - (claim.claimedFen - claim.backFen)).toBe(standard)
        expect(look()).toMatchObject({ lines: [], overpaid: [] })
      }
    }),
    { numRuns: 200 },
  )
})
