import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { enterGeneration } from '../../src/projections/generation.ts'
import { lastLook } from '../../src/projections/payment-run/last-look.ts'
import { paymentRun } from '../../src/projections/payment-run/payment-run.ts'
import { exceptionsOfRun, findRun, heldOfRun, linesOfRun, listRuns } from '../../src/projections/payment-run/queries.ts'
import { id } from './facts.ts'
import { type GivenFact, openStage, type Stage } from './stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

const on = '2023-05-08'
const hash = 'c'.repeat(64)

const run = (runId: string) => {
  const fact = (type: string, by: string, data: object): GivenFact => ({ type, by, on, data: { runId, ...data } })
  const line = (number: number) => ({
    paymentId: id(`${runId} payment ${number}`),
    caseId: id(`case ${number}`),
    personId: id(`person ${number}`),
    kind: 'regular',
    sequence: 1,
    amountFen: 10_000 * number,
    area: `99010100${(number % 3) + 1}001`,
    areaKind: 'RURAL',
    members: 2,
    standardFen: 70_000,
    standardDocument: 'X',
    account: hash,
    reissueOf: null,
    month: '2023-05',
    grossFen: 10_000 * number,
    offsets: [],
    payee: { kind: 'HOLDER' },
    group: null,
  })
  return {
    stream: `run-${runId}`,
    opened: fact('PaymentRunOpened', 'li.preparer', {
      area: '990101',
      scheme: 'subsistenceAllowance',
      month: '2023-05',
      number: Number(runId.at(-1)),
      purpose: 'REGULAR',
      openedOn: on,
    }),
    lines: (attempt: number, chunk: number, numbers: number[]) =>
      fact('PaymentLinesCalculated', 'li.preparer', { attempt, chunk, lines: numbers.map(line) }),
    held: (attempt: number) =>
      fact('PaymentLinesHeld', 'li.preparer', {
        attempt,
        chunk: 0,
        held: [{ caseId: id('case 9'), personId: id('person 9'), month: '2023-05', reason: 'NO_ACCOUNT', other: null }],
      }),
    calculated: (attempt: number, count: number, totalFen: number) =>
      fact('PaymentRunCalculated', 'li.preparer', {
        attempt,
        position: '17',
        chunks: 2,
        hash,
        count,
        totalFen,
        heldCount: 1,
        calculatedOn: on,
      }),
    reviewed: fact('PaymentRunReviewed', 'wang.reviewer', { hash, count: 3, totalFen: 60_000, reviewedOn: on }),
    approved: fact('PaymentRunApproved', 'zhao.approver', { hash, count: 3, totalFen: 60_000, approvedOn: on }),
    sentBack: fact('PaymentRunSentBack', 'wang.reviewer', { reason: 'WRONG_AMOUNT', note: 'line 3', on }),
    instructed: fact('PaymentRunInstructed', 'sun.officer', { count: 3, totalFen: 60_000, on }),
    built: fact('BankFileBuilt', 'sun.officer', {
      fileId: 'file-1',
      part: 1,
      sha256: hash,
      size: 900,
      count: 3,
      totalFen: 60_000,
      on,
    }),
    sent: fact('BankFileSent', 'sun.officer', { fileId: 'file-1', sha256: hash, attempt: 1, on }),
    imported: fact('ReturnFileImported', 'sun.officer', {
      sha256: hash,
      paidCount: 2,
      paidFen: 30_000,
      returnedCount: 1,
      returnedFen: 30_000,
      exceptions: [
        { line: 4, code: 'unknown-payment', paymentId: null },
        { line: 5, code: 'amount-differs', paymentId: id('payment') },
      ],
      on,
    }),
    settled: fact('ReturnExceptionSettled', 'sun.officer', { sha256: hash, line: 4, answer: 'of another run', on }),
    closed: fact('PaymentRunClosed', 'sun.officer', { on }),
  }
}

