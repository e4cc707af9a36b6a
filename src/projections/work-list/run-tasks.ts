import type { RunDeadline, RunEvent } from '../../domain/payment/run-events.ts'
import type { RunStatus } from '../../domain/payment/run-state.ts'
import type { OpenTask, Task } from './tasks.ts'

/** The part of a run that its next task depends on. */
export type RunProgress = {
  status: RunStatus
  area: string
  scheme: string
  /** Nobody is to be paid: there is nothing to review, and the run can only be calculated again or closed. */
  isEmpty: boolean
  openExceptions: number
  /** By when it is paid, where the law says it. */
  deadline: RunDeadline | null
}

const statusAfter: Partial<Record<RunEvent['type'], RunStatus>> = {
  PaymentLinesCalculated: 'OPEN',
  PaymentLinesHeld: 'OPEN',
  PaymentRunCalculated: 'CALCULATED',
  PaymentRunReviewed: 'REVIEWED',
  PaymentRunApproved: 'APPROVED',
  PaymentRunSentBack: 'OPEN',
  PaymentInstructionStarted: 'INSTRUCTING',
  PaymentRunInstructed: 'INSTRUCTED',
  BankFileBuilt: 'BUILT',
  BankFileSent: 'SENT',
  ReturnFileImported: 'RETURNED',
  PaymentRunClosed: 'CLOSED',
}

/** A run after one more event. */
export const foldRun = (before: RunProgress | undefined, { type, data }: RunEvent): RunProgress => {
  if (type === 'PaymentRunOpened')
    return { status: 'OPEN', area: data.area, scheme: data.scheme, isEmpty: false, openExceptions: 0, deadline: null }
  if (!before) throw new Error(`${type} before PaymentRunOpened: ${data.runId}`)
  if (type === 'PaymentRunDeadlineSet') {
    const { runId: _run, ...deadline } = data
    return { ...before, deadline }
  }
  const status = before.status === 'CLOSED' ? before.status : (statusAfter[type] ?? before.status)
  if (type === 'PaymentRunCalculated') return { ...before, status, isEmpty: data.count === 0 }
  if (type === 'ReturnFileImported')
    return { ...before, status, openExceptions: before.openExceptions + data.exceptions.length }
  if (type === 'ReturnExceptionSettled') return { ...before, status, openExceptions: before.openExceptions - 1 }
  return { ...before, status }
}

const nextOfRun: Readonly<Record<RunStatus, Task | undefined>> = {
  OPEN: 'calculate-run',
  CALCULATED: 'review-run',
  REVIEWED: 'approve-run',
  APPROVED: 'instruct-run',
  INSTRUCTING: 'instruct-run',
  INSTRUCTED: 'build-bank-file',
  BUILT: 'send-bank-file',
  SENT: 'import-return-file',
  RETURNED: 'close-run',
  CLOSED: undefined,
}

/** Until the bank has answered, a run is due by its deadline; what is left then is not the recipients' concern. */
export const tasksOfRun = ({ openExceptions, status, isEmpty, deadline }: RunProgress): readonly OpenTask[] => {
  if (openExceptions > 0) return [{ task: 'settle-exceptions' }]
  const task = isEmpty && status === 'CALCULATED' ? 'close-run' : nextOfRun[status]
  if (task === undefined) return []
  return [deadline === null || status === 'RETURNED' ? { task } : { task, ...deadline }]
}
