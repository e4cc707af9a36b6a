import { expect, test } from 'vitest'
import { noClaim } from '../../../src/processes/overpayments/claims.ts'
import { arrearsOfMonth, owedOf } from '../../../src/processes/payment-run/arrears-lines.ts'
import { regularLines } from '../../../src/processes/payment-run/lines.ts'
import { COUNTY } from './county.ts'
import { factsOf, paymentTo, policyWith, rowOf } from './month-facts.ts'

const couple = rowOf('couple', ['a', 'b'])

test('a household is held as soon as one of its members has lost the claim', () => {
  const facts = factsOf('subsistenceAllowance', [couple], policyWith({ subsistenceAllowance: 50_000 }))
  expect(regularLines(facts).lines).toHaveLength(1)
  for (const lost of couple.members) {
    const claims = new Map([...facts.claims].filter(([personId]) => personId !== lost))
    expect(regularLines({ ...facts, claims })).toMatchObject({ lines: [], held: [{ reason: 'CLAIM_LOST' }] })
  }
})

test('a past month is owed what is due less what was paid and kept, and never more than is due', () => {
  const paid = paymentTo(couple, 60_000)
  expect(owedOf(80_000, [paid], noClaim)).toBe(20_000)
  expect(owedOf(80_000, [paid], { ...noClaim, backFen: 60_000 })).toBe(80_000)
  expect(owedOf(80_000, [paid], { ...noClaim, backFen: 70_000 })).toBe(80_000)
})

test('what was paid after a death is an overpayment by death, also once the case was ended for it', () => {
  const facts = factsOf('subsistenceAllowance', [], policyWith({ subsistenceAllowance: 50_000 }), {
    payments: [paymentTo(couple, 100_000)],
  })
  const causes = (deaths: ReadonlyMap<string, string>) =>
    arrearsOfMonth({ ...facts, deaths }, COUNTY, new Map()).overpaid.map(({ cause, overpaidFen }) => [
      cause,
      overpaidFen,
    ])
  expect(causes(new Map([[couple.holder, '2023-04-30']]))).toEqual([['DEATH', 100_000]])
  expect(causes(new Map([[couple.holder, '2023-05-01']]))).toEqual([['RECALCULATED', 100_000]])
  expect(causes(new Map())).toEqual([['RECALCULATED', 100_000]])
})
