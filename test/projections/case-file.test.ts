import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { caseEvents } from '../../src/domain/case/events.ts'
import { caseFile } from '../../src/projections/case-file/case-file.ts'
import { actsOfActor, findCase, listCases, timelineOfCase } from '../../src/projections/case-file/queries.ts'
import { enterGeneration } from '../../src/projections/generation.ts'
import { application } from './application.ts'
import { household, id } from './facts.ts'
import { openStage, type Stage } from './stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

test('a case is what it was after each of its events', async () => {
  const li = application('li')
  const life = [
    [li.lead, 'LEAD'],
    [li.leadVerified, 'LEAD'],
    [li.opened, 'INTAKE'],
    [li.accepted, 'ACCEPTED'],
    [li.checkRequested, 'CHECKING'],
    [li.surveyStarted, 'SURVEYING'],
    [li.visited, 'SURVEYING'],
    [li.checked, 'SURVEYING'],
    [li.opinion, 'OPINION_DRAFTED'],
    [li.noticed, 'NOTICED'],
    [li.submitted, 'SUBMITTED'],
    [li.granted, 'CONFIRMED'],
    [li.published, 'CONFIRMED'],
    [li.started, 'ENTITLED'],
  ] as const
  const positions: bigint[] = []
  for (const [fact] of life) positions.push(await stage.given(li.stream, fact))
  await stage.shown(caseFile)
  const statuses: (string | undefined)[] = []
  for (const position of positions) statuses.push((await findCase(stage.views, li.caseId, position))?.row.status)
  expect(statuses).toEqual(life.map(([, status]) => status))
  expect(await findCase(stage.views, li.caseId, (positions[0] ?? 0n) - 1n)).toBeUndefined()

  const now = await findCase(stage.views, li.caseId)
  expect(now).toEqual(await findCase(stage.views, li.caseId, positions.at(-1)))
  expect(now?.row).toMatchObject({
    scheme: 'subsistenceAllowance',
    area: '990101001001',
    area_kind: 'RURAL',
    applicant: li.personId,
    holder: li.personId,
    opened_on: '2023-03-01',
    accepted_on: '2023-03-06',
    ruleset: '2021-57',
    decision_number: 'D-1',
    decided_on: '2023-03-30',
    from_month: '2023-04',
    to_month: null,
    amount_fen: 80_000,
    review_due: '2024-03-30',
    taken_over: false,
    close_relative: true,
    revision: 14,
  })
  expect(now?.row.deadlines.map(({ clock }) => clock)).toEqual(['SURVEY_START', 'WHOLE_CASE', 'COUNTY_DECISION'])
})

test('the time line keeps every event with who, where and when, and what is personal stays sealed', async () => {
  const wang = application('wang')
  await stage.given(wang.stream, { ...wang.lead, by: 'chen.wei' }, { ...wang.opened, by: 'chen.wei' })
  await stage.given(wang.stream, { ...wang.accepted, by: 'liu.fang' })
  await stage.shown(caseFile)
  const rows = await timelineOfCase(stage.views, wang.caseId)
  expect(rows.map(({ version, type, actor, on_day }) => [version, type, actor, on_day])).toEqual([
    [1, 'LeadReported', 'chen.wei', '2023-03-01'],
    [2, 'ApplicationOpenedFromLead', 'chen.wei', '2023-03-03'],
    [3, 'ApplicationAccepted', 'liu.fang', '2023-03-06'],
  ])
  expect(rows[0]).toMatchObject({ roles: ['caseWorker'], office: '990101001', data: { note: 'sealed:x' } })
  const { events } = await stage.log.readStream(wang.stream)
  expect(rows.map(({ event_id, recorded_at }) => [event_id, recorded_at])).toEqual(
    events.map(({ id: event, recordedAt }) => [event, recordedAt]),
  )
  const acts = await actsOfActor(stage.views, { actor: 'chen.wei' }, { limit: 1 })
  expect(acts.rows.map(({ type }) => type)).toEqual(['ApplicationOpenedFromLead'])
  const earlier = await actsOfActor(stage.views, { actor: 'chen.wei' }, { limit: 1, cursor: acts.next ?? '' })
  expect(earlier).toMatchObject({ rows: [{ type: 'LeadReported' }], next: undefined })
})

test('a household of the old roll is entitled at once and marked as taken over, also when it has left', async () => {
  const home = household('old')
  await stage.given(home.stream, home.takenOver())
  await stage.shown(caseFile)
  expect((await findCase(stage.views, home.caseId))?.row).toMatchObject({
    status: 'ENTITLED',
    taken_over: true,
    accepted_on: null,
    decision_number: 'OLD-old',
    review_due: '2024-04-20',
  })
  await stage.given(home.stream, home.terminated('2023-08-20', '2023-08'), {
    type: 'CaseClosed',
    data: { caseId: home.caseId, closedOn: '2023-09-01' },
  })
  await stage.shown(caseFile)
  expect((await findCase(stage.views, home.caseId))?.row).toMatchObject({
    status: 'CLOSED',
    taken_over: true,
    to_month: '2023-08',
    amount_fen: 80_000,
    review_due: null,
  })
})

test('cases are listed by status, place and person, a page at a time', async () => {
  await stage.shown(caseFile)
  const page = { limit: 10 }
  const ids = async (filter: Parameters<typeof listCases>[1]) =>
    (await listCases(stage.views, filter, page)).rows.map((row) => row.case_id)
  expect(await ids({ status: ['ENTITLED', 'ACCEPTED'] })).toEqual(
    [application('li').caseId, application('wang').caseId].sort(),
  )
  expect(await ids({ personId: id('person wang') })).toEqual([application('wang').caseId])
  expect(await ids({ area: '990101002' })).toEqual([])
  expect(await ids({ takenOver: true })).toEqual([household('old').caseId])
  expect(await ids({ reviewDueBy: '2024-12-31' })).toEqual([application('li').caseId])
  const first = await listCases(stage.views, { area: '990101' }, { limit: 2 })
  const second = await listCases(stage.views, { area: '990101' }, { limit: 2, cursor: first.next ?? '' })
  expect(new Set([...first.rows, ...second.rows].map((row) => row.case_id)).size).toBe(3)
  expect(second.next).toBeUndefined()
})

test('listens to every event of a case and agrees with the log', async () => {
  expect([...caseFile.types].sort()).toEqual(caseEvents.map(({ type }) => type).sort())
  const head = stage.log.positionOf(await stage.log.head())
  const differences = await stage.db.transaction().execute(async (trx) => {
    await enterGeneration(trx, 'case-file', 1)
    return caseFile.verify(trx, { relation: sql`log.event`, upTo: head })
  })
  expect(differences).toEqual([])
})
