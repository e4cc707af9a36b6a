import { afterAll, beforeAll, expect, test } from 'vitest'
import { listWork, workTotals } from '../../src/projections/work-list/queries.ts'
import { tasks } from '../../src/projections/work-list/tasks.ts'
import { workList } from '../../src/projections/work-list/work-list.ts'
import { application } from './application.ts'
import { household } from './facts.ts'
import { type GivenFact, openStage, type Stage } from './stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

const tasksOf = async (subjectId: string, today = '2030-01-01') => {
  await stage.shown(workList)
  const { rows } = await listWork(stage.views, { today, subjectId }, { limit: 20 })
  return rows.map(({ task, due }) => (due === null ? task : `${task} by ${due}`))
}

test('every step of an application names what comes next, with the day that the law sets', async () => {
  const li = application('li')
  const steps: [GivenFact, string[]][] = [
    [li.lead, ['verify-lead']],
    [li.leadVerified, ['open-application']],
    [li.opened, ['accept-application']],
    [li.accepted, ['start-survey by 2023-03-09', 'request-check by 2023-04-18']],
    [li.checkRequested, ['start-survey by 2023-03-09', 'complete-check by 2023-04-18']],
    [li.surveyStarted, ['complete-check by 2023-04-18', 'record-visit by 2023-04-18']],
    [li.visited, ['complete-check by 2023-04-18']],
    [li.checked, ['draft-opinion by 2023-04-18']],
    [li.opinion, ['post-notice by 2023-04-18']],
    [li.noticed, ['submit-dossier by 2023-04-18']],
    [li.submitted, ['decide by 2023-04-07']],
    [li.granted, ['open-review by 2024-03-30', 'publish-decision']],
    [li.published, ['open-review by 2024-03-30']],
  ]
  for (const [fact, expected] of steps) {
    await stage.given(li.stream, fact)
    expect(await tasksOf(li.caseId)).toEqual(expected)
  }
})

test('what cannot be done yet is not on the list, and what is late is overdue', async () => {
  const wang = application('wang')
  const { lead, opened, accepted, surveyStarted, visited, checkRequested, checked, opinion, noticed } = wang
  await stage.given(
    wang.stream,
    lead,
    opened,
    accepted,
    surveyStarted,
    visited,
    checkRequested,
    checked,
    opinion,
    noticed,
  )
  await stage.shown(workList)
  const on = async (today: string) =>
    (await listWork(stage.views, { today, subjectId: wang.caseId }, { limit: 5 })).rows.map((row) => row.overdue)
  // The notice hangs until the 22nd.
  expect(await on('2023-03-22')).toEqual([])
  expect(await on('2023-03-23')).toEqual([false])
  expect(await on('2023-04-18')).toEqual([false])
  expect(await on('2023-04-19')).toEqual([true])
  const late = await listWork(stage.views, { today: '2023-04-19', overdue: true }, { limit: 5 })
  expect(late.rows).toMatchObject([
    { subject_id: wang.caseId, task: 'submit-dossier', provisional: true, role: 'reviewer', zh: '报送县级确认' },
  ])
})

test('a running household asks for its review a month ahead, for a pause its end, and for a stop its papers', async () => {
  const home = household('running')
  await stage.given(home.stream, home.takenOver())
  expect(await tasksOf(home.caseId, '2024-03-19')).toEqual([])
  expect(await tasksOf(home.caseId, '2024-03-20')).toEqual(['open-review by 2024-04-20'])
  await stage.given(home.stream, home.suspended('2023-06-20', '2023-07'))
  expect(await tasksOf(home.caseId)).toEqual(['end-suspension by 2023-12-31'])
  await stage.given(home.stream, home.resumed('2023-09-10', { fromMonth: '2023-10' }))
  await stage.given(home.stream, home.terminated('2023-11-20', '2023-11'))
  expect(await tasksOf(home.caseId)).toEqual(['deliver-notice'])
  await stage.given(home.stream, { type: 'CaseClosed', data: { caseId: home.caseId, closedOn: '2023-12-01' } })
  expect(await tasksOf(home.caseId)).toEqual([])
})

test('a payment run moves from desk to desk until it is closed', async () => {
  const runId = '990101-subsistenceAllowance-2023-05-1'
  const content = { hash: 'c'.repeat(64), count: 1, totalFen: 80_000 }
  const on = '2023-05-08'
  const returned = { sha256: 'd'.repeat(64), paidCount: 0, paidFen: 0, returnedCount: 0, returnedFen: 0, on }
  const exception = { line: 3, code: 'unknown-payment', paymentId: null }
  const opened = { area: '990101', scheme: 'subsistenceAllowance', month: '2023-05', number: 1, purpose: 'REGULAR' }
  const steps: [string, object, string[]][] = [
    ['PaymentRunOpened', { ...opened, openedOn: on }, ['calculate-run']],
    [
      'PaymentRunCalculated',
      { attempt: 1, position: '1', chunks: 0, ...content, heldCount: 0, calculatedOn: on },
      ['review-run'],
    ],
    ['PaymentRunSentBack', { reason: 'DEATH', note: '', on }, ['calculate-run']],
    // Nobody is left to be paid: there is nothing to review.
    [
      'PaymentRunCalculated',
      { ...content, attempt: 2, position: '1', chunks: 0, count: 0, totalFen: 0, heldCount: 1, calculatedOn: on },
      ['close-run'],
    ],
    [
      'PaymentRunCalculated',
      { attempt: 3, position: '1', chunks: 0, ...content, heldCount: 0, calculatedOn: on },
      ['review-run'],
    ],
    ['PaymentRunReviewed', { ...content, reviewedOn: on }, ['approve-run']],
    ['PaymentRunApproved', { ...content, approvedOn: on }, ['instruct-run']],
    ['PaymentInstructionStarted', { ...content, on }, ['instruct-run']],
    ['PaymentRunInstructed', { count: 1, totalFen: 80_000, on }, ['build-bank-file']],
    [
      'BankFileBuilt',
      { fileId: 'f', part: 1, sha256: 'e'.repeat(64), size: 1, count: 1, totalFen: 80_000, on },
      ['send-bank-file'],
    ],
    ['BankFileSent', { fileId: 'f', sha256: 'e'.repeat(64), attempt: 1, on }, ['import-return-file']],
    ['ReturnFileImported', { ...returned, exceptions: [exception] }, ['settle-exceptions']],
    ['ReturnExceptionSettled', { sha256: 'd'.repeat(64), line: 3, answer: 'a line of another run', on }, ['close-run']],
    ['PaymentRunClosed', { on }, []],
  ]
  for (const [type, data, expected] of steps) {
    await stage.given(`run-${runId}`, { type, data: { runId, ...data } })
    expect(await tasksOf(runId)).toEqual(expected)
  }
})

test('the totals count what is open and what is overdue', async () => {
  await stage.shown(workList)
  const totals = await workTotals(stage.views, { today: '2024-05-01', area: '990101' })
  expect(totals).toEqual([
    { task: 'open-review', role: 'caseWorker', open: 1, overdue: 1 },
    { task: 'submit-dossier', role: 'reviewer', open: 1, overdue: 1 },
  ])
  expect(Object.keys(tasks)).toEqual(expect.arrayContaining(totals.map(({ task }) => task)))
})
