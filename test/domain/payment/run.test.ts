import { describe, expect, test } from 'vitest'
import type { HeldLine } from '../../../src/domain/payment/line.ts'
import type { RunContext } from '../../../src/domain/payment/run-authority.ts'
import { runCommands } from '../../../src/domain/payment/run-commands.ts'
import { type RunCommand, runDecider } from '../../../src/domain/payment/run-decide.ts'
import type { RunEvent } from '../../../src/domain/payment/run-events.ts'
import type { Settlement } from '../../../src/domain/payment/settlement.ts'
import type { Role } from '../../../src/domain/shared/actor.ts'
import { given, type Past } from '../../given.ts'

const runId = '990101-subsistenceAllowance-2023-05-1'
const hash = 'a'.repeat(64)
const content = { hash, count: 2, totalFen: 174_900 }
const on = '2023-05-08'

const as = (sub: string, role: Role, change: Partial<RunContext> = {}): RunContext => ({
  actor: { sub, roles: [role], office: '990101', area: '990101' },
  today: on,
  contributors: new Set(),
  ...change,
})
const maker = as('maker', 'paymentPreparer')
const reviewer = as('reviewer', 'paymentReviewer')
const approver = as('approver', 'paymentApprover')
const officer = as('officer', 'paymentOfficer')

const by = (actor: string, event: RunEvent): Past<RunEvent> => ({ event, actor })
const opened = by('maker', {
  type: 'PaymentRunOpened',
  data: {
    runId,
    area: '990101',
    scheme: 'subsistenceAllowance',
    month: '2023-05',
    number: 1,
    purpose: 'REGULAR',
    openedOn: on,
  },
})
const calculated = by('maker', {
  type: 'PaymentRunCalculated',
  data: { runId, attempt: 1, position: '77', chunks: 0, ...content, heldCount: 0, calculatedOn: on },
})
const empty = by('maker', {
  type: 'PaymentRunCalculated',
  data: { runId, attempt: 1, position: '77', chunks: 0, hash, count: 0, totalFen: 0, heldCount: 0, calculatedOn: on },
})
const reviewed = by('reviewer', { type: 'PaymentRunReviewed', data: { runId, ...content, reviewedOn: on } })
const approved = by('approver', { type: 'PaymentRunApproved', data: { runId, ...content, approvedOn: on } })
const started = by('maker', { type: 'PaymentInstructionStarted', data: { runId, ...content, on } })
const instructed = by('maker', { type: 'PaymentRunInstructed', data: { runId, count: 2, totalFen: 174_900, on } })
const file = { fileId: 'file-1', part: 1, sha256: hash, size: 300, count: 2, totalFen: 174_900 }
const built = by('maker', { type: 'BankFileBuilt', data: { runId, ...file, on } })
const sent = by('officer', { type: 'BankFileSent', data: { runId, fileId: 'file-1', sha256: hash, attempt: 1, on } })
const returnHash = 'b'.repeat(64)
const received = by('officer', { type: 'ReturnFileReceived', data: { runId, sha256: returnHash, size: 99, on } })
const importData = {
  sha256: returnHash,
  paidCount: 2,
  paidFen: 174_900,
  returnedCount: 0,
  returnedFen: 0,
  failedCount: 0,
  failedFen: 0,
  exceptions: [{ line: 4, code: 'DOUBLED_LINE', paymentId: null }],
}
const imported = by('officer', { type: 'ReturnFileImported', data: { runId, ...importData, on } })
const settled = by('officer', {
  type: 'ReturnExceptionSettled',
  data: { runId, sha256: returnHash, line: 4, answer: '重复', on },
})

const review: RunCommand = { type: 'ReviewPaymentRun', data: content }
const approve: RunCommand = { type: 'ApprovePaymentRun', data: content }
const sendBack: RunCommand = { type: 'SendBackPaymentRun', data: { reason: 'DEATH', note: '' } }
const run = (...past: readonly Past<RunEvent>[]) => given(runDecider, opened, ...past)

