import { overpaymentDecider } from '../../domain/overpayment/decide.ts'
import { type Overpayment, settledByMonth } from '../../domain/overpayment/state.ts'
import type { Run } from '../../domain/payment/run-state.ts'
import { Refused } from '../../domain/shared/refusal.ts'
import { load } from '../../log/load.ts'
import { overpaymentStream } from '../../log/streams.ts'
import type { CommandCall } from '../call.ts'
import type { Deps } from '../deps.ts'
import type { OverpaidCase } from '../payment-run/arrears-lines.ts'
import { claimKey } from './claims.ts'
import { giveOverpayment } from './give.ts'
import { overpaymentIdOf } from './overpayment-id.ts'

/** Where a finding comes from. */
type Finding = { run: Pick<Run, 'runId' | 'scheme'>; at: bigint }

/**
 * Writes down what a run of arrears has found: an overpayment per person and case for the months that no other one claims
 * yet, and what is claimed too much by now. What is claimed is read from the streams themselves before each write, so
 * finding the same again, after a crash or from a second machine, adds nothing.
 */
export const recordOverpayments = async (
  deps: Deps,
  call: CommandCall,
  finding: Finding,
  overpaid: readonly OverpaidCase[],
): Promise<void> => {
  const byPerson = Map.groupBy(overpaid, ({ caseId, personId }) => `${caseId} ${personId}`)
  for (const [, months] of [...byPerson].sort(([one], [other]) => (one < other ? -1 : 1)))
    await recordOfCase(deps, call, finding, months)
}

const recordOfCase = async (
  deps: Deps,
  call: CommandCall,
  { run, at }: Finding,
  months: readonly OverpaidCase[],
): Promise<void> => {
  const [first] = months
  if (!first) return
  const { caseId, personId, area, areaKind } = first
  const source = { runId: run.runId, readAt: String(at) }
  for (;;) {
    const known = await overpaymentsOf(deps, run.scheme, personId)
    const left = new Map(months.map(({ month, overpaidFen }) => [claimKey(caseId, month), overpaidFen]))
    for (const overpayment of known) await keepWhatIsOwed(deps, call, { overpayment, left, source })
    const added = months.flatMap(({ month, paidFen, dueFen, cause }) => {
      const overpaidFen = left.get(claimKey(caseId, month)) ?? 0
      return overpaidFen > 0 ? [{ month, paidFen, dueFen, overpaidFen, cause }] : []
    })
    if (added.length === 0) return
    const number = known.length + 1
    const subject = overpaymentIdOf({ scheme: run.scheme, personId, number })
    const data = { scheme: run.scheme, personId, number, caseId, area, areaKind, months: added, ...source }
    try {
      await giveOverpayment(deps, call, { type: 'DetectOverpayment', subject, data })
      return
    } catch (error) {
      // Somebody else has found one meanwhile: what it claims is not claimed again.
      if (!(error instanceof Refused) || error.code !== 'overpayment-exists') throw error
    }
  }
}

/** Takes off `left` what an overpayment claims rightly, and off the overpayment what it claims beyond that. */
const keepWhatIsOwed = async (
  deps: Deps,
  call: CommandCall,
  {
    overpayment,
    left,
    source,
  }: { overpayment: Overpayment; left: Map<string, number>; source: { runId: string; readAt: string } },
): Promise<void> => {
  const tooMuch: { month: string; toFen: number }[] = []
  for (const [month, { claimedFen }] of settledByMonth(overpayment)) {
    const key = claimKey(overpayment.caseId, month)
    const owedFen = left.get(key)
    if (owedFen === undefined) continue
    const toFen = Math.min(claimedFen, owedFen)
    left.set(key, owedFen - toFen)
    if (toFen < claimedFen) tooMuch.push({ month, toFen })
  }
  const { overpaymentId: subject } = overpayment
  if (tooMuch.length > 0)
    await giveOverpayment(deps, call, { type: 'ReduceOverpayment', subject, data: { months: tooMuch, ...source } })
}

/** The overpayments of a person under a scheme, by number, from their streams. */
const overpaymentsOf = async (deps: Deps, scheme: string, personId: string): Promise<readonly Overpayment[]> => {
  const found: Overpayment[] = []
  for (let number = 1; ; number += 1) {
    const overpaymentId = overpaymentIdOf({ scheme, personId, number })
    const { state } = await load(deps, overpaymentDecider, overpaymentStream(overpaymentId))
    if (state.status === 'NONE') return found
    found.push(state)
  }
}
