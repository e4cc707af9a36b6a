import { sumOfOffsets } from '../../domain/payment/offset.ts'
import type { RunEvent } from '../../domain/payment/run-events.ts'
import type { Fact } from '../view.ts'
import type {
  PaymentRunExceptionTable,
  PaymentRunFileTable,
  PaymentRunHeldTable,
  PaymentRunLineTable,
  PaymentRunTable,
} from './tables.ts'

/** A run's row after one more event. */
export const foldRun = (before: PaymentRunTable | undefined, fact: Fact<RunEvent>): PaymentRunTable => {
  const by = fact.envelope.actor
  const at = { revision: fact.version, position: Number(fact.position) }
  if (fact.type === 'PaymentRunOpened') {
    const { runId, area, scheme, month, number, purpose, openedOn } = fact.data
    const opened = { run_id: runId, area, scheme, month, number, purpose, opened_on: openedOn, opened_by: by }
    return { ...opened, ...untouched, ...at }
  }
  if (!before) throw new Error(`${fact.type} before PaymentRunOpened: ${fact.data.runId}`)
  const row = { ...before, ...at }
  switch (fact.type) {
    case 'PaymentRunDeadlineSet': {
      const { due, provisional, clause } = fact.data
      return { ...row, due, due_provisional: provisional, due_clause: clause }
    }
    case 'PaymentLinesCalculated':
    case 'PaymentLinesHeld':
      return fact.data.attempt === row.attempt
        ? row
        : { ...row, ...noContent, status: 'OPEN', attempt: fact.data.attempt }
    case 'PaymentRunCalculated': {
      const { attempt, count, totalFen, hash, heldCount, position, calculatedOn } = fact.data
      return {
        ...row,
        status: 'CALCULATED',
        attempt,
        read_at: Number(position),
        last_read_at: Number(position),
        line_count: count,
        total_fen: totalFen,
        held_count: heldCount,
        hash,
        calculated_on: calculatedOn,
        calculated_by: by,
      }
    }
    case 'PaymentRunReviewed':
      return { ...row, status: 'REVIEWED', reviewed_on: fact.data.reviewedOn, reviewed_by: by }
    case 'PaymentRunApproved':
      return { ...row, status: 'APPROVED', approved_on: fact.data.approvedOn, approved_by: by }
    case 'PaymentRunSentBack':
      return { ...row, ...noApproval, status: 'OPEN', sent_back_reason: fact.data.reason }
    case 'PaymentInstructionStarted':
      return { ...row, status: 'INSTRUCTING' }
    case 'PaymentRunInstructed':
      return { ...row, status: 'INSTRUCTED', instructed_on: fact.data.on }
    case 'BankFileBuilt':
      return { ...row, status: 'BUILT' }
    case 'BankFileSent':
      return { ...row, status: 'SENT' }
    case 'ReturnFileReceived':
      return row
    case 'ReturnFileImported':
      return {
        ...row,
        // A late return after the close moves payments, never the run.
        status: row.status === 'CLOSED' ? 'CLOSED' : 'RETURNED',
        imported_at: at.position,
        paid_count: row.paid_count + fact.data.paidCount,
        paid_fen: row.paid_fen + fact.data.paidFen,
        returned_count: row.returned_count + fact.data.returnedCount,
        returned_fen: row.returned_fen + fact.data.returnedFen,
        open_exceptions: row.open_exceptions + fact.data.exceptions.length,
      }
    case 'ReturnExceptionSettled':
      return { ...row, open_exceptions: row.open_exceptions - 1 }
    case 'PaymentRunReconciled':
      return { ...row, reconciled_on: fact.data.on }
    case 'PaymentRunClosed':
      return { ...row, status: 'CLOSED', closed_on: fact.data.on }
  }
}

const noApproval = { reviewed_on: null, reviewed_by: null, approved_on: null, approved_by: null } as const

