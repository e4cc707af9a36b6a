import { refuse } from '../../domain/payment/refusals.ts'
import { runDecider } from '../../domain/payment/run-decide.ts'
import type { RunEvent } from '../../domain/payment/run-events.ts'
import { linesOf, type Run } from '../../domain/payment/run-state.ts'
import { WrongExpectedVersion } from '../../log/errors.ts'
import { idFrom } from '../../log/event-id.ts'
import type { Handled } from '../../log/handle.ts'
import { paymentStream, runStream } from '../../log/streams.ts'
import { type CommandCall, envelopeOf } from '../call.ts'
import type { Deps } from '../deps.ts'
import { giveBackOffsets } from '../overpayments/offsets.ts'
import { type BankLine, bankFile } from './bank-file.ts'
import { stopBeforeCutOff } from './cut-off.ts'
import { contentOf } from './identity.ts'
import { openedAccounts } from './payee-accounts.ts'
import { movePayments, type RunPayment, type RunPayments, readPayments } from './payments.ts'
import { answerOf, handleRun, loadRunFor, runContext } from './stream.ts'

/** One file carries a whole run. */
const PART = 1
const NAMED = 20

/**
 * Builds the bank file of an instructed run: stops who may no longer be paid, keeps the file sealed, marks every payment in
 * it as filed, then records it. Each step can be repeated without effect, so building again after a crash finishes what was
 * begun. Money goes to the accounts that were approved; a payment whose payee or account is another by now has been stopped.
 */
export const buildBankFile = async (deps: Deps, call: CommandCall, runId: string): Promise<Handled<RunEvent>> => {
  const loaded = await loadRunFor(deps, call, runId)
  const answer = answerOf(loaded, call)
  if (answer) return answer
  const { run } = loaded
  const fileId = `${runId}-p${PART}-${run.content?.hash.slice(0, 16)}`
  const planned = { fileId, part: PART, sha256: '0'.repeat(64), size: 0, count: 0, totalFen: 0 }
  // Decided before anything is opened or written: whoever may not build the file does not get to see an account.
  runDecider.decide({ type: 'BuildBankFile', data: planned }, run, runContext(deps, call))

  requireApproved(run)
  const payments = await stopBeforeCutOff(deps, call, { run, payments: await readPayments(deps, run) })
  await giveBackOffsets(deps, call, linesOf(run))
  const lines = await bankLines(deps, run, payments)
  const bytes = bankFile({ fileId, scheme: run.scheme, month: run.month }, lines)
  const { sha256, size } = await deps.vault.keepFile(bytes)
  const envelope = envelopeOf(call, runStream(runId), deps.clock.today())
  await movePayments(deps, { run, payments, envelope }, (found) => {
    requireUncancelled(lines, found)
    return [...found.values()]
      .filter(({ payment }) => payment.status === 'PLANNED')
      .map((on) => fileMove(on, fileId, sha256))
  })
  const totalFen = lines.reduce((sum, { amountFen }) => sum + amountFen, 0)
  const built = { fileId, part: PART, sha256, size, count: lines.length, totalFen }
  return handleRun(deps, { ...call, seen: undefined }, runId, { type: 'BuildBankFile', data: built })
}

/** The lines that the file is built from are the very ones that were approved, whoever has written to the stream since. */
const requireApproved = (run: Run): void => {
  const { hash, count, totalFen } = contentOf(run.runId, linesOf(run))
  if (hash !== run.content?.hash) throw refuse('run-content-differs', { hash, count, totalFen })
}

/** Whoever builds the file at the same time may have stopped a payment that these lines still hold: nobody is paid by them. */
const requireUncancelled = (lines: readonly BankLine[], payments: RunPayments): void => {
  for (const { paymentId } of lines) {
    const on = payments.get(paymentId)
    if (on?.payment.status === 'CANCELLED')
      throw new WrongExpectedVersion(paymentStream(paymentId), on.tip.version - 1, on.tip)
  }
}

/** Records that the file was handed to the bank. */
export const markSent = (deps: Deps, call: CommandCall, runId: string, fileId: string): Promise<Handled<RunEvent>> =>
  handleRun(deps, call, runId, { type: 'MarkBankFileSent', data: { fileId } })

const fileMove = (on: RunPayment, fileId: string, fileSha256: string) => {
  const { paymentId } = on.payment
  return {
    on,
    command: idFrom(paymentId, `filed ${fileId}`),
    event: { type: 'PaymentFiled' as const, data: { paymentId, fileId, fileSha256 } },
  }
}

/** The lines of the run whose payment was not cancelled, with bank, account and name opened. */
const bankLines = async (deps: Deps, run: Run, payments: RunPayments): Promise<readonly BankLine[]> => {
  const lines = linesOf(run).filter(({ paymentId }) => payments.get(paymentId)?.payment.status !== 'CANCELLED')
  const accounts = await openedAccounts(deps, lines)
  const unreadable = lines.map(({ paymentId }) => paymentId).filter((paymentId) => !accounts.has(paymentId))
  if (unreadable.length > 0)
    throw refuse('payee-account-unreadable', { count: unreadable.length, payments: unreadable.slice(0, NAMED) })
  return lines.flatMap(({ paymentId, amountFen }) => {
    const account = accounts.get(paymentId)
    return account ? [{ paymentId, amountFen, ...account }] : []
  })
}
