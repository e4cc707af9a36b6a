import { isCounty } from '../shared/area.ts'
import { addMonths, monthOf } from '../shared/day.ts'
import type { Decider } from '../shared/decider.ts'
import { refuse } from './refusals.ts'
import { authorize, type RunContext, requireFreshEyes, requireStatus } from './run-authority.ts'
import { type RunContent, type RunDeadline, type RunEvent, runEvents } from './run-events.ts'
import { evolveRun, type Run, type RunState } from './run-state.ts'
import { requireReconciled, type Settlement } from './settlement.ts'

type Facts<Type extends RunEvent['type'], Known extends string = never> = Omit<
  Extract<RunEvent, { type: Type }>['data'],
  'runId' | 'on' | Known
>

/**
 * What can be asked of a run. The commands that people send (`run-commands.ts`) come here with what the process has
 * computed for them: lines, files, imports, settlements.
 */
export type RunCommand =
  | { type: 'OpenPaymentRun'; data: Facts<'PaymentRunOpened', 'openedOn'> & { runId: string; deadline?: RunDeadline } }
  | { type: 'RecordRunLines'; data: Facts<'PaymentLinesCalculated'> }
  | { type: 'RecordHeldLines'; data: Facts<'PaymentLinesHeld'> }
  | { type: 'CalculatePaymentRun'; data: Facts<'PaymentRunCalculated', 'calculatedOn'> }
  | { type: 'ReviewPaymentRun' | 'ApprovePaymentRun'; data: RunContent }
  | { type: 'SendBackPaymentRun'; data: Facts<'PaymentRunSentBack'> }
  | { type: 'StartInstruction' }
  | { type: 'InstructPaymentRun'; data: { attempt: number } }
  | { type: 'BuildBankFile'; data: Facts<'BankFileBuilt'> }
  | { type: 'MarkBankFileSent'; data: { fileId: string } }
  | { type: 'ReceiveReturnFile'; data: Facts<'ReturnFileReceived'> }
  | { type: 'ImportReturnFile'; data: Facts<'ReturnFileImported'> }
  | { type: 'SettleReturnException'; data: Facts<'ReturnExceptionSettled'> }
  | { type: 'ClosePaymentRun'; data: Settlement }

/** How many months back a run may still be opened: the product's own bound against a slip of the pen. */
const MONTHS_BACK = 36

/** States from which a run with payments can close, once each of them has its end. */
const closable = ['INSTRUCTED', 'BUILT', 'SENT', 'RETURNED'] as const

const decide = (command: RunCommand, state: RunState, context: RunContext): readonly RunEvent[] => {
  if (command.type === 'OpenPaymentRun') return open(command.data, state, context)
  if (state.status === 'NONE') throw refuse('unknown-run')
  return decideOnRun(command, state, context)
}

const decideOnRun = (
  command: Exclude<RunCommand, { type: 'OpenPaymentRun' }>,
  run: Run,
  context: RunContext,
): readonly RunEvent[] => {
  const { runId } = run
  const on = context.today
  switch (command.type) {
    case 'RecordRunLines':
      requireCalculable(run, command.data, context)
      return [{ type: 'PaymentLinesCalculated', data: { runId, ...command.data } }]
    case 'RecordHeldLines':
      requireCalculable(run, command.data, context)
      return [{ type: 'PaymentLinesHeld', data: { runId, ...command.data } }]
    case 'CalculatePaymentRun':
      requireCalculable(run, command.data, context)
      return [{ type: 'PaymentRunCalculated', data: { runId, ...command.data, calculatedOn: on } }]
    case 'ReviewPaymentRun':
      authorize(context, run.area, 'paymentReviewer')
      requireStatus(run, 'CALCULATED')
      requireFreshEyes(run, context)
      if (command.data.count === 0) throw refuse('run-empty')
      return [{ type: 'PaymentRunReviewed', data: { runId, ...seen(run, command.data), reviewedOn: on } }]
    case 'ApprovePaymentRun':
      authorize(context, run.area, 'paymentApprover')
      requireStatus(run, 'REVIEWED')
      requireFreshEyes(run, context)
      if (run.reviewer === context.actor.sub) throw refuse('run-reviewer-approves', { by: context.actor.sub })
      return [{ type: 'PaymentRunApproved', data: { runId, ...seen(run, command.data), approvedOn: on } }]
    case 'SendBackPaymentRun':
      authorize(context, run.area, 'paymentReviewer', 'paymentApprover')
      requireStatus(run, 'CALCULATED', 'REVIEWED', 'APPROVED', 'INSTRUCTING')
      return [{ type: 'PaymentRunSentBack', data: { runId, ...command.data, on } }]
    case 'StartInstruction':
      authorize(context, run.area, 'paymentPreparer')
      requireStatus(run, 'APPROVED', 'INSTRUCTING')
      if (run.status === 'INSTRUCTING') return []
      return [{ type: 'PaymentInstructionStarted', data: { runId, ...requireContent(run), on } }]
    case 'InstructPaymentRun': {
      authorize(context, run.area, 'paymentPreparer')
      requireStatus(run, 'INSTRUCTING')
      // Payments were made for lines that have since been replaced and approved anew.
      if (command.data.attempt !== run.attempt) throw refuse('run-calculation-stale', { attempt: run.attempt })
      const { count, totalFen } = requireContent(run)
      return [{ type: 'PaymentRunInstructed', data: { runId, count, totalFen, on } }]
    }
    case 'BuildBankFile':
      authorize(context, run.area, 'paymentPreparer')
      requireStatus(run, 'INSTRUCTED')
      return [{ type: 'BankFileBuilt', data: { runId, ...command.data, on } }]
    case 'MarkBankFileSent':
      return markSent(command.data.fileId, run, context)
    case 'ReceiveReturnFile':
      authorize(context, run.area, 'paymentOfficer')
      requireStatus(run, 'SENT', 'RETURNED', 'CLOSED')
      if (run.returnFiles.some(({ sha256 }) => sha256 === command.data.sha256)) return []
      return [{ type: 'ReturnFileReceived', data: { runId, ...command.data, on } }]
    case 'ImportReturnFile':
      authorize(context, run.area, 'paymentOfficer')
      requireStatus(run, 'SENT', 'RETURNED', 'CLOSED')
      if (run.returnFiles.some(({ sha256, imported }) => imported && sha256 === command.data.sha256)) return []
      return [{ type: 'ReturnFileImported', data: { runId, ...command.data, on } }]
    case 'SettleReturnException': {
      authorize(context, run.area, 'paymentOfficer')
      const { sha256, line } = command.data
      if (!run.exceptions.some((open) => open.sha256 === sha256 && open.line === line))
        throw refuse('unknown-return-exception', { sha256, line })
      return [{ type: 'ReturnExceptionSettled', data: { runId, ...command.data, on } }]
    }
    case 'ClosePaymentRun': {
      authorize(context, run.area, 'paymentOfficer')
      // A run in which there is nothing to pay ends here, or it would stand in the way of the month's next one for ever.
      requireStatus(run, ...(run.content?.count === 0 ? (['CALCULATED'] as const) : []), ...closable)
      requireReconciled(run, command.data)
      const { paid, returned } = command.data
      return [
        { type: 'PaymentRunReconciled', data: { runId, paidFen: paid.fen, returnedFen: returned.fen, on } },
        { type: 'PaymentRunClosed', data: { runId, on } },
      ]
    }
  }
}

