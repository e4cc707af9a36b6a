import { expect, test } from 'vitest'
import { effectOn, type Holding } from '../../../src/processes/payment-run/beside-rule.ts'

const DAY = '2023-05-01'
const nursing = (perHeadFen: number, claimedAt: bigint): Holding => ({
  caseId: 'nursing',
  scheme: 'disabilityNursingSubsidy',
  claimedAt,
  perHeadFen,
})
const aged = (perHeadFen: number | null, claimedAt: bigint): Holding => ({
  caseId: 'aged',
  scheme: 'agedDisabledSubsidy',
  claimedAt,
  perHeadFen,
})

test('of two of which the higher is paid one always is: the higher, or the first of two that give the same', () => {
  for (const [one, other, paid] of [
    [nursing(10_000, 2n), aged(9_999, 1n), 'nursing'],
    [nursing(9_999, 1n), aged(10_000, 2n), 'aged'],
    [nursing(10_000, 1n), aged(10_000, 2n), 'nursing'],
    [nursing(10_000, 2n), aged(10_000, 1n), 'aged'],
  ] as const) {
    const isExcluded = (own: Holding, beside: Holding) => effectOn(own, beside, DAY)?.effect === 'EXCLUDES'
    expect([one, other].filter((own) => !isExcluded(own, own === one ? other : one))).toMatchObject([{ caseId: paid }])
  }
})

test('which is the higher is unknown where no standard says what the other gives', () => {
  expect(effectOn(nursing(10_000, 1n), aged(null, 2n), DAY)).toMatchObject({ effect: 'UNKNOWN' })
})
