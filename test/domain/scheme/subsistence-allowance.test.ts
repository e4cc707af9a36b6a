import { describe, expect, test } from 'vitest'
import type { PolicyEvent } from '../../../src/domain/policy/events.ts'
import { AmountFacts, CalculationSheet } from '../../../src/domain/scheme/calculation.ts'
import type { IncomeKind } from '../../../src/domain/scheme/household.ts'
import { Assessment } from '../../../src/domain/scheme/household.ts'
import { parameter, policyOf, standard, tiers, VILLAGE } from '../policy/published.ts'
import { assess } from './allowance.ts'
import { assessed, member } from './household.ts'

const place = (...events: readonly PolicyEvent[]) => ({
  policy: policyOf(standard(), ...events),
  area: VILLAGE,
  areaKind: 'RURAL' as const,
  day: '2023-03-17',
  month: '2023-05',
})
const [worker, spouse, child] = [member({ employed: true, canWork: true }), member(), member()] as const
const household = [worker, spouse, child]
const wages = (monthlyFen: number, personId = worker.personId) => ({ personId, kind: 'WAGES' as const, monthlyFen })

test('the Li household: 900 yuan for three under a standard of 570 leave 270 a head, 810 a month', () => {
  const { facts, sheet, verdict } = assess(assessed([wages(90_000)]), household, place())
  expect(facts).toEqual({ mode: 'GAP', members: 3, countableIncomeFen: 90_000 })
  expect(verdict).toEqual({ qualifies: true, grounds: [] })
  expect(sheet).toMatchObject({
    ruleset: '2021-57',
    rates: [{ rate: 'STANDARD', document: '示民发〔2023〕1号', monthlyFen: 57_000 }],
    amountFen: 81_000,
  })
  expect(sheet.lines).toEqual([
    {
      item: 'income',
      clause: '2021-57 Art.13',
      inputs: { personId: worker.personId, kind: 'WAGES', monthlyFen: 90_000 },
      fen: 90_000,
    },
    {
      item: 'countableIncome',
      clause: '2021-57 Art.13',
      inputs: { countedFen: 90_000, deductedFen: 0 },
      fen: 90_000,
    },
    {
      item: 'incomePerHead',
      clause: '2021-57 Art.23',
      inputs: { countableIncomeFen: 90_000, members: 3 },
      fen: 30_000,
    },
    { item: 'limit', clause: '2021-57 Art.23', inputs: { standardFen: 57_000, members: 3 }, fen: 171_000 },
    {
      item: 'amount',
      clause: '2021-57 Art.23',
      inputs: { mode: 'GAP', members: 3, countableIncomeFen: 90_000, assets: 'WITHIN', qualifies: true },
      fen: 81_000,
    },
  ])
})

test('what it makes is what the events of a case may keep', () => {
  const kept = Assessment.parse({
    incomes: [{ ...wages(90_000), source: 'REGISTER' }],
    deductions: [],
    assets: { finding: 'WITHIN', basis: '核对报告' },
  })
  const { facts, sheet } = assess(kept, household, place(parameter('employmentCostPercent', '20')))
  expect(AmountFacts.parse(facts)).toEqual(facts)
  expect(CalculationSheet.parse(sheet)).toEqual(sheet)
})

describe('income', () => {
  const countable = (kind: IncomeKind, day = '2023-03-17') =>
    assess(assessed([{ personId: spouse.personId, kind, monthlyFen: 10_000 }]), household, { ...place(), day }).facts

  test('of work, business, property, transfers and others counts', () => {
    for (const kind of ['WAGES', 'BUSINESS', 'PROPERTY', 'TRANSFER', 'OTHER'] as const)
      expect(countable(kind)).toMatchObject({ countableIncomeFen: 10_000 })
  })

  test('that the law exempts is listed, and does not count', () => {
    const exempt = [
      'PREFERENTIAL_PENSION',
      'FAMILY_PLANNING_AWARD',
      'SCHOLARSHIP',
      'BRAVERY_AWARD',
      'GOVERNMENT_ASSISTANCE',
    ] as const
    for (const kind of exempt) expect(countable(kind)).toMatchObject({ countableIncomeFen: 0 })
    const { sheet } = assess(
      assessed([{ personId: child.personId, kind: 'SCHOLARSHIP', monthlyFen: 10_000 }]),
      household,
      place(),
    )
    expect(sheet.lines[0]).toMatchObject({
      item: 'incomeNotCounted',
      clause: '2021-57 Art.13',
      inputs: { kind: 'SCHOLARSHIP', monthlyFen: 10_000 },
      fen: 0,
    })
  })

  test('from the basic pension counts again from 2026 on, unless a place says otherwise', () => {
    expect(countable('BASIC_PENSION', '2025-12-31')).toMatchObject({ countableIncomeFen: 0 })
    expect(countable('BASIC_PENSION', '2026-01-01')).toMatchObject({ countableIncomeFen: 10_000 })
    const local = place(parameter('basicPensionCounted', 'true'))
    const pension = assessed([{ personId: spouse.personId, kind: 'BASIC_PENSION', monthlyFen: 10_000 }])
    expect(assess(pension, household, local).facts).toMatchObject({ countableIncomeFen: 10_000 })
    expect(assess(pension, household, local).sheet.lines[0]?.clause).toBe('示民发〔2023〕3号')
    expect(assess(pension, household, place()).sheet.lines[0]?.clause).toBe('2021-57 Art.13')
  })

  test('of somebody outside the household is refused', () => {
    expect(() => assess(assessed([wages(1, 'somebody else')]), household, place())).toThrow('income-of-stranger')
  })
})

