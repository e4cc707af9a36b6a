import { describe, expect, test } from 'vitest'
import { extremePovertySupport } from '../../../../src/domain/scheme/extreme-poverty-support/extreme-poverty-support.ts'
import { nothingFound, type Obligor } from '../../../../src/domain/scheme/extreme-poverty-support/particulars.ts'
import type { SelfCareLevel } from '../../../../src/domain/scheme/extreme-poverty-support/self-care.ts'
import { monthlyAmount } from '../../../../src/domain/scheme/monthly-amount.ts'
import { rulesetOn } from '../../../../src/domain/scheme/scheme.ts'
import type { AreaKind } from '../../../../src/domain/shared/area.ts'
import { refusalOf } from '../../../given.ts'
import { policyOf, standard } from '../../policy/published.ts'
import { ableChild, assessed, echeng, huancui, inTheHome, itemsWith } from './support.ts'

const selfCare = (unmet: number, level: SelfCareLevel) => ({
  items: itemsWith(unmet),
  level,
  assessedOn: '2023-03-06',
  assessor: '示例镇卫生院',
})
const agreement = {
  agreementNumber: '示照〔2023〕12号',
  carer: null,
  organisation: '示例村互助站',
  signedOn: '2023-03-10',
  from: '2023-04-01',
  until: '2024-03-31',
}

describe('the amount', () => {
  // 900 + 10,990 / 12 = 1,815.83; 620 + 5,495 / 12 = 1,077.92; 620 + 3,297 / 12 = 894.75.
  test.each<[AreaKind, number, SelfCareLevel, number]>([
    ['URBAN', 6, 'NONE', 181_583],
    ['RURAL', 3, 'PARTIAL', 107_792],
    ['RURAL', 0, 'FULL', 89_475],
  ])(
    'in an institution, %s with %i items unmet (%s), is basic living plus a twelfth of the care money [huancui-2019]',
    (areaKind, unmet, level, fen) => {
      const { sheet, facts, verdict } = assessed({
        particulars: { selfCare: selfCare(unmet, level) },
        place: { areaKind },
      })
      expect(verdict).toEqual({ qualifies: true, grounds: [] })
      expect(sheet.amountFen).toBe(fen)
      expect(sheet.rates.map(({ rate }) => rate)).toEqual(['BASIC_LIVING', `CARE_CENTRALIZED_${level}`])
      const question = { scheme: 'extremePovertySupport', area: '990101001', areaKind, month: '2023-09' }
      expect(monthlyAmount(facts, huancui, question)?.fen).toBe(fen)
    },
  )

  test.each<[AreaKind, number]>([
    ['URBAN', 128_000],
    ['RURAL', 114_000],
  ])('at home, %s, is twice the allowance standard where care money is part of it [echeng-2023]', (areaKind, fen) => {
    const atHome = { form: 'DISPERSED', institutionId: null, careAgreement: agreement } as const
    const { sheet } = assessed({ particulars: atHome, place: { policy: echeng, areaKind, day: '2023-04-03' } })
    expect(sheet.amountFen).toBe(fen)
  })

  test('is refused where a care standard is not published', () => {
    const atHome = { form: 'DISPERSED', institutionId: null, careAgreement: agreement } as const
    expect(refusalOf(() => assessed({ particulars: atHome, place: { day: '2023-04-03' } }))?.code).toBe('no-rate')
  })

  test('is nothing for somebody who does not qualify, and the sheet says on which limb', () => {
    const { sheet, verdict } = assessed({ member: { birthDate: '1985-01-01' } })
    expect(verdict).toEqual({ qualifies: false, grounds: ['ABLE_TO_WORK'] })
    expect(sheet.amountFen).toBe(0)
    expect(sheet.lines.find(({ item }) => item === 'unableToWork')).toMatchObject({
      clause: '2021-43 Art.5',
      inputs: { holds: false },
      found: { facts: { age: 38 } },
    })
  })
})

