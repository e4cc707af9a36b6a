import { expect, test } from 'vitest'
import { disabilityLivingSubsidy } from '../../../src/domain/scheme/disability-subsidies/living-subsidy.ts'
import { disabilityNursingSubsidy } from '../../../src/domain/scheme/disability-subsidies/nursing-subsidy.ts'
import { firstPaidMonth, lastPaidMonth } from '../../../src/domain/scheme/paid-months.ts'
import { rulesetOn, type Scheme } from '../../../src/domain/scheme/scheme.ts'
import { parameter, standard } from '../policy/published.ts'
import { assessUnder, somebody } from './persons.ts'

const certificate = { number: '99010119800211000042', certifiedOn: '2020-05-01', validUntil: '2030-04-30' }
const facts = { certificate, needsCareSince: '2022-01-01', workInjuryNursingPay: false }
const day = '2023-03-06'
const blind = { kind: 'VISUAL', grade: 1 } as const

const rateOf = ({ code }: Scheme, monthlyFen: number) => standard({ scheme: code, monthlyFen })

const living = (over: Partial<Parameters<typeof assessUnder>[1]> = {}) =>
  assessUnder(disabilityLivingSubsidy, {
    members: [somebody({ disability: { kind: 'PHYSICAL', grade: 3 } })],
    particulars: facts,
    day,
    held: ['subsistenceAllowance'],
    published: [rateOf(disabilityLivingSubsidy, 7_000)],
    ...over,
  })

const nursing = (over: Partial<Parameters<typeof assessUnder>[1]> = {}) =>
  assessUnder(disabilityNursingSubsidy, {
    members: [somebody({ disability: blind })],
    particulars: facts,
    day,
    published: [rateOf(disabilityNursingSubsidy, 10_000)],
    ...over,
  })

test('2015-52: a disabled member of an allowance family is paid the living subsidy', () => {
  expect(living()).toMatchObject({ verdict: { qualifies: true }, sheet: { amountFen: 7_000, ruleset: '2015-52' } })
})

test('2015-52: outside an allowance family there is no living subsidy', () => {
  expect(living({ held: [] }).verdict).toEqual({ qualifies: false, grounds: ['NOT_IN_NEED'] })
})

test('a place that pays marginal families too does so by its own document', () => {
  const widened = parameter('livingSubsidyFamilies', 'ALLOWANCE_AND_MARGINAL', { scheme: 'disabilityLivingSubsidy' })
  const published = [rateOf(disabilityLivingSubsidy, 7_000), widened]
  expect(living({ held: ['marginalHousehold'] }).verdict.qualifies).toBe(false)
  expect(living({ held: ['marginalHousehold'], published }).verdict.qualifies).toBe(true)
})

test('the sheet keeps what was looked at of the person apart, where it is sealed, and nothing of it in the open', () => {
  const { personId } = somebody()
  const linesOf = ({ sheet }: ReturnType<typeof nursing>) => sheet.lines
  expect(linesOf(nursing())).toMatchObject([
    { item: 'disability', inputs: { scope: 'SEVERE' }, found: { personId, facts: blind } },
    { item: 'longCare', inputs: { months: 6 }, found: { personId, facts: { needsCareSince: '2022-01-01' } } },
    { item: 'otherBenefit', inputs: {}, found: { personId, facts: { workInjuryNursingPay: false } } },
    { item: 'amount' },
  ])
  const open = JSON.stringify([...linesOf(nursing()), ...linesOf(living())].map(({ inputs }) => inputs))
  for (const word of ['kind', 'grade', 'needsCareSince', 'workInjury']) expect(open).not.toContain(word)
})

test('nursing pay for a work injury keeps from both', () => {
  const particulars = { ...facts, workInjuryNursingPay: true }
  expect(living({ particulars }).verdict.grounds).toEqual(['OTHER_BENEFIT'])
  expect(nursing({ particulars }).verdict.grounds).toEqual(['OTHER_BENEFIT'])
})

test.each([
  [1, true],
  [2, true],
  [3, false],
])('2015-52: grade %i is severe for the nursing subsidy: %s', (grade, qualifies) => {
  const members = [somebody({ disability: { kind: 'PHYSICAL', grade } })]
  expect(nursing({ members }).verdict.qualifies).toBe(qualifies)
})