test('a run keeps the content of the calculation that counts, and the lines of the one sent back', async () => {
  const may = run('990101-subsistenceAllowance-2023-05-1')
  const runId = '990101-subsistenceAllowance-2023-05-1'
  await stage.given(
    may.stream,
    may.opened,
    may.lines(1, 0, [1, 2]),
    may.lines(1, 1, [3]),
    may.held(1),
    may.calculated(1, 3, 60_000),
  )
  await stage.given(may.stream, may.reviewed, may.sentBack)
  await stage.shown(paymentRun)
  expect(await findRun(stage.views, runId)).toMatchObject({
    status: 'OPEN',
    sent_back_reason: 'WRONG_AMOUNT',
    reviewed_by: null,
  })
  await stage.given(
    may.stream,
    may.lines(2, 0, [1, 2]),
    may.held(2),
    may.calculated(2, 2, 30_000),
    may.reviewed,
    may.approved,
  )
  await stage.shown(paymentRun)
  expect(await findRun(stage.views, runId)).toMatchObject({
    status: 'APPROVED',
    attempt: 2,
    read_at: 17,
    line_count: 2,
    total_fen: 30_000,
    held_count: 1,
    opened_by: 'li.preparer',
    calculated_by: 'li.preparer',
    reviewed_by: 'wang.reviewer',
    approved_by: 'zhao.approver',
    revision: 12,
    files: [],
  })
  const amounts = async (attempt: number) =>
    (await linesOfRun(stage.views, { runId, attempt }, { limit: 10 })).rows.map((line) => line.amount_fen)
  expect((await amounts(1)).sort()).toEqual([10_000, 20_000, 30_000])
  expect((await amounts(2)).sort()).toEqual([10_000, 20_000])
  const held = await heldOfRun(stage.views, { runId, attempt: 2 }, { limit: 10 })
  expect(held.rows).toMatchObject([{ reason: 'NO_ACCOUNT' }])
  const first = await linesOfRun(stage.views, { runId, attempt: 1 }, { limit: 2 })
  const rest = await linesOfRun(stage.views, { runId, attempt: 1 }, { limit: 2, cursor: first.next ?? '' })
  expect([...first.rows, ...rest.rows].map((line) => line.area)).toEqual([
    '990101001001',
    '990101002001',
    '990101003001',
  ])
})

test('files, receipts and exceptions of a run are counted until every exception has its answer', async () => {
  const runId = '990101-subsistenceAllowance-2023-05-2'
  const may = run(runId)
  await stage.given(may.stream, may.opened, may.calculated(1, 3, 60_000), may.reviewed, may.approved)
  await stage.given(may.stream, may.instructed, may.built, may.sent, may.imported, may.settled)
  await stage.shown(paymentRun)
  expect(await findRun(stage.views, runId)).toMatchObject({
    status: 'RETURNED',
    paid_count: 2,
    paid_fen: 30_000,
    returned_count: 1,
    returned_fen: 30_000,
    open_exceptions: 1,
    files: [{ file_id: 'file-1', line_count: 3, built_by: 'sun.officer', sent_on: on, sent_by: 'sun.officer' }],
  })
  const exceptions = async (filter: { open?: boolean }, page: { limit: number; cursor?: string } = { limit: 10 }) =>
    exceptionsOfRun(stage.views, { runId, ...filter }, page)
  expect((await exceptions({ open: true })).rows).toMatchObject([{ line: 5, code: 'amount-differs' }])
  const first = await exceptions({}, { limit: 1 })
  const rest = await exceptions({}, { limit: 1, cursor: first.next ?? '' })
  expect([...first.rows, ...rest.rows]).toMatchObject([
    { line: 4, answer: 'of another run', settled_by: 'sun.officer' },
    { line: 5, answer: null },
  ])
  expect(rest.next).toBeUndefined()
  await stage.given(may.stream, may.closed)
  await stage.shown(paymentRun)
  const closed = await listRuns(stage.views, { month: '2023-05', area: '990101', status: 'CLOSED' }, { limit: 5 })
  expect(closed.rows.map((row) => row.run_id)).toEqual([runId])
  const all = await listRuns(stage.views, { scheme: 'subsistenceAllowance' }, { limit: 1 })
  expect(all.rows).toHaveLength(1)
  expect((await listRuns(stage.views, {}, { limit: 1, cursor: all.next ?? '' })).rows).toHaveLength(1)
})

test('how far facts were looked at is remembered, also while a run is calculated anew and where the bank answers late', async () => {
  const area = '990102'
  const roll = { area, scheme: 'subsistenceAllowance' }
  const since = () => lastLook(stage.views, roll)
  const readAt = (fact: GivenFact, position: string): GivenFact => ({
    ...fact,
    data: { ...(fact.data as object), position },
  })
  const [may, june] = ['05', '06'].map((month) => {
    const facts = run(`${area}-subsistenceAllowance-2023-${month}-1`)
    return {
      ...facts,
      opened: { ...facts.opened, data: { ...(facts.opened.data as object), area, month: `2023-${month}` } },
    }
  })
  if (!may || !june) throw new Error('no months')
  await stage.shown(paymentRun)
  expect(await since()).toBe(null)
  await stage.given(may.stream, may.opened, readAt(may.calculated(1, 3, 60_000), '1'))
  await stage.given(june.stream, june.opened, readAt(june.calculated(1, 3, 60_000), '2'), june.lines(2, 0, [1]))
  await stage.shown(paymentRun)
  expect(await since()).toBe(2n)
  await stage.given(may.stream, may.reviewed, may.approved, may.instructed, may.imported)
  await stage.shown(paymentRun)
  expect(await since()).toBe(1n)
})

test('agrees with the log', async () => {
  await stage.shown(paymentRun)
  const head = stage.log.positionOf(await stage.log.head())
  const differences = await stage.db.transaction().execute(async (trx) => {
    await enterGeneration(trx, 'payment-run', 1)
    return paymentRun.verify(trx, { relation: sql`log.event`, upTo: head })
  })
  expect(differences).toEqual([])
})