const noContent = {
  ...noApproval,
  read_at: null,
  line_count: 0,
  total_fen: 0,
  held_count: 0,
  hash: null,
  calculated_on: null,
  calculated_by: null,
} as const

const untouched = {
  ...noContent,
  status: 'OPEN',
  attempt: 0,
  last_read_at: null,
  imported_at: null,
  due: null,
  due_provisional: null,
  due_clause: null,
  sent_back_reason: null,
  instructed_on: null,
  paid_count: 0,
  paid_fen: 0,
  returned_count: 0,
  returned_fen: 0,
  open_exceptions: 0,
  reconciled_on: null,
  closed_on: null,
} as const

/** The lines that an event adds. */
export const linesOf = ({ type, data }: RunEvent): PaymentRunLineTable[] =>
  type === 'PaymentLinesCalculated'
    ? data.lines.map((line) => ({
        run_id: data.runId,
        attempt: data.attempt,
        payment_id: line.paymentId,
        case_id: line.caseId,
        person_id: line.personId,
        month: line.month,
        kind: line.kind,
        sequence: line.sequence,
        amount_fen: line.amountFen,
        gross_fen: line.grossFen,
        offset_fen: sumOfOffsets(line.offsets),
        offsets: line.offsets,
        payee: line.payee,
        price_group: line.group,
        area: line.area,
        area_kind: line.areaKind,
        members: line.members,
        standard_fen: line.standardFen,
        standard_document: line.standardDocument,
        account: line.account,
        reissue_of: line.reissueOf,
      }))
    : []

/** The households that an event holds back. */
export const heldOf = ({ type, data }: RunEvent): PaymentRunHeldTable[] =>
  type === 'PaymentLinesHeld'
    ? data.held.map(({ caseId, personId, month, reason, other }) => ({
        run_id: data.runId,
        attempt: data.attempt,
        case_id: caseId,
        person_id: personId,
        month,
        reason,
        other_case_id: other?.caseId ?? null,
        other_scheme: other?.scheme ?? null,
        clause: other?.clause ?? null,
      }))
    : []

/** The bank files of a run after one more event. */
export const foldFiles = (files: readonly PaymentRunFileTable[], fact: Fact<RunEvent>): PaymentRunFileTable[] => {
  if (fact.type === 'BankFileBuilt') {
    const { runId, fileId, part, sha256, size, count, totalFen, on } = fact.data
    const file = { run_id: runId, file_id: fileId, part, sha256, size, line_count: count, total_fen: totalFen }
    const built = { ...file, built_on: on, built_by: fact.envelope.actor, sent_on: null, sent_by: null }
    return [...files.filter((other) => other.file_id !== fileId), built]
  }
  if (fact.type !== 'BankFileSent') return [...files]
  const { fileId, on } = fact.data
  return files.map((file) => (file.file_id === fileId ? { ...file, sent_on: on, sent_by: fact.envelope.actor } : file))
}

/** The exceptions of a run's return files after one more event. */
export const foldExceptions = (
  exceptions: readonly PaymentRunExceptionTable[],
  fact: Fact<RunEvent>,
): PaymentRunExceptionTable[] => {
  if (fact.type === 'ReturnFileImported') {
    const { runId, sha256 } = fact.data
    const added = fact.data.exceptions.map(({ line, code, paymentId }) => ({
      run_id: runId,
      sha256,
      line,
      code,
      payment_id: paymentId,
      ...unanswered,
    }))
    return [
      ...exceptions.filter((one) => one.sha256 !== sha256 || !added.some(({ line }) => line === one.line)),
      ...added,
    ]
  }
  if (fact.type !== 'ReturnExceptionSettled') return [...exceptions]
  const { sha256, line, answer, on } = fact.data
  return exceptions.map((one) =>
    one.sha256 === sha256 && one.line === line
      ? { ...one, answer, settled_on: on, settled_by: fact.envelope.actor }
      : one,
  )
}

const unanswered = { settled_on: null, settled_by: null, answer: null }
