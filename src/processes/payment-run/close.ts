import type { RunCommand } from '../../domain/payment/run-decide.ts'
import type { RunEvent } from '../../domain/payment/run-events.ts'
import { settle } from '../../domain/payment/settlement.ts'
import type { Handled } from '../../log/handle.ts'
import type { CommandCall } from '../call.ts'
import type { Deps } from '../deps.ts'
import { readPayments } from './payments.ts'
import { answerOf, handleRun, loadRunFor } from './stream.ts'

/** Records the answer that a named person gives to a return line that did not fit. */
export const settleException = (
  deps: Deps,
  call: CommandCall,
  runId: string,
  data: Extract<RunCommand, { type: 'SettleReturnException' }>['data'],
): Promise<Handled<RunEvent>> => handleRun(deps, call, runId, { type: 'SettleReturnException', data })

/** Closes a run when every payment of it has an end and lines, ledger, file and receipts agree to the fen. */
export const closeRun = async (deps: Deps, call: CommandCall, runId: string): Promise<Handled<RunEvent>> => {
  const loaded = await loadRunFor(deps, call, runId)
  const answer = answerOf(loaded, call)
  if (answer) return answer
  const payments = await readPayments(deps, loaded.run)
  const settlement = settle([...payments.values()].map(({ payment }) => payment))
  return handleRun(deps, call, runId, { type: 'ClosePaymentRun', data: settlement })
}
