import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { personEvents } from '../../../src/domain/person/events.ts'
import { overpaymentsAt } from '../../../src/processes/overpayments/known.ts'
import { calculateRun } from '../../../src/processes/payment-run/calculate.ts'
import { calculateAt } from '../../../src/processes/payment-run/calculate-at.ts'
import { importReturnFile } from '../../../src/processes/payment-run/import-returns.ts'
import { loadRun } from '../../../src/processes/payment-run/stream.ts'
import { recompute } from '../../../src/processes/recompute/recompute.ts'
import { rounds } from '../../rounds.ts'
import { COUNTY, type County, caseOf, maker, officer, openCounty, personNamed, SCHEME } from './county.ts'
import { answersOf, opening, returnFile, runMonth } from './month.ts'

const OTHER_COUNTY = '990102'
const SUPPORT = 'extremePovertySupport'
const CHILDREN = 'unsupportedChildAllowance'
const gap = (members: number, countableIncomeFen = 0) => ({ mode: 'GAP' as const, members, countableIncomeFen })

let county: County
beforeAll(async () => {
  county = await openCounty()
  for (const area of [COUNTY, OTHER_COUNTY]) {
    await county.giveStandard(57_000, '2023-01-01', 'county.publisher', { area })
    await county.giveStandard(114_000, '2023-01-01', 'county.publisher', { area, scheme: SUPPORT })
    await county.giveStandard(150_000, '2023-01-01', 'county.publisher', { area, scheme: CHILDREN })
  }
  await county.givePersons([
    { name: 'old', number: 'k1' },
    { name: 'old-again', number: 'k1' },
    { name: 'uncle' },
    { name: 'niece' },
    { name: 'child' },
    { name: 'parent' },
    { name: 'here', number: 'k2' },
    { name: 'there' },
    { name: 'untouched' },
  ])
  const area = OTHER_COUNTY
  await county.giveCases([{ name: 'there', scheme: SCHEME, members: ['there'], facts: gap(1), area }])
  await county.giveCases([
    { name: 'old', scheme: SCHEME, members: ['old'], facts: gap(1) },
    { name: 'untouched', scheme: SCHEME, members: ['untouched'], facts: gap(1) },
    { name: 'here', scheme: SCHEME, members: ['here'], facts: gap(1) },
    { name: 'child', scheme: CHILDREN, members: ['child'], facts: gap(1) },
    { name: 'niece', scheme: CHILDREN, members: ['niece'], facts: gap(1) },
    // Not paid itself, for what the uncle holds: so nothing of it is taken off the niece's.
    { name: 'uncle', scheme: SUPPORT, members: ['uncle'], facts: gap(1), area },
    { name: 'shared', scheme: SCHEME, members: ['uncle', 'niece'], facts: gap(2, 60_000), area },
  ])
  for (const month of ['2023-01', '2023-02', '2023-03'])
    for (const scheme of [SCHEME, CHILDREN])
      await paid((await runMonth(county, 'sent', opening(month, 'REGULAR', scheme))).runId)
})
afterAll(() => county.close())

const paid = async (runId: string) => {
  const { run } = await loadRun(county.deps, runId)
  await importReturnFile(county.deps, county.call(officer), runId, returnFile(run, await answersOf(county, run)))
}

/** What the next regular run of a scheme finds, by case, month and sum. */
const foundBy = async (scheme: string, month: string) => {
  const head = async () => county.deps.log.positionOf(await county.deps.log.head())
  const before = new Set((await overpaymentsAt(county.deps, await head())).map(({ overpaymentId }) => overpaymentId))
  await runMonth(county, 'calculated', opening(month, 'REGULAR', scheme))
  const names = new Map(['old', 'untouched', 'here', 'there', 'child', 'niece'].map((name) => [caseOf(name), name]))
  const debts = await overpaymentsAt(county.deps, await head())
  return debts
    .filter(({ overpaymentId }) => !before.has(overpaymentId))
    .flatMap(({ caseId, months }) =>
      months.map(({ month: of, overpaidFen, cause }) => `${names.get(caseId)} ${of} ${overpaidFen} ${cause}`),
    )
    .sort()
}

