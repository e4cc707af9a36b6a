import { overpaymentDecider } from '../../domain/overpayment/decide.ts'
import { type Overpayment, settledByMonth, settledFen } from '../../domain/overpayment/state.ts'
import type { Run } from '../../domain/payment/run-state.ts'
import { ascending } from '../../domain/shared/ascending.ts'
import type { Month } from '../../domain/shared/day.ts'
import { Refused } from '../../domain/shared/refusal.ts'
import { load } from '../../log/load.ts'
import { overpaymentStream } from '../../log/streams.ts'
import type { CommandCall } from '../call.ts'
import type { Deps } from '../deps.ts'
import type { OverpaidCase } from '../payment-run/arrears-lines.ts'
import { subjectIn } from '../payment-run/facts.ts'
import { claimKey } from './claims.ts'
import { giveOverpayment } from './give.ts'
import { overpaymentsAt } from './known.ts'
import { overpaymentIdOf } from './overpayment-id.ts'

/** Cases that are written to at the same time. */
const AT_ONCE = 8

/** Where a finding comes from. */
type Finding = { run: Pick<Run, 'runId' | 'scheme'>; at: bigint }

/** The same as a fact of an overpayment names it. */
type Source = { runId: string; readAt: string }

/**
 * Writes down what a run has found to be paid too much under a scheme: an overpayment per person and case for the months that
 * no other one claims yet, and what is claimed too much by now. What is claimed is read from the streams themselves before
 * each write, so finding the same again, after a crash or from a second machine, adds nothing. A standard or an index that is
 * corrected is found in every household of a county at once, so several cases are written at a time.
 */
export const recordOverpayments = async (
  deps: Deps,
  call: CommandCall,
  finding: Finding,
  overpaid: readonly OverpaidCase[],
): Promise<void> => {
  if (overpaid.length === 0) return
  const byPerson = Map.groupBy(overpaid, ({ caseId, personId }) => `${caseId} ${personId}`)
  const { scheme } = finding.run
  const subjectOf = subjectIn(scheme)
  const known = (await overpaymentsAt(deps, finding.at)).filter((one) => one.scheme === scheme)
  const bySubject = Map.groupBy(known, subjectOf)
  const ordered = [...byPerson].sort(([one], [other]) => ascending(one, other)).map(([, months]) => months)
  const cases = [...Map.groupBy(ordered, ([first]) => first?.caseId).values()]
  for (let from = 0; from < cases.length; from += AT_ONCE)
    await Promise.all(
      cases.slice(from, from + AT_ONCE).map(async (persons) => {
        for (const months of persons) {
          // A case may have had another holder: what is claimed from them for a month is not claimed from this one too.
          const before = months.flatMap((one) => bySubject.get(subjectOf(one)) ?? [])
          const debtors = new Set(before.map(({ personId }) => personId))
          await recordOfCase(deps, call, finding, { months, debtors })
        }
      }),
    )
}

const recordOfCase = async (
  deps: Deps,
  call: CommandCall,
  { run, at }: Finding,
  { months, debtors }: { months: readonly OverpaidCase[]; debtors: ReadonlySet<string> },
): Promise<void> => {
  const [first] = months
  if (!first) return
  const { caseId, personId, area, areaKind, group } = first
  const keyOf = ({ month }: { month: Month }) => claimKey(subjectIn(run.scheme)(first), month)
  const source = { runId: run.runId, readAt: String(at) }
  for (;;) {
    const own = await overpaymentsOf(deps, run.scheme, personId)
    const known = [...own]
    for (const other of debtors) if (other !== personId) known.push(...(await overpaymentsOf(deps, run.scheme, other)))
    const left = new Map(months.map((one) => [keyOf(one), one.overpaidFen]))
    await keepWhatIsOwed(deps, call, { known, left, source })
    const added = months.flatMap((one) => {
      const { month, paidFen, dueFen, cause } = one
      const overpaidFen = left.get(keyOf(one)) ?? 0
      return overpaidFen > 0 ? [{ month, paidFen, dueFen, overpaidFen, cause }] : []
    })
    if (added.length === 0) return
    const number = own.length + 1
    const subject = overpaymentIdOf({ scheme: run.scheme, personId, number })
    const data = { scheme: run.scheme, personId, number, caseId, area, areaKind, group, months: added, ...source }
    try {
      await giveOverpayment(deps, call, { type: 'DetectOverpayment', subject, data })
      return
    } catch (error) {
      // Somebody else has found one meanwhile: what it claims is not claimed again.
      if (!(error instanceof Refused) || error.code !== 'overpayment-exists') throw error
    }
  }
}

/**
 * Takes off `left` what overpayments claim rightly, and off each what it claims beyond that. What has come back keeps the
 * claim that it settles, so those parts are taken off before any other.
 */
const keepWhatIsOwed = async (
  deps: Deps,
  call: CommandCall,
  { known, left, source }: { known: readonly Overpayment[]; left: Map<string, number>; source: Source },
): Promise<void> => {
  const claims = known.flatMap((overpayment) =>
    [...settledByMonth(overpayment)].flatMap(([month, claim]) => {
      const key = claimKey(subjectIn(overpayment.scheme)(overpayment), month)
      return left.has(key) ? [{ overpayment, month, key, claim, toFen: settledFen(claim) }] : []
    }),
  )
  for (const { key, toFen } of claims) left.set(key, Math.max(0, (left.get(key) ?? 0) - toFen))
  const tooMuch = claims.flatMap(({ overpayment, month, key, claim: { claimedFen }, toFen: settled }) => {
    const toFen = Math.min(claimedFen, settled + (left.get(key) ?? 0))
    left.set(key, (left.get(key) ?? 0) - (toFen - settled))
    return toFen < claimedFen ? [{ overpayment, month, toFen }] : []
  })
  for (const [{ overpaymentId: subject }, months] of Map.groupBy(tooMuch, ({ overpayment }) => overpayment)) {
    const data = { months: months.map(({ month, toFen }) => ({ month, toFen })), ...source }
    await giveOverpayment(deps, call, { type: 'ReduceOverpayment', subject, data })
  }
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