/** A calculation that was overtaken by another one is dropped. */
const requireCalculable = (run: Run, { attempt }: { attempt: number }, context: RunContext): void => {
  authorize(context, run.area, 'paymentPreparer')
  requireStatus(run, 'OPEN', 'CALCULATED')
  if (attempt < run.attempt) throw refuse('run-calculation-stale', { attempt: run.attempt })
}

const open = (
  { deadline, ...data }: Extract<RunCommand, { type: 'OpenPaymentRun' }>['data'],
  state: RunState,
  context: RunContext,
): readonly RunEvent[] => {
  if (!isCounty(data.area)) throw refuse('run-area-not-county', { area: data.area })
  authorize(context, data.area, 'paymentPreparer')
  if (state.status !== 'NONE') throw refuse('run-exists', { runId: state.runId, status: state.status })
  const thisMonth = monthOf(context.today)
  const earliest = addMonths(thisMonth, -MONTHS_BACK)
  const latest = addMonths(thisMonth, 1)
  if (data.month < earliest || data.month > latest)
    throw refuse('run-month-out-of-range', { month: data.month, earliest, latest })
  const opened: RunEvent = { type: 'PaymentRunOpened', data: { ...data, openedOn: context.today } }
  if (deadline === undefined) return [opened]
  return [opened, { type: 'PaymentRunDeadlineSet', data: { runId: data.runId, ...deadline } }]
}

const markSent = (fileId: string, run: Run, context: RunContext): readonly RunEvent[] => {
  authorize(context, run.area, 'paymentOfficer')
  requireStatus(run, 'BUILT')
  const { file, runId } = run
  if (file?.fileId !== fileId) throw refuse('unknown-bank-file', { fileId })
  const { sha256, sent } = file
  return [{ type: 'BankFileSent', data: { runId, fileId, sha256, attempt: sent + 1, on: context.today } }]
}

/** An opinion binds the content that was seen; anything else in the run voids it before it is given. */
const seen = (run: Run, given: RunContent): RunContent => {
  const { hash, count, totalFen } = requireContent(run)
  if (given.hash !== hash || given.count !== count || given.totalFen !== totalFen)
    throw refuse('run-content-differs', { hash, count, totalFen })
  return { hash, count, totalFen }
}

/** What has been calculated; refused while there is nothing. */
const requireContent = (run: Run): RunContent => {
  if (run.content === null) throw refuse('run-not-in-state', { status: run.status, allowed: ['CALCULATED'] })
  return run.content
}

/** `run-<area>-<scheme>-<month>-<n>`: from an open run to a closed month, four eyes and more on the way. */
export const runDecider: Decider<RunState, RunCommand, RunEvent, RunContext> = {
  schemas: runEvents,
  initial: { status: 'NONE' },
  evolve: evolveRun,
  decide,
}