describe('the three withouts (2021-43 Art.4)', () => {
  const income = { personId: inTheHome.institutionId ?? '', kind: 'TRANSFER', source: 'REGISTER' } as const

  test('are each a ground of their own', () => {
    expect(assessed({ particulars: { obligors: [ableChild] } }).verdict.grounds).toEqual(['OBLIGOR_ABLE'])
    expect(assessed({ assessment: { incomes: [{ ...income, monthlyFen: 65_000 }] } }).verdict.grounds).toEqual([
      'INCOME',
    ])
    expect(assessed({ assessment: { assets: { finding: 'OVER', basis: '两套住房' } } }).verdict.grounds).toEqual([
      'ASSETS',
    ])
  })

  test('judge an old obligor by last year’s local disposable income, and ask for it where it is missing', () => {
    const old: Obligor = { ...ableChild, birthDate: '1945-01-01', monthlyFen: 200_000 }
    expect(refusalOf(() => assessed({ particulars: { obligors: [old] } }))?.code).toBe('no-disposable-income')
    const published = policyOf(
      standard({ areaKind: 'URBAN', monthlyFen: 65_000 }),
      standard({ rate: 'DISPOSABLE_INCOME', figure: { fen: 3_600_000, per: 'YEAR' }, areaKind: 'URBAN' }),
      ...(['BASIC_LIVING', 'CARE_CENTRALIZED_NONE'] as const).map((rate) =>
        standard({ scheme: 'extremePovertySupport', rate, figure: { fen: 90_000, per: 'MONTH' }, areaKind: 'URBAN' }),
      ),
    )
    const place = { policy: published }
    expect(assessed({ particulars: { obligors: [old] }, place }).verdict.qualifies).toBe(true)
    expect(assessed({ particulars: { obligors: [{ ...old, monthlyFen: 300_000 }] }, place }).verdict.grounds).toEqual([
      'OBLIGOR_ABLE',
    ])
  })
})

describe('facts that contradict or are missing', () => {
  test.each<[string, Parameters<typeof assessed>[0], string]>([
    ['a level that the items do not give', { particulars: { selfCare: selfCare(2, 'NONE') } }, 'self-care-level'],
    ['no self-care', { particulars: { selfCare: null } }, 'self-care-missing'],
    ['no form', { particulars: { form: null, institutionId: null } }, 'support-form-missing'],
    ['no institution', { particulars: { institutionId: null } }, 'support-institution-missing'],
    ['an institution for somebody at home', { particulars: { form: 'DISPERSED' } }, 'support-institution-missing'],
    ['no care agreement', { particulars: { form: 'DISPERSED', institutionId: null } }, 'care-agreement-missing'],
    [
      'a care agreement that has not begun',
      {
        particulars: {
          form: 'DISPERSED',
          institutionId: null,
          careAgreement: { ...agreement, from: '2023-05-01' },
        },
      },
      'care-agreement-missing',
    ],
    [
      'a care agreement that ends before it begins',
      { particulars: { careAgreement: { ...agreement, until: '2023-03-31' } } },
      'care-agreement-days',
    ],
    [
      'an agreement that names nobody',
      { particulars: { careAgreement: { ...agreement, organisation: null } } },
      'care-agreement-carer',
    ],
    ['obligors nobody looked for', { particulars: { obligors: null } }, 'obligors-missing'],
    [
      'somebody with land at the urban rate',
      { particulars: { livelihood: 'LAND_OR_COLLECTIVE' } },
      'support-area-kind',
    ],
    [
      'somebody resettled at the rural rate',
      { particulars: { livelihood: 'RESETTLED_IN_TOWN' }, place: { areaKind: 'RURAL' } },
      'support-area-kind',
    ],
  ])('are refused: %s', (_, over, code) => {
    expect(refusalOf(() => assessed(over))?.code).toBe(code)
  })
})

