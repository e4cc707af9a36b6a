import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { exactFen } from '../../../../src/domain/policy/exact-fen.ts'
import type { Obligor, Schooling } from '../../../../src/domain/scheme/extreme-poverty-support/particulars.ts'
import { inabilityToWork } from '../../../../src/domain/scheme/extreme-poverty-support/rules/ability-to-work.ts'
import {
  lackOfLivelihood,
  livelihoodLines,
} from '../../../../src/domain/scheme/extreme-poverty-support/rules/livelihood.ts'
import { lackOfObligors } from '../../../../src/domain/scheme/extreme-poverty-support/rules/obligors.ts'
import {
  checkSelfCare,
  selfCareLevel,
} from '../../../../src/domain/scheme/extreme-poverty-support/rules/self-care-level.ts'
import type { SelfCareItems, SelfCareLevel } from '../../../../src/domain/scheme/extreme-poverty-support/self-care.ts'
import type { IncomeKind } from '../../../../src/domain/scheme/household.ts'
import type { Disability } from '../../../../src/domain/shared/disability.ts'
import { refusalOf } from '../../../given.ts'
import { ableChild } from './support.ts'

const DAY = '2023-03-06'

const names = ['eating', 'dressing', 'gettingUp', 'toilet', 'walkingIndoors', 'bathing'] as const
/** Six items of which the first so many are not done alone. */
const items = (unmet: number): SelfCareItems =>
  Object.fromEntries(names.map((name, index) => [name, index >= unmet])) as SelfCareItems

describe('the self-care level (2021-43 Art.21–22)', () => {
  test.each<[number, SelfCareLevel]>([
    [0, 'FULL'],
    [1, 'PARTIAL'],
    [3, 'PARTIAL'],
    [4, 'NONE'],
    [6, 'NONE'],
  ])('with %i items unmet is %s', (unmet, level) => {
    expect(selfCareLevel(items(unmet), DAY)).toEqual({ value: level, clause: '2021-43 Art.22' })
    expect(selfCareLevel(items(unmet), '2021-06-30')).toEqual({ value: level, clause: '2016-14' })
  })

  test('is a function of the six items alone, whichever they are, and no other level is accepted', () => {
    const anyItems = fc.record(
      Object.fromEntries(names.map((name) => [name, fc.boolean()])),
    ) as fc.Arbitrary<SelfCareItems>
    fc.assert(
      fc.property(anyItems, fc.constantFrom<SelfCareLevel>('FULL', 'PARTIAL', 'NONE'), (given, stated) => {
        const unmet = names.filter((name) => !given[name]).length
        const right = unmet === 0 ? 'FULL' : unmet <= 3 ? 'PARTIAL' : 'NONE'
        const refused = refusalOf(() => checkSelfCare({ items: given, level: stated, assessedOn: DAY, assessor: 'x' }))
        expect(refused?.code).toBe(stated === right ? undefined : 'self-care-level')
      }),
    )
  })

  test('cannot be stated for a day before there was a scale', () => {
    const early = { items: items(0), level: 'FULL', assessedOn: '2015-06-01', assessor: 'x' } as const
    expect(refusalOf(() => checkSelfCare(early))?.code).toBe('self-care-not-known')
  })
})

describe('no ability to work (2021-43 Art.5)', () => {
  const found = (
    birthDate: string,
    over: { disability?: Disability; schooling?: Schooling; otherInability?: string; day?: string } = {},
  ) => {
    const { disability = null, schooling = null, otherInability = null, day = DAY } = over
    return inabilityToWork({ birthDate, disability, schooling, otherInability }, day)
  }

  test('begins on the 60th birthday', () => {
    expect(found('1963-03-06')).toMatchObject({ holds: true, clause: '2021-43 Art.5', found: { age: 60 } })
    expect(found('1963-03-07')).toMatchObject({ holds: false, found: { age: 59 } })
  })

  test('ends at 16, from the reform of 2020 on at 18', () => {
    expect(found('2003-06-15', { day: '2020-06-01' })).toMatchObject({ holds: false, found: { age: 16 } })
    expect(found('2003-06-15', { day: '2020-09-01' })).toMatchObject({ holds: true, clause: '2020-reform' })
    expect(found('2003-06-15', { day: '2021-08-01' })).toMatchObject({ holds: false, found: { age: 18 } })
  })

  test('goes on while at school, to its last day (Art.24)', () => {
    const schooling = { stage: 'SENIOR_VOCATIONAL', until: '2023-06-30' } as const
    const born = '2005-01-01'
    expect(found(born, { schooling, day: '2023-06-30' })).toMatchObject({ holds: true, clause: '2021-43 Art.24' })
    expect(found(born, { schooling, day: '2023-07-01' })).toMatchObject({ holds: false })
    expect(found('2008-07-01', { schooling: { ...schooling, until: '2027-06-30' }, day: '2026-08-01' })).toMatchObject({
      holds: true,
      clause: '2026-LAW Art.16',
    })
  })

  test.each<[Disability['kind'], number]>([
    ['INTELLECTUAL', 3],
    ['MENTAL', 3],
    ['PHYSICAL', 2],
    ['VISUAL', 1],
    ['HEARING', 0],
  ])('comes with a disability of kind %s up to grade %i', (kind, upTo) => {
    for (const grade of [1, 2, 3, 4])
      expect(found('1980-01-01', { disability: { kind, grade } }).holds).toBe(grade <= upTo)
  })

  test('comes with a document of the province, and an erased birth date is not judged again', () => {
    expect(found('1980-01-01', { otherInability: '示民发〔2021〕9号' })).toMatchObject({ holds: true })
    expect(found('erased')).toMatchObject({ holds: true })
  })
})

