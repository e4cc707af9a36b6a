import { describe, expect, test } from 'vitest'
import { checkParticulars } from '../../../../src/domain/scheme/temporary-assistance/contradictions.ts'
import { refusalOf } from '../../../given.ts'
import { standard } from '../../policy/published.ts'
import { assessed, bill, fire, local } from './aid.ts'

const amount = (...asked: Parameters<typeof assessed>) => assessed(...asked).sheet.amountFen
const instalments = (...asked: Parameters<typeof assessed>) => {
  const { facts } = assessed(...asked)
  return facts.mode === 'INSTALMENTS' ? facts.instalments : []
}
/** Local disposable income of the year before: 24,000 yuan a head. */
const disposable = standard({
  rate: 'DISPOSABLE_INCOME',
  figure: { fen: 2_400_000, per: 'YEAR' },
  effectiveFrom: '2014-01-01',
  inForceOn: '2014-01-01',
})

describe('2018-23: tiers are multiples of the standard', () => {
  test('by the gravity of the case, for the household', () => {
    expect(amount(fire())).toBe(57_000)
    expect(amount(fire({ award: { by: 'TIER', tier: 5 } }))).toBe(342_000)
    expect(assessed(fire()).sheet.rates).toEqual([
      { rate: 'STANDARD', document: '示民发〔2023〕1号', monthlyFen: 57_000 },
    ])
  })

  test('as each place sets them, and for each member where it says so', () => {
    const published = [local('emergencyTiers', '200,400,600'), local('tierBasis', 'PER_PERSON')]
    expect(amount(fire({ award: { by: 'TIER', tier: 2 } }), { published })).toBe(4 * 57_000 * 3)
    expect(refusalOf(() => assessed(fire({ award: { by: 'TIER', tier: 4 } }), { published }))).toMatchObject({
      code: 'award-tier-unknown',
      facts: { tiers: [200, 400, 600] },
    })
  })

  test('up to the cap of the place (local-wuwei: 20,000 yuan)', () => {
    const published = [local('emergencyTiers', '6000'), local('aidCapFen', '2000000')]
    expect(amount(fire(), { published })).toBe(2_000_000)
    expect(assessed(fire(), { published }).sheet.lines.map(({ item }) => item)).toContain('cap')
  })

  test('luliang-2020: at least 2,000 yuan for a household returned to poverty, and for no other', () => {
    const published = [local('returnedToPovertyFloorFen', '200000')]
    expect(amount(fire({ returnedToPoverty: true }), { published })).toBe(200_000)
    expect(amount(fire(), { published })).toBe(57_000)
    const higher = fire({ returnedToPoverty: true, award: { by: 'TIER', tier: 5 } })
    expect(amount(higher, { published })).toBe(342_000)
  })

  test('local-ningguo: at least 800 yuan', () => {
    expect(amount(fire(), { published: [local('aidFloorFen', '80000')] })).toBe(80_000)
  })

  test('wait for somebody to propose one', () => {
    expect(refusalOf(() => assessed(fire({ award: null })))?.code).toBe('award-missing')
  })
})

describe('2018-23: a case conference finds what lies above the tiers', () => {
  const conference = (amountFen: number, heldOn = '2023-03-03') =>
    fire({ award: { by: 'CONFERENCE', amountFen, minutes: '会议纪要〔2023〕3号', heldOn } })

  test('within the limit of the place', () => {
    expect(amount(conference(342_001))).toBe(342_001)
    expect(amount(conference(12 * 57_000))).toBe(12 * 57_000)
    expect(refusalOf(() => assessed(conference(12 * 57_000 + 1)))?.code).toBe('conference-above-most')
    expect(refusalOf(() => assessed(conference(342_000)))).toMatchObject({
      code: 'conference-within-tiers',
      facts: { topFen: 342_000 },
    })
  })

  test('and has been held', () => {
    expect(refusalOf(() => assessed(conference(400_000, '2023-03-07')))?.code).toBe('conference-in-future')
    expect(refusalOf(() => checkParticulars(conference(400_000, '2023-03-02')))?.code).toBe(
      'conference-before-hardship',
    )
    expect(refusalOf(() => checkParticulars(conference(400_000)))).toBeUndefined()
  })
})

