import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { claimKey, type KnownClaim } from '../../../src/processes/overpayments/claims.ts'
import type { OverpaidCase } from '../../../src/processes/payment-run/arrears-lines.ts'
import { priceLines } from '../../../src/processes/price/lines.ts'
import { overpaidPrices } from '../../../src/processes/price/overpaid.ts'
import type { GroupMember, PriceFacts } from '../../../src/processes/price/people.ts'
import { facts, id, member, payment } from './facts.ts'

const COUNTY = '990101'
const [one, again] = [member('one'), member('one again')]
const twins = new Map([
  [one.personId, [again.personId]],
  [again.personId, [one.personId]],
])
const paid = (of: GroupMember, changed = {}) => payment(of, 'PAID', changed)
const allowance = (...members: GroupMember[]): PriceFacts['groups'] => new Map([['SUBSISTENCE_ALLOWANCE', members]])
const told = (found: readonly OverpaidCase[]) =>
  found.map(({ personId, paidFen, dueFen, overpaidFen, cause }) => [personId, paidFen, dueFen, overpaidFen, cause])
const claim = (fen: number, backFen = 0): KnownClaim => ({
  claimedFen: fen,
  backFen,
  settledFen: Math.min(fen, backFen),
})
const claimedFrom = (of: GroupMember, known: KnownClaim) => new Map([[claimKey(of.personId, '2022-09'), known]])

describe('a price subsidy that was paid', () => {
  test('for a month after a death is too much, and the month of the death is kept', () => {
    const after = (diedOn: string) =>
      told(
        overpaidPrices(
          facts(allowance(one), { payments: [paid(one)], deaths: new Map([[one.personId, diedOn]]) }),
          COUNTY,
        ),
      )
    expect(after('2022-08-31')).toEqual([[one.personId, 3_600, 0, 3_600, 'DEATH']])
    expect(after('2022-09-01')).toEqual([])
  })

  test('to somebody who was in no group of the month is too much', () => {
    expect(told(overpaidPrices(facts(allowance(), { payments: [paid(one)] }), COUNTY))).toEqual([
      [one.personId, 3_600, 0, 3_600, 'RECALCULATED'],
    ])
  })

  test('twice to one human under two records is too much once: what was paid first stands, in whichever county', () => {
    const groups = allowance(one, again)
    const second = paid(again, { paymentId: id('second') })
    expect(told(overpaidPrices(facts(groups, { twins, payments: [paid(one), second] }), COUNTY))).toEqual([
      [again.personId, 3_600, 0, 3_600, 'EXCLUDED'],
    ])
    const elsewhere = { ...paid(one), area: '990102001001' }
    expect(told(overpaidPrices(facts(groups, { twins, payments: [second, elsewhere] }), COUNTY))).toEqual([])
    expect(told(overpaidPrices(facts(groups, { twins, payments: [elsewhere, second] }), COUNTY))).toEqual([
      [again.personId, 3_600, 0, 3_600, 'EXCLUDED'],
    ])
  })

  test('at an index that was corrected downward is too much by the difference, and all of it where nothing was due', () => {
    const corrected = { rise: 350, factor: 1, floorFen: 0 }
    expect(told(overpaidPrices(facts(allowance(one), { payments: [paid(one)], trigger: corrected }), COUNTY))).toEqual([
      [one.personId, 3_600, 2_000, 1_600, 'RECALCULATED'],
    ])
    expect(told(overpaidPrices(facts(new Map(), { payments: [paid(one)], trigger: undefined }), COUNTY))).toEqual([
      [one.personId, 3_600, 0, 3_600, 'RECALCULATED'],
    ])
  })

  test('is left as it is where it is not known what is due: a claim was lost, who receives it has died, no standard', () => {
    const payments = [paid(one)]
    const holder = { kind: 'PERSON', personId: id('holder'), role: 'HOUSEHOLD_HOLDER' } as const
    for (const unknown of [
      facts(allowance({ ...one, claimed: false }), { payments }),
      facts(allowance({ ...one, payee: holder }), { payments, deaths: new Map([[id('holder'), '2022-01-01']]) }),
      facts(allowance(one), { payments, policy: { ...facts(new Map()).policy, standards: [] } }),
    ])
      expect(overpaidPrices(unknown, COUNTY)).toEqual([])
  })

  test('is not told which roster of another office it was paid for: that would tell of an illness', () => {
    const group = (of: 'HIV_INFECTED_CHILD' | 'ORPHAN') =>
      overpaidPrices(facts(new Map(), { payments: [paid(one, { group: of })] }), COUNTY).map((found) => found.group)
    expect([group('HIV_INFECTED_CHILD'), group('ORPHAN')]).toEqual([[null], ['ORPHAN']])
  })

  test('and claimed is claimed no more where it was due after all; what has come back is paid again', () => {
    const payments = [paid(one)]
    const open = facts(allowance(one), { payments, claims: claimedFrom(one, claim(3_600)) })
    expect(told(overpaidPrices(open, COUNTY))).toEqual([[one.personId, 3_600, 3_600, 0, 'RECALCULATED']])
    expect(priceLines(open).lines).toEqual([])
    const back = facts(allowance(one), { payments, claims: claimedFrom(one, claim(3_600, 3_600)) })
    expect(overpaidPrices(back, COUNTY)).toEqual([])
    expect(priceLines(back).lines).toMatchObject([{ kind: 'arrears', amountFen: 3_600 }])
  })
})

test('what is kept of a human is what is due: paid, less what is claimed, whatever was paid to which record', () => {
  const sum = fc.integer({ min: 1, max: 9_000 })
  const made = fc.record({ to: fc.constantFrom(one, again), fen: sum, status: fc.constantFrom('PAID', 'RETURNED') })
  fc.assert(
    fc.property(
      fc.array(made, { maxLength: 5 }),
      fc.option(fc.constantFrom('2022-08-31', '2022-09-01')),
      fc.subarray([one, again]),
      (payments, diedOn, members) => {
        const all = payments.map(({ to, fen, status }, index) =>
          payment(to, status as 'PAID', { paymentId: id(`${index}`), sequence: index + 1, amountFen: fen }),
        )
        const deaths = new Map(diedOn === null ? [] : [[again.personId, diedOn]])
        const known = facts(allowance(...members), { twins, payments: all, deaths })
        const dueFen = members.length === 0 || diedOn === '2022-08-31' ? 0 : 3_600
        const paidFen = payments.reduce((total, { fen, status }) => total + (status === 'PAID' ? fen : 0), 0)
        const found = overpaidPrices(known, COUNTY)
        const claimedFen = found.reduce((total, { overpaidFen }) => total + overpaidFen, 0)
        expect(paidFen - claimedFen).toBe(Math.min(paidFen, dueFen))
        // Once claimed, nothing is found a second time.
        const claims = new Map(found.map((of) => [claimKey(of.personId, '2022-09'), claim(of.overpaidFen)]))
        expect(overpaidPrices({ ...known, claims }, COUNTY)).toEqual([])
      },
    ),
  )
})