test('a place may add grade 3 of mind, and no other grade 3 with it', () => {
  const widened = parameter('nursingSubsidyGrades', 'SEVERE_AND_MENTAL_3', { scheme: 'disabilityNursingSubsidy' })
  const published = [rateOf(disabilityNursingSubsidy, 10_000), widened]
  const of = (kind: 'MENTAL' | 'PHYSICAL') =>
    nursing({ members: [somebody({ disability: { kind, grade: 3 } })], published }).verdict.qualifies
  expect([of('MENTAL'), of('PHYSICAL')]).toEqual([true, false])
})

test('2015-52: care needed for six months to the day is long, a day less is not', () => {
  const since = (needsCareSince: string | null) =>
    nursing({ particulars: { ...facts, needsCareSince } }).verdict.qualifies
  expect([since('2022-09-06'), since('2022-09-07'), since(null)]).toEqual([true, false, false])
})

test('care before birth, a certificate that ends before it begins, and one that has run out are refused', () => {
  const refusedWith = (code: string, particulars: unknown) =>
    expect(() => nursing({ particulars })).toThrow(expect.objectContaining({ code }))
  refusedWith('care-before-birth', { ...facts, needsCareSince: '1979-01-01' })
  refusedWith('certified-before-birth', { ...facts, certificate: { ...certificate, certifiedOn: '1979-01-01' } })
  refusedWith('certificate-days', { ...facts, certificate: { ...certificate, validUntil: '2019-01-01' } })
  refusedWith('certificate-not-valid', { ...facts, certificate: { ...certificate, validUntil: '2023-03-05' } })
})

test('somebody without a disability on file is told to have it recorded first', () => {
  expect(() => nursing({ members: [somebody()] })).toThrow(expect.objectContaining({ code: 'no-disability-on-file' }))
})

test('without a published rate nothing is computed', () => {
  expect(() => nursing({ published: [] })).toThrow(expect.objectContaining({ code: 'no-rate' }))
})

test('both are paid from the month of application, and until the month of a move, a prison sentence or a death', () => {
  for (const scheme of [disabilityLivingSubsidy, disabilityNursingSubsidy]) {
    expect(firstPaidMonth(scheme, { confirmedOn: '2023-05-20', filedOn: '2023-03-06' })).toBe('2023-03')
    expect(lastPaidMonth(scheme, 'MOVED_OUT', '2023-09-10', { happenedOn: '2023-07-31' })).toBe('2023-07')
    expect(lastPaidMonth(scheme, 'DEATH', '2023-09-10', { diedOn: '2023-08-01' })).toBe('2023-08')
  }
})

test('2021-cross: filed in another province the case has 16 working days, the day before the notice none', () => {
  expect(rulesetOn(disabilityNursingSubsidy, '2021-04-21').clocks.crossProvince).toBeNull()
  expect(rulesetOn(disabilityNursingSubsidy, '2021-04-22').clocks.crossProvince).toMatchObject({ count: 16 })
})

test('a certificate that runs out within the year is looked at on the day after its last', () => {
  const question = {
    decidedOn: day,
    ruleset: rulesetOn(disabilityNursingSubsidy, day),
    areaKind: 'RURAL',
    members: [somebody()],
    incomes: [],
  } as const
  const due = (validUntil: string | null) =>
    disabilityNursingSubsidy.reviewDue({
      ...question,
      particulars: { ...facts, certificate: { ...certificate, validUntil } },
    })
  const yearly = { due: '2024-03-06', clause: 'local-shenzhen' }
  expect(due('2023-04-30')).toEqual({ due: '2023-05-01', clause: '2015-52' })
  expect([due('2030-04-30'), due(null)]).toEqual([yearly, yearly])
})

test('local-hengyang: a right that was lost is paid to the month in which it was lost, whenever that is found', () => {
  const found = { happenedOn: '2023-06-20' }
  for (const ground of ['NOT_IN_NEED', 'OTHER_BENEFIT', 'OTHER_SCHEME'])
    expect(lastPaidMonth(disabilityLivingSubsidy, ground, '2023-09-10', found)).toBe('2023-06')
  for (const ground of ['GRADE', 'NO_LONG_CARE'])
    expect(lastPaidMonth(disabilityNursingSubsidy, ground, '2023-09-10', found)).toBe('2023-06')
  expect(lastPaidMonth(disabilityLivingSubsidy, 'OWN_WISH', '2023-09-10', found)).toBe('2023-09')
})
