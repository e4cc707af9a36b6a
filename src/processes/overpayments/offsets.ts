import { overpaymentDecider } from '../../domain/overpayment/decide.ts'
import { outstandingFen } from '../../domain/overpayment/state.ts'
import { paymentDecider } from '../../domain/payment/decide.ts'
import type { RunLine } from '../../domain/payment/line.ts'
import { refuse } from '../../domain/payment/refusals.ts'
import { linesOf, type Run } from '../../domain/payment/run-state.ts'
import type { Month } from '../../domain/shared/day.ts'
import type { Fen } from '../../domain/shared/fen.ts'
import { Refused } from '../../domain/shared/refusal.ts'
import { load } from '../../log/load.ts'
import { overpaymentStream, paymentStream } from '../../log/streams.ts'
import type { CommandCall } from '../call.ts'
import type { Deps } from '../deps.ts'
import { giveOverpayment } from './give.ts'

/** As many payments as a refusal names. */
const NAMED = 20

/**
 * Refuses to instruct lines that would repay more than is owed by now: two months calculated side by side have each taken
 * off the same rest, or it was brought back in cash meanwhile. Such a run is sent back and calculated anew.
 */
export const requireOwed = async (deps: Deps, run: Run): Promise<void> => {
  const tooMuch: string[] = []
  for (const [source, parts] of Map.groupBy(repaidBy(linesOf(run)), ({ source }) => source)) {
    const { state } = await load(deps, overpaymentDecider, overpaymentStream(source))
    if (state.status === 'NONE') continue
    const fresh = parts.filter(({ paymentId }) => !state.offsets.has(paymentId))
    const wantedFen = fresh.reduce((sum, { amountFen }) => sum + amountFen, 0)
    if (wantedFen > outstandingFen(state)) tooMuch.push(...fresh.map(({ paymentId }) => paymentId))
  }
  if (tooMuch.length > 0) throw tooMuchOf(tooMuch)
}

/**
 * Counts what the lines of a run repay before any of its payments exists, so that of two runs which take off the same rest
 * at the same time the debt itself lets only one through. Each line counts once, however often this is asked; those that
 * were counted when another is refused are given back when the run is sent back.
 */
export const takeOffsets = async (deps: Deps, call: CommandCall, run: Run): Promise<void> => {
  for (const { source, ...data } of repaidBy(linesOf(run))) {
    try {
      await giveOverpayment(deps, call, { type: 'RecordOffset', subject: source, data })
    } catch (error) {
      if (!(error instanceof Refused) || error.code !== 'recovery-above-outstanding') throw error
      throw tooMuchOf([data.paymentId])
    }
  }
}

/** Gives back what lines had repaid whose payment was cancelled, or never made. */
export const giveBackOffsets = async (deps: Deps, call: CommandCall, lines: readonly RunLine[]): Promise<void> => {
  for (const { source, ...data } of repaidBy(lines)) {
    const { state } = await load(deps, paymentDecider, paymentStream(data.paymentId))
    if (state.status === 'NONE' || state.status === 'CANCELLED')
      await giveOverpayment(deps, call, { type: 'UndoOffset', subject: source, data })
  }
}

type Repaid = { source: string; paymentId: string; month: Month; amountFen: Fen }

/** What each line repays of which debt. A reissue repays nothing more than the payment that came back. */
const repaidBy = (lines: readonly RunLine[]): readonly Repaid[] =>
  lines.flatMap(({ kind: purpose, paymentId, month, offsets }) =>
    offsets.flatMap(({ kind, source, fen: amountFen }) =>
      purpose === 'regular' && kind === 'RECOVERY' && source !== null ? [{ source, paymentId, month, amountFen }] : [],
    ),
  )

const tooMuchOf = (payments: readonly string[]) =>
  refuse('run-repays-too-much', { count: payments.length, payments: payments.slice(0, NAMED) })
