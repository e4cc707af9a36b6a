import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { linesOf } from '../../../src/domain/payment/run-state.ts'
import { calculateAt } from '../../../src/processes/payment-run/calculate-at.ts'
import { recompute } from '../../../src/processes/recompute/recompute.ts'
import { COUNTY, type County, caseOf, openCounty, personNamed } from './county.ts'
import { opening, runMonth } from './month.ts'

const OTHER_COUNTY = '990102'
const CHILDREN = 'unsupportedChildAllowance'

const gap = (members: number, countableIncomeFen = 0) => ({ mode: 'GAP' as const, members, countableIncomeFen })

let county: County
beforeAll(async () => {
  county = await openCounty()
  for (const area of [COUNTY, OTHER_COUNTY]) {
    await county.giveStandard(57_000, '2023-01-01', 'county.publisher', { area })
    await county.giveStandard(114_000, '2023-01-01', 'county.publisher', { area, scheme: 'extremePovertySupport' })
    await county.giveStandard(150_000, '2023-01-01', 'county.publisher', { area, scheme: CHILDREN })
  }
  await county.givePersons([
    { name: 'old', number: 'k1-1' },
    { name: 'old-again', number: 'k1-1' },
    { name: 'mover', number: 'k1-2' },
    { name: 'mover-again', number: 'k1-2' },
    { name: 'parent' },
    { name: 'child' },
    { name: 'lone' },
  ])
  await county.giveCases([
    { name: 'allowance-old', scheme: 'subsistenceAllowance', members: ['old'], facts: gap(1) },
    {
      name: 'support-old',
      scheme: 'extremePovertySupport',
      members: ['old-again'],
      facts: gap(1),
      area: OTHER_COUNTY,
      fromMonth: '2023-06',
    },
    { name: 'here', scheme: 'subsistenceAllowance', members: ['mover'], facts: gap(1) },
    {
      name: 'there',
      scheme: 'subsistenceAllowance',
      members: ['mover-again'],
      facts: gap(1),
      area: OTHER_COUNTY,
    },
    { name: 'family', scheme: 'subsistenceAllowance', members: ['parent', 'child'], facts: gap(2, 60_000) },
    { name: 'child', scheme: CHILDREN, members: ['child'], facts: gap(1) },
    { name: 'lone', scheme: CHILDREN, members: ['lone'], facts: gap(1) },
  ])
})
afterAll(() => county.close())

const calculateNow = async (what: ReturnType<typeof opening>) =>
  calculateAt(county.deps, what, county.deps.log.positionOf(await county.deps.log.head()))

const excluded = (name: string, person: string, month: string, other: { name: string; scheme: string }) => ({
  caseId: caseOf(name),
  personId: personNamed(person),
  month,
  reason: 'EXCLUDED',
  other: { caseId: caseOf(other.name), scheme: other.scheme, clause: 'product default' },
})

describe('in every payment month,', () => {
  test('the allowance is held for whoever is supported as extremely poor in another county, from the month of that', async () => {
    const may = await runMonth(county, 'calculated', opening('2023-05'))
    expect(linesOf(may).map(({ caseId }) => caseId)).toContain(caseOf('allowance-old'))
    expect(may.held).toEqual([])
    const june = await runMonth(county, 'instructed', opening('2023-06'))
    const other = { name: 'support-old', scheme: 'extremePovertySupport' }
    expect(june.held).toEqual([excluded('allowance-old', 'old', '2023-06', other)])
  })

  test('one human under two records is paid once, where the claim came first', async () => {
    const { lines, held } = await calculateNow({ ...opening('2023-06'), area: OTHER_COUNTY })
    expect(lines).toEqual([])
    const other = { name: 'here', scheme: 'subsistenceAllowance' }
    expect(held).toEqual([excluded('there', 'mover-again', '2023-06', other)])
  })

  test("an unsupported child's allowance fills up what the family's allowance gives per head", async () => {
    const { lines } = await calculateNow({ ...opening('2023-06'), scheme: CHILDREN })
    const [topped, full] = ['child', 'lone'].map((name) => lines.find(({ personId }) => personId === personNamed(name)))
    expect(topped).toMatchObject({
      grossFen: 150_000,
      offsets: [{ kind: 'TOP_UP', fen: 27_000, source: caseOf('family'), clause: '2019-62' }],
      amountFen: 123_000,
    })
    expect(full).toMatchObject({ grossFen: 150_000, offsets: [], amountFen: 150_000 })
  })

  test('an allowance that is not paid itself, for what another member holds elsewhere, is not taken off the child’s', async () => {
    await county.givePersons([{ name: 'grown' }, { name: 'niece' }])
    const area = OTHER_COUNTY
    await county.giveCases([
      { name: 'grown', scheme: 'extremePovertySupport', members: ['grown'], facts: gap(1), area },
      { name: 'shared', scheme: 'subsistenceAllowance', members: ['grown', 'niece'], facts: gap(2, 60_000), area },
      { name: 'niece', scheme: CHILDREN, members: ['niece'], facts: gap(1) },
    ])
    const { lines } = await calculateNow({ ...opening('2023-06'), scheme: CHILDREN })
    const line = lines.find(({ personId }) => personId === personNamed('niece'))
    expect(line).toMatchObject({ grossFen: 150_000, offsets: [], amountFen: 150_000 })
    await runMonth(county, 'instructed', opening('2023-06', 'REGULAR', CHILDREN))
  })

  test('the recomputation from the log finds the same, to the fen', async () => {
    expect(await recompute(county.deps, { month: '2023-06' })).toMatchObject({ runs: 2, differences: [] })
  })

  test('a human who has died under one record is paid under none', async () => {
    const personId = personNamed('mover-again')
    await county.giveDeath(personId, '2023-05-02')
    const run = await runMonth(county, 'calculated', opening('2023-06'))
    const dead = {
      caseId: caseOf('here'),
      personId: personNamed('mover'),
      month: '2023-06',
      reason: 'DEATH',
      other: null,
    }
    expect(run.held).toContainEqual(dead)
    expect(await recompute(county.deps, { month: '2023-06' })).toMatchObject({ differences: [] })
  })
})
