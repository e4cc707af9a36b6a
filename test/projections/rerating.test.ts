import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { enterGeneration } from '../../src/projections/generation.ts'
import { findRerating, listReratingLines } from '../../src/projections/rerating/queries.ts'
import { rerating } from '../../src/projections/rerating/rerating.ts'
import { listWork } from '../../src/projections/work-list/queries.ts'
import { workList } from '../../src/projections/work-list/work-list.ts'
import { id } from './facts.ts'
import { type GivenFact, openStage, type Stage } from './stage.ts'

const reratingId = id('rerating')
const stream = `rerating-${reratingId}`
const document = { number: 'TEST-1', title: 'Standard', issuer: 'County' }
const on = '2023-05-08'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

const opened: GivenFact = {
  type: 'ReratingOpened',
  by: 'publisher',
  data: {
    ...{ reratingId, area: '990101', scheme: 'subsistenceAllowance', fromMonth: '2023-03', openedOn: on },
    change: {
      ...{ kind: 'PUBLICATION', id: id('standard'), area: '990101', document },
      ...{ effectiveFrom: '2023-03-01', announcedOn: '2023-05-05' },
    },
  },
}
const line = (name: string, outcome = 'AUTOMATIC', reason = 'RISES') => ({
  ...{ caseId: id(name), personId: id(`holder ${name}`), area: '990101001001', areaKind: 'RURAL', outcome, reason },
  ...{ month: '2023-03', beforeFen: 34_000, afterFen: 37_000, decidedFrom: '2023-01', decidedFen: 34_000 },
  pastFen: 6_000,
})
const calculated = (attempt: number, ...lines: readonly object[]): GivenFact[] => [
  { type: 'ReratingLinesCalculated', data: { reratingId, attempt, chunk: 0, lines } },
  {
    type: 'ReratingCalculated',
    by: 'publisher',
    data: {
      ...{ reratingId, attempt, chunks: 1, position: '1', hash: String(attempt).repeat(64), rates: [] },
      totals: [{ outcome: 'AUTOMATIC', cases: lines.length, beforeFen: 34_000, afterFen: 37_000, pastFen: 6_000 }],
      calculatedOn: on,
    },
  },
]
const applied: GivenFact[] = [
  { type: 'ReratingApproved', by: 'confirmer', data: { reratingId, hash: '2'.repeat(64), approvedOn: on } },
  { type: 'ReratingApplicationStarted', data: { reratingId, hash: '2'.repeat(64), on } },
  {
    type: 'ReratingCasesDone',
    data: {
      ...{ reratingId, part: 0, on },
      cases: [
        { caseId: id('one'), result: 'ADJUSTED', code: null },
        { caseId: id('late'), result: 'LEFT', code: 'wrong-state' },
      ],
    },
  },
]
const all = { limit: 10 }
const head = async () => stage.log.positionOf(await stage.log.head())
const linesAt = async (attempt: number, knownAt?: bigint) =>
  (await listReratingLines(stage.views, { reratingId, attempt, ...(knownAt === undefined ? {} : { knownAt }) }, all))
    .rows

test('a re-rating is shown as it was at any place of the log, each calculation with its own cases', async () => {
  await stage.given(stream, opened, ...calculated(1, line('one')))
  const first = await head()
  await stage.given(stream, ...calculated(2, line('one'), line('late', 'MUST_REVIEW', 'REVIEW_OVERDUE')))
  const second = await head()
  await stage.given(stream, ...applied)
  await stage.shown(rerating, workList)
  expect(await findRerating(stage.views, reratingId, first)).toMatchObject({ status: 'CALCULATED', attempt: 1 })
  expect(await findRerating(stage.views, reratingId, second)).toMatchObject({ attempt: 2, adjusted: 0 })
  expect(await findRerating(stage.views, reratingId)).toMatchObject({
    ...{ status: 'APPLYING', approved_by: 'confirmer', adjusted: 1, left_to_case: 1 },
  })
  expect((await linesAt(1)).map(({ case_id, result }) => [case_id, result])).toEqual([[id('one'), null]])
  expect((await linesAt(2, second)).map(({ result, code }) => [result, code])).toEqual([
    [null, null],
    [null, null],
  ])
  const done = new Map((await linesAt(2)).map((row) => [row.case_id, [row.result, row.code]]))
  expect([done.get(id('one')), done.get(id('late'))]).toEqual([
    ['ADJUSTED', null],
    ['LEFT', 'wrong-state'],
  ])
})

test('it stands on the work list with its next step, and the view agrees with the log', async () => {
  const { rows } = await listWork(stage.views, { today: on }, all)
  expect(rows).toEqual([expect.objectContaining({ subject_kind: 'rerating', task: 'apply-rerating', area: '990101' })])
  await stage.given(stream, {
    type: 'ReratingApplied',
    data: { reratingId, appliedOn: on, adjusted: 1, reviewsOpened: 0, left: 1 },
  })
  await stage.given(stream, { type: 'ReratingClosed', data: { reratingId, closedOn: on, summary: '办结' } })
  await stage.shown(rerating, workList)
  expect((await listWork(stage.views, { today: on }, all)).rows).toEqual([])
  const upTo = await head()
  const differences = await stage.db.transaction().execute(async (trx) => {
    await enterGeneration(trx, rerating.name, 1)
    return rerating.verify(trx, { relation: sql`log.event`, upTo })
  })
  expect(differences).toEqual([])
})
