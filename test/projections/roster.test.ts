import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { enterGeneration } from '../../src/projections/generation.ts'
import { listRoster, rosterOfCase, rosterTotals } from '../../src/projections/roster/queries.ts'
import { roster } from '../../src/projections/roster/roster.ts'
import { household, id, someone } from './facts.ts'
import { openStage, type Stage } from './stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

const scheme = 'subsistenceAllowance'

/** The months of a case as `from..to`, in order, as known at a position. */
const monthsOf = async (caseId: string, knownAt?: bigint): Promise<string[]> =>
  (await rosterOfCase(stage.views, caseId, knownAt)).map(
    (row) => `${row.from_month}..${row.to_month ?? ''} ${row.amount_fen}${row.suspended ? ' suspended' : ''}`,
  )

const isOnRoll = async (name: string, month: string, knownAt?: bigint): Promise<boolean> => {
  const found = await listRoster(
    stage.views,
    { scheme, month, ...(knownAt === undefined ? {} : { knownAt }) },
    { limit: 500 },
  )
  return found.rows.some((row) => row.case_id === household(name).caseId)
}

describe('a household on roll', () => {
  test('is on it from its first month on, as known since the decision', async () => {
    const home = household('first')
    const before = await stage.given('policy-990101', {
      type: 'HolidayCalendarPublished',
      data: {
        area: '990101',
        document: { number: '1', title: 't', issuer: 'i' },
        year: 2023,
        daysOff: [],
        workedWeekendDays: [],
      },
    })
    await stage.given(home.stream, home.takenOver())
    await stage.shown(roster)
    expect(await isOnRoll('first', '2023-04')).toBe(false)
    expect(await isOnRoll('first', '2023-05')).toBe(true)
    expect(await isOnRoll('first', '2030-01')).toBe(true)
    expect(await isOnRoll('first', '2023-05', before)).toBe(false)
    expect(await rosterOfCase(stage.views, home.caseId)).toMatchObject([
      { taken_over: true, decision_number: 'OLD-first', member_count: 2, facts: { mode: 'GAP', members: 2 } },
    ])
  })

  test('has its earlier months changed by a late increase only for those who know of it', async () => {
    const home = household('late')
    const early = await stage.given(home.stream, home.takenOver())
    await stage.given(home.stream, home.increased('2023-08-10', { fromMonth: '2023-06', amountFen: 100_000 }))
    await stage.shown(roster)
    expect(await monthsOf(home.caseId, early)).toEqual(['2023-05.. 80000'])
    expect(await monthsOf(home.caseId)).toEqual(['2023-05..2023-05 80000', '2023-06.. 100000'])
  })

  test('is paid to another holder from the month that the change names', async () => {
    const home = household('holder')
    const daughter = id('child of holder')
    await stage.given(home.stream, home.takenOver())
    await stage.given(home.stream, home.holderChanged('2023-07-03', { fromMonth: '2023-08', holder: daughter }))
    await stage.shown(roster)
    const rows = await rosterOfCase(stage.views, home.caseId)
    expect(rows.map((row) => [row.from_month, row.holder])).toEqual([
      ['2023-05', id('person holder')],
      ['2023-08', daughter],
    ])
    expect(rows.map((row) => row.decision_number)).toEqual(['OLD-holder', 'OLD-holder'])
  })

  test('is not paid under a pause, stays visible as suspended, and comes back when resumed', async () => {
    const home = household('pause')
    await stage.given(home.stream, home.takenOver())
    const paused = await stage.given(home.stream, home.suspended('2023-06-20', '2023-07'))
    await stage.given(home.stream, home.resumed('2023-09-10', { fromMonth: '2023-10' }))
    await stage.shown(roster)
    expect(await monthsOf(home.caseId, paused)).toEqual(['2023-05..2023-06 80000', '2023-07.. 80000 suspended'])
    expect(await monthsOf(home.caseId)).toEqual([
      '2023-05..2023-06 80000',
      '2023-07..2023-09 80000 suspended',
      '2023-10.. 80000',
    ])
    expect(await isOnRoll('pause', '2023-08')).toBe(false)
    const all = await listRoster(stage.views, { scheme, month: '2023-08', withSuspended: true }, { limit: 500 })
    expect(all.rows.find((row) => row.case_id === home.caseId)?.suspended).toBe(true)
  })

  test('runs out with a gradual exit, or goes on when income falls again', async () => {
    const [leaving, staying] = [household('leaving'), household('staying')]
    for (const home of [leaving, staying])
      await stage.given(home.stream, home.takenOver(), home.gradualExit('2023-06-20', '2023-07', '2023-12'))
    await stage.given(leaving.stream, leaving.gradualExitEnded('2024-01-02', 'TERMINATED'))
    await stage.given(staying.stream, staying.gradualExitEnded('2023-09-15', 'BACK_TO_ENTITLED'))
    await stage.shown(roster)
    const gone = await rosterOfCase(stage.views, leaving.caseId)
    expect(gone).toMatchObject([{ to_month: '2023-12', gradual_exit_from: '2023-07', gradual_exit_to: '2023-12' }])
    const back = await rosterOfCase(stage.views, staying.caseId)
    expect(back).toMatchObject([{ to_month: null, gradual_exit_from: '2023-07', gradual_exit_to: '2023-09' }])
  })

  test('leaves with the last month of the stop, and never was on roll when stopped before the first', async () => {
    const [stopped, never] = [household('stopped'), household('never')]
    await stage.given(stopped.stream, stopped.takenOver(), stopped.terminated('2023-08-20', '2023-08'))
    const known = await stage.given(never.stream, never.takenOver())
    await stage.given(never.stream, never.terminated('2023-04-25', '2023-04'))
    await stage.shown(roster)
    expect(await monthsOf(stopped.caseId)).toEqual(['2023-05..2023-08 80000'])
    expect(await monthsOf(never.caseId)).toEqual([])
    expect(await monthsOf(never.caseId, known)).toEqual(['2023-05.. 80000'])
  })

  test('shows the deaths known at the time, and not those declared a mistake', async () => {
    const home = household('death')
    const head = someone('person death')
    await stage.given(home.stream, home.takenOver())
    const alive = await stage.given(head.stream, head.registered())
    const dead = await stage.given(head.stream, head.died('2023-06-11'))
    await stage.given(head.stream, head.lives)
    await stage.shown(roster)
    const deceased = async (knownAt?: bigint) => {
      const filter = { scheme, month: '2023-07', ...(knownAt === undefined ? {} : { knownAt }) }
      const { rows } = await listRoster(stage.views, filter, { limit: 500 })
      return rows.find((row) => row.case_id === home.caseId)?.deceased
    }
    expect(await deceased(alive)).toEqual([])
    expect(await deceased(dead)).toEqual([{ personId: head.personId, diedOn: '2023-06-11' }])
    expect(await deceased()).toEqual([])
  })
})

