import { expect, test } from 'vitest'
import { charityAid } from '../../../src/domain/scheme/grants/charity-aid.ts'
import { ecologicalBurial } from '../../../src/domain/scheme/grants/ecological-burial.ts'
import { funeralFeeRelief } from '../../../src/domain/scheme/grants/funeral-fee-relief.ts'
import { homeAdaptation } from '../../../src/domain/scheme/grants/home-adaptation.ts'
import { tuitionAid } from '../../../src/domain/scheme/grants/tuition-aid.ts'
import { monthlyAmount } from '../../../src/domain/scheme/monthly-amount.ts'
import type { Scheme } from '../../../src/domain/scheme/scheme.ts'
import { policyOf, standard, TOWNSHIP } from '../policy/published.ts'
import { assessUnder, somebody } from './persons.ts'

const day = '2023-06-15'
const month = '2023-07'
const once = (scheme: string, fen: number, rate = 'STANDARD') =>
  standard({ scheme, rate, figure: { fen, per: 'ONCE' } })

test('echeng-2023: an adapted home is paid 3,000 yuan in one month and in no other', () => {
  const published = [once('homeAdaptation', 300_000)]
  const particulars = { works: ['扶手', '坡道'], acceptedOn: '2023-06-01' }
  const { facts, verdict } = assessUnder(homeAdaptation, { day, month, particulars, published })
  expect(verdict.qualifies).toBe(true)
  const paid = (of: string) =>
    monthlyAmount(facts, policyOf(...published), {
      scheme: 'homeAdaptation',
      area: TOWNSHIP,
      areaKind: 'URBAN',
      month: of,
    })?.fen
  expect([paid('2023-06'), paid('2023-07'), paid('2023-08')]).toEqual([0, 300_000, 0])
})

test('a home whose work nobody has looked at is not paid', () => {
  const particulars = { works: ['扶手'], acceptedOn: null }
  const result = assessUnder(homeAdaptation, { day, particulars, published: [once('homeAdaptation', 300_000)] })
  expect(result).toMatchObject({ verdict: { grounds: ['NOT_DONE'] }, sheet: { amountFen: 0 } })
})

test('xuchang-2021: tuition aid gives what the fund decides, in the year in which studies begin', () => {
  const of = (year: number) =>
    assessUnder(tuitionAid, {
      day,
      particulars: { school: '示例大学', admission: '2023-0001', year, grantedFen: 500_000 },
    }).sheet.amountFen
  expect([of(2023), of(2022)]).toEqual([500_000, 0])
})

test('a grant for one person asks for no disability, and of a minor for a proxy', () => {
  const healthy = somebody({ birthDate: '2005-09-01' })
  const filed = (scheme: Scheme, on: string, byProxy = false) =>
    scheme.checkFiling({ filing: 'SINGLE', applicant: healthy.personId, members: [healthy], byProxy, day: on })
  for (const scheme of [tuitionAid, funeralFeeRelief, ecologicalBurial]) {
    expect(() => filed(scheme, '2023-09-01')).not.toThrow()
    expect(() => filed(scheme, '2023-08-31', true)).not.toThrow()
    expect(() => filed(scheme, '2023-08-31')).toThrow(expect.objectContaining({ code: 'minor-without-proxy' }))
  }
})

test('charity aid names its fund and the hardship', () => {
  const particulars = { hardship: { cause: 'FIRE', account: '房屋失火' }, fund: '示例慈善会', grantedFen: 100_000 }
  expect(assessUnder(charityAid, { day, particulars }).sheet).toMatchObject({ amountFen: 100_000, rates: [] })
})

const funeral = { diedOn: '2023-06-01', cremationCertificate: '火2023-1', chargedFen: 120_000, relievedFen: 100_000 }

test('funeral relief is never more than was charged, and nobody has died tomorrow', () => {
  expect(assessUnder(funeralFeeRelief, { day, particulars: funeral }).sheet.amountFen).toBe(100_000)
  const refused = (over: object, code: string) =>
    expect(() => assessUnder(funeralFeeRelief, { day, particulars: { ...funeral, ...over } })).toThrow(
      expect.objectContaining({ code }),
    )
  refused({ relievedFen: 120_001 }, 'relief-above-charge')
  refused({ diedOn: '2023-06-16' }, 'future-day')
})

test('an ecological burial is paid by its form', () => {
  const published = [once('ecologicalBurial', 200_000, 'SEA'), once('ecologicalBurial', 100_000, 'TREE')]
  const of = (form: string) =>
    assessUnder(ecologicalBurial, {
      day,
      published,
      particulars: { form, diedOn: '2023-06-01', buriedOn: '2023-06-10' },
    }).sheet.amountFen
  expect([of('SEA'), of('TREE')]).toEqual([200_000, 100_000])
})

test.each([
  ['2023-06-01', 'buried-before-death'],
  ['2023-06-16', 'burial-in-future'],
])('nobody is buried before they died, nor tomorrow: %s', (buriedOn, code) => {
  const particulars = { form: 'SEA', diedOn: '2023-06-10', buriedOn }
  expect(() => assessUnder(ecologicalBurial, { day, particulars })).toThrow(expect.objectContaining({ code }))
})