describe('opening a run', () => {
  const open = (change: object = {}): RunCommand => ({
    type: 'OpenPaymentRun',
    data: {
      runId,
      area: '990101',
      scheme: 'subsistenceAllowance',
      month: '2023-05',
      number: 1,
      purpose: 'REGULAR',
      ...change,
    },
  })

  test('is for a county, by its preparer, for a month near today', () => {
    given(runDecider)
      .when(open(), maker)
      .emits({ type: 'PaymentRunOpened', data: { runId, openedOn: on } })
    given(runDecider)
      .when(open({ month: '2023-06' }), maker)
      .emits({ type: 'PaymentRunOpened' })
    given(runDecider)
      .when(open({ month: '2020-05' }), maker)
      .emits({ type: 'PaymentRunOpened' })
    given(runDecider)
      .when(open({ month: '2023-07' }), maker)
      .refuses('run-month-out-of-range', { latest: '2023-06' })
    given(runDecider)
      .when(open({ month: '2020-04' }), maker)
      .refuses('run-month-out-of-range', { earliest: '2020-05' })
    given(runDecider)
      .when(open({ area: '990101001' }), maker)
      .refuses('run-area-not-county')
    given(runDecider).when(open(), approver).refuses('run-role-needed')
    given(runDecider)
      .when(open({ area: '990102' }), maker)
      .refuses('run-outside-area')
    run().when(open(), maker).refuses('run-exists')
  })

  test('must come before anything else', () => {
    given(runDecider).when(review, reviewer).refuses('unknown-run')
  })
})

describe('the opinions on a run', () => {
  test('are a review and an approval by two more persons', () => {
    run(calculated).when(review, reviewer).emits({ type: 'PaymentRunReviewed', data: content })
    run(calculated, reviewed).when(approve, approver).emits({ type: 'PaymentRunApproved', data: content })
  })

  test('are not for whoever made it', () => {
    run(calculated).when(review, as('maker', 'paymentReviewer')).refuses('run-own-work')
    run(calculated, reviewed).when(approve, as('maker', 'paymentApprover')).refuses('run-own-work')
  })

  test('are not both for one person', () => {
    run(calculated, reviewed).when(approve, as('reviewer', 'paymentApprover')).refuses('run-reviewer-approves')
  })

  test('are not for a contributor to a line', () => {
    const contributors = new Set(['clerk'])
    run(calculated)
      .when(review, as('clerk', 'paymentReviewer', { contributors }))
      .refuses('run-contributor')
    run(calculated, reviewed)
      .when(approve, as('clerk', 'paymentApprover', { contributors }))
      .refuses('run-contributor')
  })

  test('bind hash, count and total', () => {
    for (const change of [{ hash: 'c'.repeat(64) }, { count: 3 }, { totalFen: 174_901 }]) {
      const data = { ...content, ...change }
      run(calculated).when({ type: 'ReviewPaymentRun', data }, reviewer).refuses('run-content-differs', content)
      run(calculated, reviewed).when({ type: 'ApprovePaymentRun', data }, approver).refuses('run-content-differs')
    }
  })

  test('come in their order', () => {
    run().when(review, reviewer).refuses('run-not-in-state', { status: 'OPEN' })
    run(calculated).when(approve, approver).refuses('run-not-in-state', { status: 'CALCULATED' })
    run(calculated, reviewed, approved).when(approve, approver).refuses('run-not-in-state')
  })

  test('need something to look at', () => {
    run(empty)
      .when({ type: 'ReviewPaymentRun', data: { hash, count: 0, totalFen: 0 } }, reviewer)
      .refuses('run-empty')
  })

  test('are void once the run goes back, and whoever sent it back may look again', () => {
    run(calculated, reviewed, approved)
      .when(sendBack, approver)
      .emits({ type: 'PaymentRunSentBack', data: { reason: 'DEATH' } })
      .leaves((state) => expect(state).toMatchObject({ status: 'OPEN', content: null, reviewer: null, approver: null }))
    const back = by('approver', { type: 'PaymentRunSentBack', data: { runId, reason: 'OTHER', note: '', on } })
    run(calculated, reviewed, back, calculated, reviewed).when(approve, approver).emits({ type: 'PaymentRunApproved' })
    run(calculated, reviewed, approved, started, instructed).when(sendBack, approver).refuses('run-not-in-state')
    run(calculated).when(sendBack, maker).refuses('run-role-needed')
  })

  test('are void once a new calculation has begun', () => {
    const chunk = by('second', { type: 'PaymentLinesCalculated', data: { runId, attempt: 2, chunk: 0, lines: [] } })
    run(calculated, chunk).when(review, reviewer).refuses('run-not-in-state', { status: 'OPEN' })
    const older: RunCommand = { type: 'RecordRunLines', data: { attempt: 1, chunk: 1, lines: [] } }
    run(calculated, chunk).when(older, maker).refuses('run-calculation-stale', { attempt: 2 })
    run(chunk, calculated).when(review, as('second', 'paymentReviewer')).refuses('run-own-work')
  })

  test('names every household that it holds back, in as many chunks as it takes, and forgets those of the attempt before', () => {
    const heldLine = (number: number): HeldLine => ({
      caseId: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
      personId: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
      month: '2023-05',
      reason: 'NO_ACCOUNT',
      other: null,
    })
    const chunk = (attempt: number, from: number) =>
      by('maker', {
        type: 'PaymentLinesHeld',
        data: { runId, attempt, chunk: from / 500, held: Array.from({ length: 500 }, (_, k) => heldLine(from + k)) },
      })
    const ask: RunCommand = { type: 'RecordHeldLines', data: { attempt: 1, chunk: 0, held: [heldLine(1)] } }
    run(chunk(1, 0), chunk(1, 500), calculated)
      .when({ ...ask, data: { ...ask.data, attempt: 2 } }, maker)
      .emits({ type: 'PaymentLinesHeld', data: { attempt: 2, held: [heldLine(1)] } })
      .leaves((state) =>
        expect(state).toMatchObject({ status: 'OPEN', attempt: 2, held: [heldLine(1)], content: null }),
      )
    run(chunk(1, 0), chunk(1, 500), calculated)
      .when(review, reviewer)
      .leaves((state) => expect(state).toMatchObject({ held: { length: 1000 } }))
    run(chunk(2, 0)).when(ask, maker).refuses('run-calculation-stale', { attempt: 2 })
  })
})

