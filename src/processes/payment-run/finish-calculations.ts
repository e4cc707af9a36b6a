import { runDecider } from '../../domain/payment/run-decide.ts'
import type { Envelope } from '../../log/envelope.ts'
import { load } from '../../log/load.ts'
import { runStream } from '../../log/streams.ts'
import { calculationsBegun } from '../../projections/payment-run/in-doubt.ts'
import type { Deps } from '../deps.ts'
import { commandBehind, goOnWithEach, isBrokenOff } from '../go-on.ts'
import { calculateRun } from './calculate.ts'
import type { LoadedRun } from './stream.ts'

/** A calculation over which programs died so often is not begun again by itself: each time adds its lines to the log. */
const MOST_ATTEMPTS = 3

/**
 * Calculates anew what a program has begun to calculate and died over: some of its lines stand in the run and count for
 * nothing. Returns how many calculations were made good.
 */
export const finishCalculations = async (deps: Deps): Promise<number> =>
  goOnWithEach(await calculationsBegun(deps.views), async (runId) => {
    const { events } = await load(deps, runDecider, runStream(runId))
    const last = events.at(-1)
    const isBegun = last?.opened.type === 'PaymentLinesCalculated' || last?.opened.type === 'PaymentLinesHeld'
    if (!isBegun || !isBrokenOff(deps, last) || attemptsFor(last.envelope, events) >= MOST_ATTEMPTS) return false
    await calculateRun(deps, commandBehind(last.envelope), runId)
    return true
  })

/** How often a run was begun to be calculated for one command. */
const attemptsFor = ({ causation }: Envelope, events: LoadedRun['events']): number =>
  new Set(
    events.flatMap(({ opened, envelope }) =>
      envelope.causation === causation && 'attempt' in opened.data ? [opened.data.attempt] : [],
    ),
  ).size