describe('2018-23: expenditure aid', () => {
  const published = [disposable]
  const poor = { published, members: 2, incomeFen: 399_999 }

  test('is for families below the local disposable income, within the property rule, that have the spending', () => {
    expect(assessed(bill(), poor).verdict).toEqual({ qualifies: true, grounds: [] })
    expect(assessed(bill(), { ...poor, incomeFen: 400_000 }).verdict.grounds).toEqual(['INCOME'])
    expect(assessed(bill(), { ...poor, assets: 'OVER' }).verdict.grounds).toEqual(['ASSETS'])
    const none = assessed(bill({ spendingFen: 0 }), poor)
    expect(none).toMatchObject({ verdict: { grounds: ['SPENDING'] }, sheet: { amountFen: 0 } })
    expect(refusalOf(() => assessed(bill()))?.code).toBe('no-rate')
  })

  test('asks families on the allowance or extreme-poverty support for the spending alone', () => {
    const recipient = (until: string | null) => bill({ certified: { as: 'ALLOWANCE', documentNumber: 'C-1', until } })
    expect(assessed(recipient(null), { incomeFen: 9_000_000 }).verdict.qualifies).toBe(true)
    expect(assessed(recipient('2023-03-06'), { assets: 'OVER' }).verdict.qualifies).toBe(true)
    const ended = assessed(recipient('2023-03-05'), { ...poor, incomeFen: 400_000 })
    expect(ended.verdict.grounds).toEqual(['INCOME'])
  })

  test('takes a status of this programme from the claims, and one of another authority from its document', () => {
    const certified = { as: 'ALLOWANCE' as const, documentNumber: 'C-1', until: null }
    const other = { holds: ['marginalHousehold'], ...poor }
    expect(refusalOf(() => assessed(bill({ certified }), other))).toMatchObject({
      code: 'certified-not-held',
      facts: { as: 'ALLOWANCE' },
    })
    const elsewhere = bill({ certified: { ...certified, issuer: '示例市民政局' } })
    expect(assessed(elsewhere, other).verdict.qualifies).toBe(true)
    expect(assessed(bill({ certified: { ...certified, until: '2023-03-05' } }), other).verdict.qualifies).toBe(true)
    expect(assessed(fire({ certified }), other).verdict.qualifies).toBe(true)
  })

  test('2026-TA: and, from 2026-01-29 on, marginal and rigid-expenditure families too', () => {
    const marginal = bill({ certified: { as: 'MARGINAL', documentNumber: 'C-2', until: null } })
    const on = (day: string) => assessed(marginal, { ...poor, incomeFen: 400_000, day }).verdict.grounds
    expect(on('2026-01-28')).toEqual(['INCOME'])
    expect(on('2026-01-29')).toEqual([])
  })
})

describe('2026-TA: quick small aid', () => {
  const quick = (change = {}) => fire({ kind: 'QUICK_SMALL', ...change })
  const on = (day: string, published: Parameters<typeof assessed>[1] = {}) => ({ ...published, day })

  test('is known from 2026-01-29 on', () => {
    expect(refusalOf(() => assessed(quick(), on('2026-01-28')))).toMatchObject({ code: 'quick-aid-not-yet' })
    expect(amount(quick(), on('2026-01-29'))).toBe(28_500)
  })

  test('is at most one month of the standard, which no floor of a place lifts', () => {
    const top = quick({ award: { by: 'TIER', tier: 2 }, returnedToPoverty: true })
    expect(amount(top, on('2026-02-01', { published: [local('returnedToPovertyFloorFen', '200000')] }))).toBe(57_000)
    const conference = quick({ award: { by: 'CONFERENCE', amountFen: 60_000, minutes: 'm', heldOn: '2026-01-30' } })
    expect(refusalOf(() => checkParticulars(conference))?.code).toBe('conference-not-open')
  })
})

describe('2026-LAW Art.37: help is given where the emergency happens', () => {
  test('and by no other township', () => {
    const elsewhere = { place: '990101002001' }
    expect(refusalOf(() => assessed(fire(elsewhere)))).toMatchObject({
      code: 'aid-elsewhere',
      facts: { township: '990101001' },
    })
    const family = bill({ ...elsewhere, certified: { as: 'ALLOWANCE', documentNumber: 'C', until: null } })
    expect(assessed(family).verdict.qualifies).toBe(true)
  })

  test('and not before it happened', () => {
    expect(refusalOf(() => assessed(fire({ happenedOn: '2023-03-07' })))?.code).toBe('hardship-in-future')
  })
})

describe('2018-23: one approval, paid at once or in stages', () => {
  const staged = (...stages: { monthsAfter: number; fen: number }[]) => fire({ stages })

  test('each in its month', () => {
    expect(instalments(fire())).toEqual([{ month: '2023-03', fen: 57_000 }])
    expect(instalments(staged({ monthsAfter: 2, fen: 17_000 }, { monthsAfter: 0, fen: 40_000 }))).toEqual([
      { month: '2023-03', fen: 40_000 },
      { month: '2023-05', fen: 17_000 },
    ])
  })

  test('that add up to the sum', () => {
    expect(refusalOf(() => assessed(staged({ monthsAfter: 0, fen: 57_001 })))).toMatchObject({
      code: 'stages-differ',
      facts: { stagedFen: 57_001, approvedFen: 57_000 },
    })
    const twice = staged({ monthsAfter: 1, fen: 28_500 }, { monthsAfter: 1, fen: 28_500 })
    expect(refusalOf(() => checkParticulars(twice))?.code).toBe('stages-twice')
  })
})