describe('the money', () => {
  const instruct: RunCommand = { type: 'InstructPaymentRun', data: { attempt: 1 } }
  const buildFile: RunCommand = { type: 'BuildBankFile', data: file }
  const send: RunCommand = { type: 'MarkBankFileSent', data: { fileId: 'file-1' } }
  const receive: RunCommand = { type: 'ReceiveReturnFile', data: { sha256: returnHash, size: 99 } }
  const take: RunCommand = { type: 'ImportReturnFile', data: importData }

  test('moves only after the approval, step by step', () => {
    run(calculated, reviewed).when({ type: 'StartInstruction' }, maker).refuses('run-not-in-state')
    run(calculated, reviewed, approved)
      .when({ type: 'StartInstruction' }, maker)
      .emits({ type: 'PaymentInstructionStarted', data: content })
    const before = [calculated, reviewed, approved, started]
    run(...before)
      .when({ type: 'StartInstruction' }, maker)
      .emits()
    run(...before)
      .when(buildFile, maker)
      .refuses('run-not-in-state')
    run(...before)
      .when(instruct, maker)
      .emits({ type: 'PaymentRunInstructed', data: { count: 2, totalFen: 174_900 } })
    run(...before)
      .when({ type: 'InstructPaymentRun', data: { attempt: 0 } }, maker)
      .refuses('run-calculation-stale', { attempt: 1 })
    run(...before, instructed)
      .when(buildFile, maker)
      .emits({ type: 'BankFileBuilt', data: file })
    run(...before, instructed, built)
      .when(buildFile, maker)
      .refuses('run-not-in-state')
    run(...before, instructed, built)
      .when(send, officer)
      .emits({ type: 'BankFileSent', data: { attempt: 1 } })
    const other: RunCommand = { type: 'MarkBankFileSent', data: { fileId: 'file-2' } }
    run(...before, instructed, built)
      .when(other, officer)
      .refuses('unknown-bank-file')
    run(...before, instructed, built)
      .when(send, maker)
      .refuses('run-role-needed')
    run(...before, instructed, built)
      .when(receive, officer)
      .refuses('run-not-in-state', { status: 'BUILT' })
  })

  const out = [calculated, reviewed, approved, started, instructed, built, sent]

  test('comes back by return files, each taken once', () => {
    run(...out)
      .when(receive, officer)
      .emits({ type: 'ReturnFileReceived', data: { sha256: returnHash } })
    run(...out, received)
      .when(receive, officer)
      .emits()
    run(...out, received)
      .when(take, officer)
      .emits({ type: 'ReturnFileImported' })
    run(...out, received, imported)
      .when(take, officer)
      .emits()
    run(...out)
      .when(receive, maker)
      .refuses('run-role-needed')
  })

  const none = { count: 0, fen: 0 }
  const ends: Settlement = {
    paid: { count: 2, fen: 174_900 },
    returned: none,
    failed: none,
    cancelled: none,
    open: none,
  }
  const close = (change: Partial<Settlement> = {}): RunCommand => ({
    type: 'ClosePaymentRun',
    data: { ...ends, ...change },
  })

  test('closes at zero differences and answered exceptions only', () => {
    const all = [...out, received, imported]
    run(...all)
      .when(close(), officer)
      .refuses('run-exceptions-open', { count: 1 })
    const answer = { type: 'SettleReturnException', data: { sha256: returnHash, line: 4, answer: '重复' } } as const
    run(...all)
      .when(answer, officer)
      .emits({ type: 'ReturnExceptionSettled' })
    run(...all, settled)
      .when(answer, officer)
      .refuses('unknown-return-exception')
    for (const other of [{ line: 5 }, { sha256: hash }])
      run(...all)
        .when({ ...answer, data: { ...answer.data, ...other } }, officer)
        .refuses('unknown-return-exception')
    run(...all, settled)
      .when(close(), officer)
      .emits({ type: 'PaymentRunReconciled', data: { paidFen: 174_900, returnedFen: 0 } }, { type: 'PaymentRunClosed' })
    const returned = { paid: { count: 1, fen: 80_000 }, returned: { count: 1, fen: 94_900 } }
    run(...all, settled)
      .when(close(returned), officer)
      .emits(
        { type: 'PaymentRunReconciled', data: { paidFen: 80_000, returnedFen: 94_900 } },
        { type: 'PaymentRunClosed' },
      )
    for (const [change, facts] of [
      [{ paid: { count: 1, fen: 80_000 }, open: { count: 1, fen: 94_900 } }, { open: 1 }],
      [{ paid: { count: 2, fen: 174_899 } }, { linesLessLedgerFen: 1 }],
      [{ paid: { count: 1, fen: 80_000 } }, { linesLessLedger: 1, fileLessReceipts: 1 }],
      [{ paid: { count: 1, fen: 80_000 }, cancelled: { count: 1, fen: 94_900 } }, { fileLessReceiptsFen: 94_900 }],
    ] as const)
      run(...all, settled)
        .when(close(change), officer)
        .refuses('run-not-reconciled', facts)
    run(calculated).when(close(), officer).refuses('run-not-in-state')
  })

  test('closes as it is when there was nothing to pay, so that the next run of the month can be opened', () => {
    run(empty)
      .when(close({ paid: none }), officer)
      .emits({ type: 'PaymentRunReconciled' }, { type: 'PaymentRunClosed' })
  })
})

test('every command has an example that passes', () => {
  for (const { type, data, example } of runCommands) expect(data.safeParse(example).success, type).toBe(true)
})