describe('a filing', () => {
  const filed = (birthDate: string, byProxy: boolean) =>
    refusalOf(() =>
      extremePovertySupport.checkFiling({
        filing: 'SINGLE',
        applicant: 'a',
        members: [{ personId: 'a', birthDate, employed: false, disability: null, seriousIllness: false }],
        byProxy,
        day: '2023-03-06',
      }),
    )?.code

  test('of a minor needs a proxy', () => {
    expect(filed('2010-01-01', false)).toBe('minor-without-proxy')
    expect(filed('2010-01-01', true)).toBeUndefined()
    expect(filed('1951-01-01', false)).toBeUndefined()
  })
})

describe('the next review', () => {
  const due = (birthDate: string, particulars: object = {}) =>
    extremePovertySupport.reviewDue({
      decidedOn: '2023-04-03',
      ruleset: rulesetOn(extremePovertySupport, '2023-04-03'),
      areaKind: 'RURAL',
      members: [
        {
          personId: 'a',
          relation: 'SELF',
          canWork: false,
          employed: false,
          birthDate,
          disability: null,
          seriousIllness: false,
        },
      ],
      incomes: [],
      particulars: { ...inTheHome, ...particulars },
    })

  test('comes yearly [2020-reform]', () => {
    expect(due('1951-01-01')).toEqual({ due: '2024-04-03', clause: '2020-reform' })
  })

  test('comes on the 18th birthday, or after the last day at school (Art.24)', () => {
    expect(due('2005-08-15')).toEqual({ due: '2023-08-15', clause: '2020-reform' })
    const schooling = { stage: 'SENIOR_SECONDARY', until: '2024-01-31' }
    expect(due('2005-08-15', { schooling })).toEqual({ due: '2024-02-01', clause: '2021-43 Art.24' })
    expect(due('2004-08-15', { schooling })).toEqual({ due: '2024-02-01', clause: '2021-43 Art.24' })
    expect(due('2010-08-15', { schooling })).toEqual({ due: '2024-04-03', clause: '2020-reform' })
  })

  test('comes the day after a care agreement ends', () => {
    const atHome = { form: 'DISPERSED', institutionId: null, careAgreement: { ...agreement, until: '2023-12-31' } }
    expect(due('1951-01-01', atHome)).toEqual({ due: '2024-01-01', clause: 'luliang-2020' })
  })
})

describe('the rules of a day', () => {
  const on = (day: string) => rulesetOn(extremePovertySupport, day)

  test('are those of 2021 from 2021-07-01: 15, 15 and 15 working days, notice of 7 days, posted again, a sample of 30 %', () => {
    const { clocks, ...rules } = on('2021-08-01')
    expect(clocks).toMatchObject({
      townshipOpinion: { count: 15, unit: 'WORKING_DAYS', clause: '2021-43 Art.13' },
      redoAfterObjection: { count: 15, clause: '2021-43 Art.15' },
      countyDecision: { count: 15, clause: '2021-43 Art.16' },
      selfCareAgain: { count: 10, clause: '2021-43 Art.23' },
      stopAfterObjection: { count: 15, clause: '2021-43 Art.26' },
    })
    expect(rules).toMatchObject({
      id: '2021-43',
      noticeDays: { value: 7 },
      noticeAgain: { value: true },
      stopNoticeDays: { value: 7 },
      countySamplePercent: { value: 30 },
      hearing: { value: false },
    })
  })

  test('know no clock before, and a hearing from 2026-07-01', () => {
    expect(on('2021-06-30')).toMatchObject({ id: '2014-649', clocks: { townshipOpinion: null, countyDecision: null } })
    expect(on('2020-06-01')).toMatchObject({ townshipMayDecide: { value: 'NO' }, overlays: ['2014-649', '2016-14'] })
    expect(on('2022-11-01').overlays).toEqual(['2014-649', '2016-14', '2020-reform'])
    expect(on('2026-08-01')).toMatchObject({ id: '2021-43', hearing: { value: true, clause: '2026-LAW Art.48' } })
  })
})

test('nothing is found in what nobody has told', () => {
  expect(extremePovertySupport.particulars?.safeParse(nothingFound).success).toBe(true)
})
