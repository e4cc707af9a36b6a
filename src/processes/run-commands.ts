import type { RunRequest } from '../domain/payment/run-commands.ts'
import type { RunEvent } from '../domain/payment/run-events.ts'
import type { Handled } from '../log/handle.ts'
import type { CommandCall } from './call.ts'
import type { Deps } from './deps.ts'
import { approveRun, calculateRun, openRun, reviewRun } from './payment-run.ts'
import { markSent } from './payment-run-bank.ts'
import { closeRun, settleException } from './payment-run-close.ts'
import { buildBankFile } from './payment-run-file.ts'
import { instructRun, sendBackRun } from './payment-run-instruct.ts'

/** Carries out any command on a payment run; `subject` is the run id, and nothing yet for one that opens a run. */
export const runCommand = (deps: Deps, call: CommandCall, request: RunRequest): Promise<Handled<RunEvent>> => {
  const { subject: runId } = request
  switch (request.type) {
    case 'OpenPaymentRun':
      return openRun(deps, call, request.data)
    case 'CalculatePaymentRun':
      return calculateRun(deps, call, runId)
    case 'ReviewPaymentRun':
      return reviewRun(deps, call, runId, request.data)
    case 'ApprovePaymentRun':
      return approveRun(deps, call, runId, request.data)
    case 'SendBackPaymentRun':
      return sendBackRun(deps, call, runId, request.data)
    case 'InstructPaymentRun':
      return instructRun(deps, call, runId)
    case 'BuildBankFile':
      return buildBankFile(deps, call, runId)
    case 'MarkBankFileSent':
      return markSent(deps, call, runId, request.data.fileId)
    case 'SettleReturnException':
      return settleException(deps, call, runId, request.data)
    case 'ClosePaymentRun':
      return closeRun(deps, call, runId)
  }
}