describe('what becomes known of another scheme or county after a month was paid', () => {
  test('is found by the next regular calculation: support that began in a paid month, under another record', async () => {
    await county.giveCases([
      {
        name: 'support',
        scheme: SUPPORT,
        members: ['old-again'],
        facts: gap(1),
        area: OTHER_COUNTY,
        fromMonth: '2023-02',
      },
    ])
    expect(await foundBy(SCHEME, '2023-04')).toEqual(['old 2023-02 57000 EXCLUDED', 'old 2023-03 57000 EXCLUDED'])
    expect(await recompute(county.deps, { month: '2023-04', area: COUNTY })).toMatchObject({ differences: [] })
  })

  test('a family that joins the allowance from a paid month on, so that less is to be filled up', async () => {
    await county.giveCases([
      { name: 'family', scheme: SCHEME, members: ['parent', 'child'], facts: gap(2, 60_000), fromMonth: '2023-03' },
    ])
    expect(await foundBy(CHILDREN, '2023-04')).toEqual(['child 2023-03 27000 RECALCULATED'])
  })

  test('what another member of another case held no longer, so that this one was paid after all', async () => {
    await county.giveStop('uncle', '2023-01')
    expect(await foundBy(CHILDREN, '2023-05')).toEqual([
      'niece 2023-02 27000 RECALCULATED',
      'niece 2023-03 27000 RECALCULATED',
    ])
    expect(await recompute(county.deps, { month: '2023-05', area: COUNTY })).toMatchObject({ differences: [] })
  })

  test('two records that turn out to be one human: one is paid, whose claim came first', async () => {
    const data = {
      personId: personNamed('there'),
      name: 'there',
      idNumber: 'there',
      idIndex: 'k2',
      sex: 'FEMALE',
      birthDate: '1970-02-03',
      address: null,
      area: `${OTHER_COUNTY}001001`,
    }
    const stream = `person-${personNamed('there')}`
    const [registered] = (await county.deps.log.readStream(stream)).events
    const corrected = { type: 'PersonCorrected', data, corrects: registered?.id ?? '' }
    await county.given([{ stream, events: [corrected] }], personEvents)
    expect(await foundBy(SCHEME, '2023-05')).toEqual([
      'here 2023-01 57000 EXCLUDED',
      'here 2023-02 57000 EXCLUDED',
      'here 2023-03 57000 EXCLUDED',
    ])
    expect(await recompute(county.deps, { month: '2023-05', area: COUNTY })).toMatchObject({ differences: [] })
  })

  test('whatever it is: nothing is left that a run of arrears would still claim', async () => {
    const people = ['old', 'old-again', 'uncle', 'niece', 'child', 'parent', 'here', 'there', 'untouched']
    const month = fc.constantFrom('2023-01', '2023-02', '2023-03', '2023-04')
    const begins = fc.record({
      scheme: fc.constantFrom(SCHEME, SUPPORT, CHILDREN, 'orphanAllowance', 'disabilityLivingSubsidy'),
      members: fc.uniqueArray(fc.constantFrom(...people), { minLength: 1, maxLength: 2 }),
      area: fc.constantFrom(COUNTY, OTHER_COUNTY),
      fromMonth: month,
    })
    const cases = ['old', 'untouched', 'here', 'there', 'child', 'niece', 'shared', 'family', 'support']
    let begun = 0
    const happen = async (fact: { begins: FactOf<typeof begins> } | { ends: string; lastMonth: string }) => {
      if ('ends' in fact) return county.giveStop(fact.ends, fact.lastMonth)
      begun += 1
      cases.push(`late ${begun}`)
      await county.giveCases([{ name: `late ${begun}`, ...fact.begins, facts: gap(fact.begins.members.length) }])
    }
    const fact = fc.oneof(
      fc.record({ begins }),
      fc.record({ ends: fc.nat().map((at) => cases[at % cases.length] ?? ''), lastMonth: month }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(fact, { minLength: 1, maxLength: 3 }), async (facts) => {
        for (const one of facts) await happen(one)
        for (const scheme of [SCHEME, CHILDREN]) {
          await calculateRun(county.deps, county.call(maker), `${COUNTY}-${scheme}-2023-05-1`)
          const at = county.deps.log.positionOf(await county.deps.log.head())
          expect((await calculateAt(county.deps, opening('2023-06', 'ARREARS', scheme), at)).overpaid).toEqual([])
        }
      }),
      { numRuns: rounds(2) },
    )
  })
})

type FactOf<Of> = Of extends fc.Arbitrary<infer Fact> ? Fact : never
