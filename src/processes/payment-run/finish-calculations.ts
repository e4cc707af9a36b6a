import { runDecider } from '../../domain/payment/run-decide.ts'
import { load } from '../../log/load.ts'
import { runStream } from '../../log/streams.ts'
import { calculationsBegun } from '../../projections/payment-run/in-doubt.ts'
import type { Deps } from '../deps.ts'
import { commandBehind, goOn, isBrokenOff } from '../go-on.ts'
import { calculateRun } from './calculate.ts'

/**
 * Calculates anew what a program has begun to calculate and died over: some of its lines stand in the run and count for
 * nothing. Returns how many calculations were made good.
 */
export const finishCalculations = async (deps: Deps): Promise<number> => {
  let finished = 0
  for (const runId of await calculationsBegun(deps.views)) {
    const { events } = await load(deps, runDecider, runStream(runId))
    const last = events.at(-1)
    const isBegun = last?.opened.type === 'PaymentLinesCalculated' || last?.opened.type === 'PaymentLinesHeld'
    if (!isBegun || !isBrokenOff(deps, last)) continue
    if (await goOn(calculateRun(deps, commandBehind(last.envelope), runId))) finished += 1
  }
  return finished
}
