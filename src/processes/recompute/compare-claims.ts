import { type OverpaymentEvent, overpaymentEvents } from '../../domain/overpayment/events.ts'
import type { Run } from '../../domain/payment/run-state.ts'
import type { Month } from '../../domain/shared/day.ts'
import type { Fen } from '../../domain/shared/fen.ts'
import { codecOf } from '../../log/codec.ts'
import { forEachEvent } from '../../log/each-event.ts'
import { overpaymentStream } from '../../log/streams.ts'
import type { Deps } from '../deps.ts'
import { claimKey, claimsOf } from '../overpayments/claims.ts'
import { overpaymentsAt } from '../overpayments/known.ts'
import { overpaymentIdOf } from '../overpayments/overpayment-id.ts'
import type { OverpaidCase } from '../payment-run/arrears-lines.ts'
import type { Difference } from './differences.ts'

const codec = codecOf(overpaymentEvents)
const types = ['OverpaymentDetected', 'OverpaymentReduced']

/** What one calculation of a run has changed in the claims: by case and month, in fen, less where it took something off. */
type Changes = Map<string, { fen: number; overpaymentId: string }>

/** By run: the months of which it claimed something back, or less than before. */
export const monthsClaimedBy = async ({ log }: Pick<Deps, 'log'>): Promise<ReadonlyMap<string, ReadonlySet<Month>>> => {
  const months = new Map<string, Set<Month>>()
  await forEachEvent(log, { types, from: 0n }, (recorded) => {
    const { data } = codec.parse(recorded) as OverpaymentEvent
    if (!('readAt' in data)) return
    const claimed = months.get(data.runId) ?? new Set()
    for (const { month } of data.months) claimed.add(month)
    months.set(data.runId, claimed)
  })
  return months
}

/**
 * Holds what a run claimed back against what history gives at the position that it read: all of it for a run of arrears; for
 * a regular one, which looks only at what late facts concern, whatever it did claim. A claim that another run has written
 * meanwhile is not written twice, so less than expected is no difference where the claim stands; and what came back while the
 * run was calculated keeps the claim that it settles.
 */
export const compareClaims = async (
  deps: Pick<Deps, 'log'>,
  run: Run,
  at: bigint,
  overpaid: readonly OverpaidCase[],
): Promise<readonly Difference[]> => {
  const changes = await changesOf(deps, run, at)
  if (run.purpose !== 'ARREARS' && changes.size === 0) return []
  const before = claimsOf(await overpaymentsAt(deps, at))
  const expected = new Map(overpaid.map((one) => [claimKey(one.caseId, one.month), one]))
  const after = claimsOf(await overpaymentsAt(deps, run.calculatedAt ?? at))
  const missing = overpaid.flatMap((one): Difference[] => {
    const key = claimKey(one.caseId, one.month)
    const written = changes.get(key)
    if (run.purpose !== 'ARREARS' && written === undefined) return []
    const claimed = (before.get(key)?.claimedFen ?? 0) + (written?.fen ?? 0)
    const rightFen = Math.max(one.overpaidFen, after.get(key)?.settledFen ?? 0)
    return claimed === rightFen ? [] : [differ(run, one, claimed)]
  })
  const extra = [...changes].flatMap(([key, { fen, overpaymentId }]): Difference[] => {
    if (expected.has(key) || fen === 0) return []
    const [caseId = ''] = key.split(' ')
    const found = { runId: run.runId, paymentId: overpaymentId, caseId, personId: '' }
    return [{ kind: 'OVERPAYMENT', ...found, expectedFen: null, instructedFen: Math.abs(fen) }]
  })
  return [...missing, ...extra]
}

const differ = (run: Run, { caseId, personId, overpaidFen }: OverpaidCase, claimed: Fen): Difference => ({
  kind: 'OVERPAYMENT',
  runId: run.runId,
  paymentId: overpaymentIdOf({ scheme: run.scheme, personId, number: 1 }),
  caseId,
  personId,
  expectedFen: overpaidFen,
  instructedFen: claimed,
})

const changesOf = async ({ log }: Pick<Deps, 'log'>, run: Run, at: bigint): Promise<Changes> => {
  const cases = new Map<string, string>()
  const changes: Changes = new Map()
  const add = (overpaymentId: string, month: string, fen: number): void => {
    const key = claimKey(cases.get(overpaymentId) ?? '', month)
    changes.set(key, { fen: (changes.get(key)?.fen ?? 0) + fen, overpaymentId })
  }
  await forEachEvent(log, { types, from: 0n }, (recorded) => {
    const event = codec.parse(recorded) as OverpaymentEvent
    const overpaymentId = recorded.stream.slice(overpaymentStream('').length)
    if (event.type === 'OverpaymentDetected') cases.set(overpaymentId, event.data.caseId)
    if (!('readAt' in event.data) || event.data.runId !== run.runId || BigInt(event.data.readAt) !== at) return
    if (event.type === 'OverpaymentDetected')
      for (const { month, overpaidFen } of event.data.months) add(overpaymentId, month, overpaidFen)
    if (event.type === 'OverpaymentReduced')
      for (const { month, byFen } of event.data.months) add(overpaymentId, month, -byFen)
  })
  return changes
}