describe('no source of living (2021-43 Art.6)', () => {
  const incomes = (kind: IncomeKind, monthlyFen: number) => ({
    incomes: [{ personId: 'p', kind, monthlyFen, source: 'DECLARED' as const }],
    deductions: [],
    assets: { finding: 'WITHIN' as const, basis: 'x' },
  })

  test.each<[IncomeKind, boolean]>([
    ['BASIC_PENSION', false],
    ['PREFERENTIAL_PENSION', false],
    ['GOVERNMENT_ASSISTANCE', false],
    ['WAGES', true],
    ['SCHOLARSHIP', true],
    ['TRANSFER', true],
  ])('counts %s: %s', (kind, counts) => {
    expect(livelihoodLines(incomes(kind, 10_000), DAY).fen).toBe(counts ? 10_000 : 0)
  })

  const standard = { monthly: exactFen(57_000), monthlyFen: 57_000 }

  test('is compared with the exact twelfth of a yearly standard', () => {
    const yearly = { monthly: exactFen(485_300, 12), monthlyFen: 40_442 }
    expect(lackOfLivelihood(40_441, yearly, 'WITHIN', DAY).income.holds).toBe(true)
    expect(lackOfLivelihood(40_442, { ...yearly, monthlyFen: 40_443 }, 'WITHIN', DAY).income.holds).toBe(false)
  })

  test('is an income below the standard, not at it, and property within the rule', () => {
    expect(lackOfLivelihood(56_999, standard, 'WITHIN', DAY)).toMatchObject({
      income: { holds: true, clause: '2021-43 Art.6' },
      property: { holds: true },
    })
    expect(lackOfLivelihood(57_000, standard, 'OVER', DAY)).toMatchObject({
      income: { holds: false },
      property: { holds: false },
    })
  })
})

describe('no obligor who is able (2021-43 Art.8)', () => {
  const lacks = (obligor: Partial<Obligor>, disposable = exactFen(200_000)) =>
    lackOfObligors([{ ...ableChild, ...obligor }], disposable, DAY)

  test('holds where there is none', () => {
    expect(lackOfObligors([], undefined, DAY)).toMatchObject({ holds: true, clause: '2021-43 Art.8' })
  })

  test.each<[string, Partial<Obligor>, boolean]>([
    ['a grown child with an income', {}, false],
    ['a grown child without one', { monthlyFen: 0 }, false],
    ['somebody who is supported alike', { receives: 'EXTREME_POVERTY_SUPPORT' }, true],
    ['somebody of 60 on the allowance', { receives: 'ALLOWANCE', birthDate: '1963-03-06' }, true],
    ['somebody of 59 on the allowance', { receives: 'ALLOWANCE', birthDate: '1963-03-07' }, false],
    ['somebody of 70 below the disposable income', { birthDate: '1953-03-06', monthlyFen: 199_999 }, true],
    ['somebody of 70 at the disposable income', { birthDate: '1953-03-06', monthlyFen: 200_000 }, false],
    ['somebody of 69 below it', { birthDate: '1953-03-07', monthlyFen: 0 }, false],
    ['somebody of 70 with a flat too many', { birthDate: '1953-03-06', monthlyFen: 0, property: 'OVER' }, false],
    ['a severely disabled one', { disabilityKind: 'HEARING', disabilityGrade: 2, monthlyFen: 0 }, true],
    ['one of grade 3, mental', { disabilityKind: 'MENTAL', disabilityGrade: 3, monthlyFen: 0 }, true],
    ['one of grade 3, physical', { disabilityKind: 'PHYSICAL', disabilityGrade: 3, monthlyFen: 0 }, false],
    ['one in prison', { standing: 'IN_PRISON' }, true],
    ['one missing who left a house', { standing: 'MISSING', property: 'OVER' }, false],
  ])('with %s holds: %3$s', (_, obligor, holds) => {
    expect(lacks(obligor).holds).toBe(holds)
  })

  test('needs the local disposable income only where the answer turns on it', () => {
    const poor = { birthDate: '1953-03-06', monthlyFen: 0 } as const
    expect(lackOfObligors([{ ...ableChild, ...poor }], undefined, DAY).needsDisposableIncome).toBe(true)
    expect(lackOfObligors([ableChild], undefined, DAY).needsDisposableIncome).toBe(false)
    expect(lacks(poor).needsDisposableIncome).toBe(false)
  })
})
