import { periodIn } from '../../domain/case/timeline.ts'
import type { Run } from '../../domain/payment/run-state.ts'
import { PRICE_SUBSIDY } from '../../domain/price/terms.ts'
import type { Month } from '../../domain/shared/day.ts'
import type { SchemeCode } from '../../domain/shared/scheme-code.ts'
import { forEachEvent } from '../../log/each-event.ts'
import type { Deps } from '../deps.ts'
import { claimsOf } from '../overpayments/claims.ts'
import { overpaymentsAt } from '../overpayments/known.ts'
import { calculated, earliest, gatherArrears, type RunCalculation } from '../payment-run/arrears.ts'
import { arrearsOfMonth, type OverpaidCase } from '../payment-run/arrears-lines.ts'
import type { Calculation, EarlierPayment } from '../payment-run/facts.ts'
import { type LineSource, lineSourceOf } from '../payment-run/line-source.ts'
import { regularLines } from '../payment-run/lines.ts'
import { priceReissue, rollReissue } from '../payment-run/reissue-facts.ts'
import { reissueLines } from '../payment-run/reissue-lines.ts'
import { priceLines } from '../price/lines.ts'
import { overpaidPrices } from '../price/overpaid.ts'
import { compareClaims, monthsClaimedBy } from './compare-claims.ts'
import { compareRun, type Difference } from './differences.ts'
import { factsOf } from './facts.ts'
import { addToHistory, emptyHistory, type History, historyTypes } from './history.ts'
import { priceFactsOf } from './price-facts.ts'
import { isAsked, isOfArrears, type RecomputeQuestion, runsOf } from './runs.ts'

/** Earlier than any month that is paid. */
const THE_BEGINNING: Month = '1949-10'

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
  const claimed = await monthsClaimedBy(deps)
  const runs = await runsOf(deps, question, claimed)
  const history = emptyHistory(
    question.month,
    runs.flatMap(({ run }) => (isOfArrears(run) ? [THE_BEGINNING] : monthsOf(claimed.get(run.runId)))),
  )
  const calculations: {
    run: Run
    calculation: Calculation
    reasons: ReadonlyMap<string, 'NO_ENTITLEMENT' | 'OUTSIDE_MONTHS'>
  }[] = []
  const claims: Difference[] = []
  let from = 0n
  for (const { run, at } of runs) {
    await forEachEvent(deps.log, { types: historyTypes, from, to: at }, (event) => addToHistory(history, event))
    from = at
    const ask = { deps, run, history, at }
    const calculation = await sources[lineSourceOf(run)](ask)
    if (run.instructedFrom !== null) calculations.push({ run, calculation, reasons: reasonsOf(run, history) })
    if (isOfArrears(run))
      claims.push(...(await compareClaims(deps, { run, scheme: run.scheme }, at, calculation.overpaid)))
    else
      for (const [scheme, months] of claimed.get(run.runId) ?? [])
        claims.push(...(await compareClaims(deps, { run, scheme }, at, await overpaidIn(ask, scheme, months))))
    progress(run.runId)
  }
  await forEachEvent(deps.log, { types: historyTypes, from }, (event) => addToHistory(history, event))
  const planned = Map.groupBy(history.payments.values(), ({ runId }) => runId)
  const differences = calculations.flatMap(({ run, calculation, reasons }) =>
    compareRun(run, { calculation, reasons, planned: planned.get(run.runId) ?? [] }),
  )
  const known = new Set(runs.map(({ run }) => run.runId))
  const orphans = [...planned].flatMap(([runId, payments]) =>
    known.has(runId) || !isAsked(question, runId) ? [] : payments.flatMap(withoutRun),
  )
  return {
    month: question.month,
    runs: runs.length,
    lines: calculations.reduce((sum, { calculation }) => sum + calculation.lines.length, 0),
    differences: [...differences, ...claims, ...orphans],
  }
}

const monthsOf = (claimed: ReadonlyMap<string, ReadonlySet<Month>> = new Map()): readonly Month[] =>
  [...claimed.values()].flatMap((months) => [...months])

/** A payment of the month that no run of it has planned. */
const withoutRun = ({ runId, paymentId, caseId, personId, status, amountFen }: EarlierPayment): Difference[] =>
  status === 'CANCELLED'
    ? []
    : [{ kind: 'NO_RUN', runId, paymentId, caseId, personId, expectedFen: null, instructedFen: amountFen }]

type Ask = { deps: RecomputeDeps; run: Run; history: History; at: bigint }

/** Every source of lines as history has it, for the same pure rules that a run follows. */
const sources: Readonly<Record<LineSource, (ask: Ask) => Promise<RunCalculation>>> = {
  ROLL: async ({ deps, run, history, at }) => calculated(regularLines(await factsOf(deps, run, history, at))),
  PRICE: async ({ deps, run, history, at }) => calculated(priceLines(await priceFactsOf(deps, run, history, at))),
  REISSUE: async ({ deps, run, history, at }) => {
    const claims = claimsOf(await overpaymentsAt(deps, at), run.scheme)
    return calculated(reissueLines(rollReissue(await factsOf(deps, run, history, at), run.area, claims)))
  },
  PRICE_REISSUE: async ({ deps, run, history, at }) =>
    calculated(reissueLines(priceReissue(run.scheme, await priceFactsOf(deps, run, history, at), run.area))),
  ARREARS: ({ deps, run, history, at }) => arrearsOf(deps, run, history, at),
}

const arrearsOf = async (deps: RecomputeDeps, run: Run, history: History, at: bigint): Promise<RunCalculation> => {
  const onRoll = [...history.periods.values()].flatMap((all) => all.map(({ from }) => from))
  const first = earliest([...onRoll, ...[...history.payments.values()].map(({ month }) => month)])
  const claims = claimsOf(await overpaymentsAt(deps, at), run.scheme)
  const { area, month } = run
  return gatherArrears({ area, month, first, claims }, (past) => factsOf(deps, { ...run, month: past }, history, at))
}

/** What some months were paid too much under a scheme in the county of a run, as history has it. */
const overpaidIn = async ({ deps, run, history, at }: Ask, scheme: SchemeCode, months: ReadonlySet<Month>) => {
  const claims = claimsOf(await overpaymentsAt(deps, at), scheme)
  const overpaid: OverpaidCase[] = []
  for (const month of [...months].sort()) {
    if (scheme === PRICE_SUBSIDY)
      overpaid.push(...overpaidPrices(await priceFactsOf(deps, { ...run, month }, history, at), run.area))
    else {
      const facts = await factsOf(deps, { ...run, scheme, month, purpose: 'ARREARS' }, history, at)
      overpaid.push(...arrearsOfMonth(facts, run.area, claims).overpaid)
    }
  }
  return overpaid
}

/** Why a case is not on the roll of the month: it never was entitled, or not in this month. */
const reasonsOf = ({ month }: Run, { periods }: History): ReadonlyMap<string, 'NO_ENTITLEMENT' | 'OUTSIDE_MONTHS'> =>
  new Map([...periods].flatMap(([caseId, all]) => (periodIn(all, month) ? [] : [[caseId, 'OUTSIDE_MONTHS'] as const])))
