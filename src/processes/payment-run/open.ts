import { refuse } from '../../domain/payment/refusals.ts'
import type { RunRequest } from '../../domain/payment/run-commands.ts'
import { type RunCommand, runDecider } from '../../domain/payment/run-decide.ts'
import type { RunEvent } from '../../domain/payment/run-events.ts'
import type { RunState } from '../../domain/payment/run-state.ts'
import { PRICE_SUBSIDY } from '../../domain/price/terms.ts'
import { refuse as refuseScheme } from '../../domain/scheme/refusals.ts'
import { findScheme } from '../../domain/scheme/schemes.ts'
import type { Handled } from '../../log/handle.ts'
import { load } from '../../log/load.ts'
import { runStream } from '../../log/streams.ts'
import { type CommandCall, wasCarriedOut } from '../call.ts'
import type { Deps } from '../deps.ts'
import { triggerFor } from '../price/trigger.ts'
import { runIdOf } from './identity.ts'
import { handleRun } from './stream.ts'

type Opening = Extract<RunRequest, { type: 'OpenPaymentRun' }>['data']

/**
 * Opens the next run of a county, scheme and month, number 1 first. Refused while an earlier one of the month is not yet
 * instructed: its lines would be computed twice.
 */
export const openRun = async (deps: Deps, call: CommandCall, opening: Opening): Promise<Handled<RunEvent>> => {
  for (let number = 1; ; number += 1) {
    const runId = runIdOf({ ...opening, number })
    const command: Open = { type: 'OpenPaymentRun', data: { ...opening, runId, number } }
    const { state, events } = await load(deps, runDecider, runStream(runId))
    if (state.status === 'NONE') return handleRun(deps, call, runId, await withDeadline(deps, command))
    if (wasCarriedOut(events, call)) return handleRun(deps, call, runId, command)
    if (isUnderWay(state)) throw refuse('run-exists', { runId, status: state.status })
  }
}

type Open = Extract<RunCommand, { type: 'OpenPaymentRun' }>

/** Refuses what no scheme pays, and a price subsidy for a month that does not trigger it; else says by when it is paid. */
const withDeadline = async (deps: Deps, { type, data }: Open): Promise<RunCommand> => {
  if (data.scheme !== PRICE_SUBSIDY) {
    if (findScheme(data.scheme).gives === 'STATUS') throw refuseScheme('pays-nothing', { scheme: data.scheme })
    return { type, data }
  }
  if (data.purpose === 'ARREARS') throw refuse('run-arrears-of-price-subsidy', { month: data.month })
  // A reissue repeats what a run of the month has paid, whatever has become known of the month since.
  if (data.purpose === 'REISSUE') return { type, data }
  const { payBy } = await triggerFor(deps, data, deps.log.positionOf(await deps.log.head()))
  return { type, data: { ...data, deadline: payBy } }
}

const isUnderWay = ({ status }: RunState): boolean =>
  status === 'OPEN' ||
  status === 'CALCULATED' ||
  status === 'REVIEWED' ||
  status === 'APPROVED' ||
  status === 'INSTRUCTING'