describe('deductions', () => {
  test('for disability and serious illness reduce the countable income, never below nothing', () => {
    const illness = { kind: 'SERIOUS_ILLNESS_COST', monthlyFen: 30_000, source: 'REGISTER' } as const
    const ill = { personId: spouse.personId, ...illness }
    const facts = (incomeFen: number) =>
      assess(assessed([wages(incomeFen)], { deductions: [ill] }), household, place()).facts
    expect(facts(90_000)).toMatchObject({ countableIncomeFen: 60_000 })
    expect(facts(20_000)).toMatchObject({ countableIncomeFen: 0 })
  })

  const second = member({ employed: true })
  const idle = member({ employed: false })
  const working = [worker, second, idle]
  const incomes = [wages(50_000), wages(8_000, second.personId), wages(20_000, idle.personId)]
  const percent = parameter('employmentCostPercent', '20')
  const costs = (...events: PolicyEvent[]) =>
    assess(assessed(incomes), working, place(...events))
      .sheet.lines.filter(({ item }) => item === 'employmentCost')
      .map(({ fen }) => fen)

  test('for the cost of employment are a percentage of the standard for each worker, at most the wages', () => {
    expect(costs(percent)).toEqual([11_400, 8_000])
    const unpaid = [member({ employed: true }), ...working]
    const { sheet } = assess(assessed(incomes), unpaid, place(percent))
    expect(sheet.lines.filter(({ item }) => item === 'employmentCost')).toHaveLength(2)
  })

  test('or once for the household, where the place says so, at most the wages of all', () => {
    const once = [percent, parameter('employmentCostBasis', 'PER_HOUSEHOLD')]
    expect(costs(...once)).toEqual([11_400])
    const little = assess(assessed([wages(8_000, second.personId)]), working, place(...once))
    expect(little.sheet.lines.find(({ item }) => item === 'employmentCost')).toMatchObject({ fen: 8_000 })
  })

  test('are none where the place has published no percentage', () => {
    expect(costs()).toEqual([])
  })
})

describe('a household', () => {
  test('whose income reaches the standard does not qualify', () => {
    const result = (incomeFen: number) => assess(assessed([wages(incomeFen)]), household, place())
    expect(result(170_999).verdict.qualifies).toBe(true)
    expect(result(170_999).sheet.amountFen).toBe(1)
    expect(result(171_000).verdict).toEqual({ qualifies: false, grounds: ['INCOME'] })
    expect(result(171_000).sheet.amountFen).toBe(0)
  })

  test('whose property is over the limits does not qualify, and its sheet grants nothing', () => {
    const over = assessed([wages(180_000)], { assets: { finding: 'OVER', basis: '两套住房' } })
    const { verdict, sheet } = assess(over, household, place())
    expect(verdict).toEqual({ qualifies: false, grounds: ['INCOME', 'ASSETS'] })
    expect(sheet.amountFen).toBe(0)
  })

  test('in an area without a standard of that month cannot be assessed', () => {
    expect(() => assess(assessed([]), household, { ...place(), month: '2022-12' })).toThrow('no-standard')
    expect(() => assess(assessed([]), household, { ...place(), areaKind: 'URBAN' })).toThrow('no-standard')
  })

  test('is assessed by what was announced on that day', () => {
    const late = standard({ effectiveFrom: '2023-04-01', inForceOn: '2023-05-20', monthlyFen: 60_000 })
    expect(assess(assessed([]), household, place(late)).sheet.rates[0]?.monthlyFen).toBe(57_000)
    expect(assess(assessed([]), household, { ...place(late), day: '2023-05-20' }).sheet.rates[0]?.monthlyFen).toBe(
      60_000,
    )
  })
})

describe('where tiers are paid', () => {
  const mode = parameter('amountMode', 'TIER')
  const published = tiers({ A: 50_000, B: 30_000, C: 20_000 })
  const tiered = place(mode, published)

  test('the least tier that closes the gap is taken, else the highest', () => {
    const taken = (incomeFen: number) => assess(assessed([wages(incomeFen)]), household, tiered)
    expect(taken(90_000).facts).toEqual({ mode: 'TIER', members: 3, tier: 'B' })
    expect(taken(90_000).sheet.amountFen).toBe(90_000)
    expect(taken(81_000).facts).toMatchObject({ tier: 'B' })
    expect(taken(80_999).facts).toMatchObject({ tier: 'A' })
    expect(taken(160_000).facts).toMatchObject({ tier: 'C' })
    expect(taken(0).facts).toMatchObject({ tier: 'A' })
  })

  test('the office may choose among those published', () => {
    expect(assess(assessed([wages(90_000)]), household, { ...tiered, tier: 'C' }).sheet.amountFen).toBe(60_000)
    expect(() => assess(assessed([]), household, { ...tiered, tier: 'D' })).toThrow('unknown-tier')
  })

  test('a place without tiers for the month is refused', () => {
    expect(() => assess(assessed([]), household, place(mode))).toThrow('no-tiers')
  })
})

test('an assessment of the old procedure cites its own article', () => {
  const old = { ...place(standard({ effectiveFrom: '2020-01-01', inForceOn: '2019-12-20' })), day: '2021-06-30' }
  const { sheet } = assess(assessed([wages(90_000)]), household, { ...old, month: '2021-07' })
  expect(sheet.ruleset).toBe('2012-220')
  expect(sheet.lines.at(-1)?.clause).toBe('2012-220 Art.27')
})
