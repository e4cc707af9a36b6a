import { periodIn } from '../../domain/case/timeline.ts'
import { type RunEvent, runEvents } from '../../domain/payment/run-events.ts'
import type { Run } from '../../domain/payment/run-state.ts'
import { PRICE_SUBSIDY } from '../../domain/price/terms.ts'
import { type AreaCode, isWithin } from '../../domain/shared/area.ts'
import type { Month } from '../../domain/shared/day.ts'
import { codecOf } from '../../log/codec.ts'
import { forEachEvent } from '../../log/each-event.ts'
import type { Deps } from '../deps.ts'
import type { Calculation } from '../payment-run/facts.ts'
import { regularLines } from '../payment-run/lines.ts'
import { reissueLines } from '../payment-run/reissue-lines.ts'
import { loadRun } from '../payment-run/stream.ts'
import { priceLines } from '../price/lines.ts'
import { compareRun, type Difference } from './differences.ts'
import { factsOf } from './facts.ts'
import { addToHistory, emptyHistory, type History, historyTypes } from './history.ts'
import { priceFactsOf } from './price-facts.ts'

/** Which month is performed again, for all areas and schemes unless named. */
export type RecomputeQuestion = { month: Month; area?: AreaCode; scheme?: string }

/** What came of it: no difference means that everything instructed follows from history, to the fen. */
export type Recomputation = { month: Month; runs: number; lines: number; differences: readonly Difference[] }

/** What an auditor's recomputation reads: the log alone, no read model. */
export type RecomputeDeps = Pick<Deps, 'log' | 'vault' | 'policyCache'>

/**
 * Performs every payment run of a month again from the log alone: folds cases, persons and earlier payments up to the
 * position that each run read, computes its lines by the same pure function, and holds them against the payments that were
 * really instructed. One walk over history for all runs; memory is what one month needs.
 */
export const recompute = async (
  deps: RecomputeDeps,
  question: RecomputeQuestion,
  progress: (runId: string) => void = () => undefined,
): Promise<Recomputation> => {
  const runs = await runsOf(deps, question)
  const history = emptyHistory(question.month)
  const calculations: {
    run: Run
    calculation: Calculation
    reasons: ReadonlyMap<string, 'NO_ENTITLEMENT' | 'OUTSIDE_MONTHS'>
  }[] = []
  let from = 0n
  for (const { run, at } of runs) {
    await forEachEvent(deps.log, { types: historyTypes, from, to: at }, (event) => addToHistory(history, event))
    from = at
    const calculation = await calculationOf(deps, run, history, at)
    calculations.push({ run, calculation, reasons: reasonsOf(run, history) })
    progress(run.runId)
  }
  await forEachEvent(deps.log, { types: historyTypes, from }, (event) => addToHistory(history, event))
  const planned = Map.groupBy(history.payments.values(), ({ runId }) => runId)
  const differences = calculations.flatMap(({ run, calculation, reasons }) =>
    compareRun(run, { calculation, reasons, planned: planned.get(run.runId) ?? [] }),
  )
  const known = new Set(runs.map(({ run }) => run.runId))
  const orphans = [...planned].filter(([runId]) => !known.has(runId) && isAsked(question, runId))
  return {
    month: question.month,
    runs: runs.length,
    lines: calculations.reduce((sum, { calculation }) => sum + calculation.lines.length, 0),
    differences: [
      ...differences,
      ...orphans.flatMap(([runId, payments]) =>
        payments
          .filter(({ status }) => status !== 'CANCELLED')
          .map(({ paymentId, caseId, personId, amountFen }) => ({
            kind: 'NO_RUN' as const,
            runId,
            paymentId,
            caseId,
            personId,
            expectedFen: null,
            instructedFen: amountFen,
          })),
      ),
    ],
  }
}

/** The lines of a run as history gives them. */
const calculationOf = async (deps: RecomputeDeps, run: Run, history: History, at: bigint): Promise<Calculation> => {
  if (run.scheme === PRICE_SUBSIDY && run.purpose === 'REGULAR')
    return priceLines(await priceFactsOf(deps, run, history, at))
  const facts = await factsOf(deps, run, history, at)
  return run.purpose === 'REGULAR' ? regularLines(facts) : reissueLines(facts)
}

const runCodec = codecOf(runEvents)

/** The instructed runs of the month, in the order of the positions that they read. */
const runsOf = async (deps: RecomputeDeps, question: RecomputeQuestion): Promise<{ run: Run; at: bigint }[]> => {
  const ids: string[] = []
  await forEachEvent(deps.log, { types: ['PaymentRunOpened'], from: 0n }, (event) => {
    const { data } = runCodec.parse(event) as Extract<RunEvent, { type: 'PaymentRunOpened' }>
    const { runId, month, area, scheme } = data
    if (month === question.month && isWanted(question, { area, scheme })) ids.push(runId)
  })
  const runs: { run: Run; at: bigint }[] = []
  for (const id of ids) {
    const { run } = await loadRun(deps, id)
    if (run.instructedFrom !== null && run.content !== null && run.readAt !== null) runs.push({ run, at: run.readAt })
  }
  return runs.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
}

const isWanted = ({ area, scheme }: RecomputeQuestion, run: { area: string; scheme: string }): boolean =>
  (area === undefined || isWithin(run.area, area)) && (scheme === undefined || run.scheme === scheme)

const isAsked = (question: RecomputeQuestion, runId: string): boolean => {
  const [area = '', scheme = ''] = runId.split('-')
  return isWanted(question, { area, scheme })
}

/** Why a case is not on the roll of the month: it never was entitled, or not in this month. */
const reasonsOf = ({ month }: Run, { periods }: History): ReadonlyMap<string, 'NO_ENTITLEMENT' | 'OUTSIDE_MONTHS'> =>
  new Map([...periods].flatMap(([caseId, all]) => (periodIn(all, month) ? [] : [[caseId, 'OUTSIDE_MONTHS'] as const])))
