import { type RunEvent, runEvents } from '../../domain/payment/run-events.ts'
import type { Run } from '../../domain/payment/run-state.ts'
import { type AreaCode, isWithin } from '../../domain/shared/area.ts'
import { ascending } from '../../domain/shared/ascending.ts'
import type { Month } from '../../domain/shared/day.ts'
import { codecOf } from '../../log/codec.ts'
import { forEachEvent } from '../../log/each-event.ts'
import type { Deps } from '../deps.ts'
import { monthOfRun } from '../payment-run/identity.ts'
import { loadRun } from '../payment-run/stream.ts'

/** Which month is performed again, for all areas and schemes unless named. */
export type RecomputeQuestion = { month: Month; area?: AreaCode; scheme?: string }

const codec = codecOf(runEvents)

/**
 * The instructed runs of a month, in the order of the positions that they read; and those of arrears, or that have claimed
 * something back, from their calculation on, since that is where an overpayment is found.
 */
export const runsOf = async (
  deps: Pick<Deps, 'log' | 'vault'>,
  question: RecomputeQuestion,
  claimed: ReadonlyMap<string, unknown>,
): Promise<{ run: Run; at: bigint }[]> => {
  const ids: string[] = []
  await forEachEvent(deps.log, { types: ['PaymentRunOpened'], from: 0n }, (event) => {
    const { data } = codec.parse(event) as Extract<RunEvent, { type: 'PaymentRunOpened' }>
    const { runId, month, area, scheme } = data
    if (month === question.month && isWanted(question, { area, scheme })) ids.push(runId)
  })
  const runs: { run: Run; at: bigint }[] = []
  for (const id of ids) {
    const { run } = await loadRun(deps, id)
    const { instructedFrom, content, readAt: at } = run
    const mayClaim = isOfArrears(run) || claimed.has(id)
    if ((instructedFrom !== null || mayClaim) && content !== null && at !== null) runs.push({ run, at })
  }
  return runs.sort((a, b) => ascending(a.at, b.at))
}

/** True for a run that pays what earlier months are still owed. */
export const isOfArrears = ({ purpose }: Pick<Run, 'purpose'>): boolean => purpose === 'ARREARS'

/** True for a run, there or not, that the question is about. */
export const isAsked = (question: RecomputeQuestion, runId: string): boolean => {
  const [area = '', scheme = ''] = runId.split('-')
  return monthOfRun(runId) === question.month && isWanted(question, { area, scheme })
}

const isWanted = ({ area, scheme }: RecomputeQuestion, run: { area: string; scheme: string }): boolean =>
  (area === undefined || isWithin(run.area, area)) && (scheme === undefined || run.scheme === scheme)
