import { z } from 'zod'
import type { Day, Month } from '../shared/day.ts'
import type { Decider } from '../shared/decider.ts'
import type { Fen } from '../shared/fen.ts'
import type { HeldLine, RunLine } from './line.ts'
import type { RunContent, RunEvent, RunPurpose } from './run-events.ts'

/**
 * Where a run stands: OPEN → CALCULATED → REVIEWED → APPROVED → INSTRUCTING → INSTRUCTED → BUILT → SENT → RETURNED → CLOSED.
 * Until INSTRUCTED it can be sent back to OPEN; what a broken-off instruction had created is cancelled then.
 */
export const RunStatus = z.enum([
  'OPEN',
  'CALCULATED',
  'REVIEWED',
  'APPROVED',
  'INSTRUCTING',
  'INSTRUCTED',
  'BUILT',
  'SENT',
  'RETURNED',
  'CLOSED',
])
export type RunStatus = z.infer<typeof RunStatus>

/** A bank file of the run; `sentOn` is the day it was first handed to the bank. */
export type RunFile = {
  fileId: string
  sha256: string
  count: number
  totalFen: Fen
  sent: number
  sentOn: Day | null
}

/** A line of a return file that did not fit and waits for a named person's answer. Line 0 is the file as a whole. */
export type OpenException = { sha256: string; line: number; code: string }

/** A payment run as its stream tells it. */
export type Run = {
  status: RunStatus
  runId: string
  area: string
  scheme: string
  month: Month
  number: number
  purpose: RunPurpose
  /** The newest calculation begun; 0 before the first. Its lines count once `content` is set. */
  attempt: number
  /** The lines of that attempt, chunk by chunk. */
  chunks: readonly (readonly RunLine[])[]
  held: readonly HeldLine[]
  content: RunContent | null
  /** The log position at which that calculation read roster and policy. */
  readAt: bigint | null
  /** Where its newest calculation began to count: whatever it had found was written down before. */
  calculatedAt: bigint | null
  /** Who wrote an event of this run other than a review, an approval or a return: they may neither review nor approve. */
  makers: readonly string[]
  reviewer: string | null
  approver: string | null
  /** Where the instruction began: every payment of the run lies behind this position. */
  instructedFrom: bigint | null
  file: RunFile | null
  returnFiles: readonly { sha256: string; imported: boolean }[]
  exceptions: readonly OpenException[]
}

/** A run, or nothing under this id yet. */
export type RunState = { status: 'NONE' } | Run

/** The lines of the current calculation, in the order they were recorded. */
export const linesOf = (run: Run): readonly RunLine[] => run.chunks.flat()

/** Who gives an opinion on a run does not thereby become one of its makers. */
const opinions: readonly RunEvent['type'][] = ['PaymentRunReviewed', 'PaymentRunApproved', 'PaymentRunSentBack']

/** Folds a run; never refuses. */
export const evolveRun: Decider<RunState, never, RunEvent, never>['evolve'] = (state, event, { actor, position }) => {
  if (event.type === 'PaymentRunOpened') return opened(event.data, actor)
  if (state.status === 'NONE') return state
  const run = opinions.includes(event.type) || state.makers.includes(actor) ? state : withMaker(state, actor)
  switch (event.type) {
    case 'PaymentLinesCalculated': {
      const begun = inAttempt(run, event.data.attempt)
      return { ...begun, chunks: [...begun.chunks, event.data.lines] }
    }
    case 'PaymentLinesHeld': {
      const begun = inAttempt(run, event.data.attempt)
      return { ...begun, held: [...begun.held, ...event.data.held] }
    }
    case 'PaymentRunCalculated': {
      const { attempt, hash, count, totalFen, position: readAt } = event.data
      const content = { hash, count, totalFen }
      const known = { readAt: BigInt(readAt), calculatedAt: position }
      return { ...inAttempt(run, attempt), status: 'CALCULATED', content, ...known }
    }
    case 'PaymentRunReviewed':
      return { ...run, status: 'REVIEWED', reviewer: actor }
    case 'PaymentRunApproved':
      return { ...run, status: 'APPROVED', approver: actor }
    case 'PaymentRunSentBack':
      return { ...run, status: 'OPEN', content: null, reviewer: null, approver: null }
    case 'PaymentInstructionStarted':
      return { ...run, status: 'INSTRUCTING', instructedFrom: position }
    case 'PaymentRunInstructed':
      return { ...run, status: 'INSTRUCTED' }
    case 'BankFileBuilt': {
      const { fileId, sha256, count, totalFen } = event.data
      return { ...run, status: 'BUILT', file: { fileId, sha256, count, totalFen, sent: 0, sentOn: null } }
    }
    case 'BankFileSent': {
      const { attempt, on } = event.data
      const file = run.file && { ...run.file, sent: attempt, sentOn: run.file.sentOn ?? on }
      return { ...run, status: 'SENT', file }
    }
    case 'ReturnFileReceived':
      return { ...run, returnFiles: [...run.returnFiles, { sha256: event.data.sha256, imported: false }] }
    case 'ReturnFileImported':
      return imported(run, event.data)
    case 'ReturnExceptionSettled': {
      const { sha256, line } = event.data
      return { ...run, exceptions: run.exceptions.filter((open) => open.sha256 !== sha256 || open.line !== line) }
    }
    case 'PaymentRunDeadlineSet':
    case 'PaymentRunReconciled':
      return run
    case 'PaymentRunClosed':
      return { ...run, status: 'CLOSED' }
  }
}

const opened = (data: Extract<RunEvent, { type: 'PaymentRunOpened' }>['data'], actor: string): Run => ({
  status: 'OPEN',
  runId: data.runId,
  area: data.area,
  scheme: data.scheme,
  month: data.month,
  number: data.number,
  purpose: data.purpose,
  attempt: 0,
  chunks: [],
  held: [],
  content: null,
  readAt: null,
  calculatedAt: null,
  makers: [actor],
  reviewer: null,
  approver: null,
  instructedFrom: null,
  file: null,
  returnFiles: [],
  exceptions: [],
})

/** The run within a calculation: the first event of a new one leaves everything of the last behind. */
const inAttempt = (run: Run, attempt: number): Run =>
  attempt === run.attempt ? run : { ...run, status: 'OPEN', attempt, chunks: [], held: [], content: null }

const withMaker = (run: Run, actor: string): Run => ({ ...run, makers: [...run.makers, actor] })

/** A late return after the close moves payments, never the run. */
const imported = (run: Run, data: Extract<RunEvent, { type: 'ReturnFileImported' }>['data']): Run => ({
  ...run,
  status: run.status === 'CLOSED' ? 'CLOSED' : 'RETURNED',
  returnFiles: run.returnFiles.map((file) => (file.sha256 === data.sha256 ? { ...file, imported: true } : file)),
  exceptions: [...run.exceptions, ...data.exceptions.map(({ line, code }) => ({ sha256: data.sha256, line, code }))],
})
