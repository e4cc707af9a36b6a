import { afterAll, beforeAll, expect, test } from 'vitest'
import { listPopulation, populationTotals } from '../../src/projections/roster/population.ts'
import { roster } from '../../src/projections/roster/roster.ts'
import { household, id } from './facts.ts'
import { openStage, type Stage } from './stage.ts'

let stage: Stage
let before: bigint
const filter = { month: '2023-06', schemes: ['subsistenceAllowance', 'marginalHousehold'] }

beforeAll(async () => {
  stage = await openStage()
  const poor = household('poor')
  before = await stage.given(poor.stream, poor.takenOver())
  // The holder of the allowance is also on file with a marginal household of their parents.
  const family = household('family')
  await stage.given(
    family.stream,
    family.takenOver({
      scheme: 'marginalHousehold',
      members: [id('person poor'), id('parent')],
      endsOn: '2024-04-19',
      facts: { mode: 'NONE', members: 2 },
      amountFen: 0,
    }),
  )
  const other = household('other')
  await stage.given(other.stream, other.takenOver({ scheme: 'agedAllowance' }))
  await stage.shown(roster)
})
afterAll(() => stage.close())

test('everybody is listed once, with every status they hold, and nobody of another scheme', async () => {
  const { rows } = await listPopulation(stage.views, filter, { limit: 10 })
  const statuses = Object.fromEntries(
    rows.map((row) => [row.person_id, row.statuses.map(({ scheme, endsOn }) => `${scheme} ${endsOn ?? 'open'}`)]),
  )
  expect(statuses).toEqual({
    [id('person poor')]: ['marginalHousehold 2024-04-19', 'subsistenceAllowance open'],
    [id('child of poor')]: ['subsistenceAllowance open'],
    [id('parent')]: ['marginalHousehold 2024-04-19'],
  })
})

test('the counts of the statuses stand beside the count of people, which is smaller than their sum', async () => {
  expect(await populationTotals(stage.views, filter)).toEqual([
    { scheme: 'marginalHousehold', households: 1, persons: 2 },
    { scheme: 'subsistenceAllowance', households: 1, persons: 2 },
    { scheme: null, households: 2, persons: 3 },
  ])
})

test('a month of the past is told as it was known at a position', async () => {
  const known = await populationTotals(stage.views, { ...filter, knownAt: before })
  expect(known.at(-1)).toEqual({ scheme: null, households: 1, persons: 2 })
})

test('pages follow each other without a gap', async () => {
  const first = await listPopulation(stage.views, filter, { limit: 2 })
  const rest = await listPopulation(stage.views, filter, { limit: 2, cursor: first.next ?? '' })
  expect([first.rows.length, rest.rows.length, rest.next]).toEqual([2, 1, undefined])
})
