import { idFrom } from '../../log/event-id.ts'
import { paymentsInDoubt } from '../../projections/payment-run/in-doubt.ts'
import type { Deps } from '../deps.ts'
import { systemActor } from '../system-actor.ts'
import { cancelLeftBehind } from './instruct.ts'
import { loadRun } from './stream.ts'

const sweeper = systemActor('payment-sweeper', 'administrator')

/**
 * Cancels payments that no line of their run stands behind: left over by an instruction that died after its run had been
 * sent back or calculated anew, be it long after another one has made the payments of the lines that count. Returns how many
 * it suspected; what to cancel is decided by the stream of the run.
 */
export const sweepPayments = async (deps: Deps): Promise<number> => {
  const suspects = await paymentsInDoubt(deps.views)
  for (const [runId, payments] of Map.groupBy(suspects, ({ run_id }) => run_id)) {
    const ids = payments.map(({ payment_id }) => payment_id).sort()
    const call = { actor: sweeper, commandId: idFrom(`sweep ${runId}`, ids.join(' ')) }
    await cancelLeftBehind(deps, call, await loadRun(deps, runId))
  }
  return suspects.length
}