describe('the roster of a month', () => {
  test('pages through every household once, and is cut to an area and a kind', async () => {
    for (let number = 0; number < 12; number += 1) {
      const home = household(`page ${number}`)
      await stage.given(
        home.stream,
        home.takenOver({
          fromMonth: '2031-01',
          area: `99010200${(number % 3) + 1}001`,
          areaKind: number < 4 ? 'URBAN' : 'RURAL',
        }),
      )
    }
    await stage.shown(roster)
    const month = { scheme, month: '2031-01' }
    const listed: string[] = []
    let cursor: string | undefined
    do {
      const page = await listRoster(
        stage.views,
        { ...month, area: '990102' },
        { limit: 5, ...(cursor === undefined ? {} : { cursor }) },
      )
      listed.push(...page.rows.map((row) => row.case_id))
      cursor = page.next
    } while (cursor !== undefined)
    expect(new Set(listed).size).toBe(12)
    expect(listed).toHaveLength(12)
    const township = await listRoster(stage.views, { ...month, area: '990102002' }, { limit: 500 })
    expect(township.rows).toHaveLength(4)
    const urban = await listRoster(stage.views, { ...month, area: '990100', areaKind: 'URBAN' }, { limit: 500 })
    expect(urban.rows).toHaveLength(4)
    const totals = await rosterTotals(stage.views, { ...month, area: '990102' })
    expect(totals).toHaveLength(6)
    expect(totals[0]).toEqual({ township: '990102001', area_kind: 'RURAL', households: 2, persons: 4, fen: 160_000 })
    expect(totals.reduce((sum, { households }) => sum + households, 0)).toBe(12)
  })

  test('agrees with the log', async () => {
    await stage.shown(roster)
    const head = stage.log.positionOf(await stage.log.head())
    const differences = await stage.db.transaction().execute(async (trx) => {
      await enterGeneration(trx, 'roster', 1)
      return roster.verify(trx, { relation: sql`log.event`, upTo: head })
    })
    expect(differences).toEqual([])
  })
})
