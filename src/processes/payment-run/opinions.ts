import type { RunContent, RunEvent } from '../../domain/payment/run-events.ts'
import type { Run } from '../../domain/payment/run-state.ts'
import type { Handled } from '../../log/handle.ts'
import type { CommandCall } from '../call.ts'
import type { Deps } from '../deps.ts'
import { contributorsTo } from './contributors.ts'
import { handleRun, runContext } from './stream.ts'

/** Records that a second person agrees with the content they have seen. */
export const reviewRun = (deps: Deps, call: CommandCall, runId: string, seen: RunContent): Promise<Handled<RunEvent>> =>
  handleRun(deps, call, runId, { type: 'ReviewPaymentRun', data: seen }, (run) => withContributors(deps, call, run))

/** Approves count, total and hash; by a third person who has had no hand in any line. */
export const approveRun = (
  deps: Deps,
  call: CommandCall,
  runId: string,
  seen: RunContent,
): Promise<Handled<RunEvent>> =>
  handleRun(deps, call, runId, { type: 'ApprovePaymentRun', data: seen }, (run) => withContributors(deps, call, run))

const withContributors = async (deps: Deps, call: CommandCall, run: Run) =>
  runContext(deps, call, await contributorsTo(deps, run))
