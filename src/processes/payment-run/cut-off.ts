import type { HeldLine, RunLine } from '../../domain/payment/line.ts'
import { linesOf, type Run } from '../../domain/payment/run-state.ts'
import { idFrom } from '../../log/event-id.ts'
import { runStream } from '../../log/streams.ts'
import { type CommandCall, envelopeOf } from '../call.ts'
import type { Deps } from '../deps.ts'
import { calculateAt } from './calculate-at.ts'
import { type Calculation, subjectIn } from './facts.ts'
import { openedAccounts, ownerOf } from './payee-accounts.ts'
import { movePayments, type RunPayments } from './payments.ts'

/** Why a payment is stopped before the bank file, beside the reasons for which a line is held. */
type StopReason =
  | HeldLine['reason']
  | 'LEFT_ROLL' // its case has left the roll of the month altogether
  | 'AMOUNT_FELL' // less of these arrears is still owed
  | 'PAYEE_CHANGED' // somebody else is to receive it by now
  | 'ACCOUNT_CHANGED' // the payee has registered another account
  | 'ACCOUNT_ERASED' // nobody can read it any more, and one payee must not keep the money from all the others

/**
 * Cancels the payments that would not be made if the run were calculated now, without its own: somebody of the household is
 * known by now to have died in an earlier month, a claim is gone, a scheme that excludes it has been granted, another run
 * has paid the month, or the case has left the roll; and those that would go to another person or account. Nobody approved
 * the new one, and the old one is no longer right, so neither is paid: the next run of the month brings it before a reviewer
 * and an approver. The approved lines stay as they are. The bank file is the cut-off: once a payment is in it, nothing is
 * stopped any more. Answers the payments as they are then.
 */
export const stopBeforeCutOff = async (
  deps: Deps,
  call: CommandCall,
  { run, payments }: { run: Run; payments: RunPayments },
): Promise<RunPayments> => {
  // A file begun is finished with the lines that it was begun with.
  if ([...payments.values()].some(({ payment }) => payment.status === 'FILED')) return payments
  const at = deps.log.positionOf(await deps.log.head())
  const reasonFor = stopReasons(run, await calculateAt(deps, run, at, run.runId))
  const approved = new Map(linesOf(run).map((line) => [line.paymentId, line]))
  const readable = await openedAccounts(deps, [...approved.values()])
  const envelope = envelopeOf(call, runStream(run.runId), deps.clock.today())
  return movePayments(deps, { run, payments, envelope }, (found) =>
    [...found.values()].flatMap((on) => {
      const { status, paymentId } = on.payment
      const line = approved.get(paymentId)
      if (!line || status !== 'PLANNED') return []
      const reason = reasonFor(line) ?? (readable.has(paymentId) ? undefined : 'ACCOUNT_ERASED')
      if (reason === undefined) return []
      const data = { paymentId, cancelledOn: deps.clock.today(), reason, note: '' }
      const command = idFrom(paymentId, 'stopped before the bank file')
      return [{ on, command, event: { type: 'PaymentCancelled' as const, data } }]
    }),
  )
}

/** Why an approved line may not go to the bank, by what would be calculated now; undefined where it may. */
const stopReasons = (run: Run, { lines, held, paid }: Calculation): ((line: RunLine) => StopReason | undefined) => {
  const subjectOf = subjectIn(run.scheme)
  const monthKey = (of: { caseId: string; personId: string; month: string }) => `${subjectOf(of)} ${of.month}`
  const lineKey = (line: RunLine) => `${monthKey(line)} ${line.reissueOf}`
  const due = new Map(lines.map((line) => [lineKey(line), line]))
  const reasons = new Map(held.map((line) => [monthKey(line), line.reason]))
  return (line) => {
    const now = due.get(lineKey(line))
    if (!now) return paid.has(subjectOf(line)) ? 'DUPLICATE' : (reasons.get(monthKey(line)) ?? 'LEFT_ROLL')
    // A regular line stays as it was approved; arrears must not come to more than is still owed.
    if (line.kind === 'arrears' && now.amountFen < line.amountFen) return 'AMOUNT_FELL'
    const isSameOwner = ownerOf(now.payee, now.personId) === ownerOf(line.payee, line.personId)
    if (now.personId !== line.personId || !isSameOwner) return 'PAYEE_CHANGED'
    return now.account === line.account ? undefined : 'ACCOUNT_CHANGED'
  }
}
