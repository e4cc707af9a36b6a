import { type OverpaymentEvent, overpaymentEvents } from '../../domain/overpayment/events.ts'
import type { Run } from '../../domain/payment/run-state.ts'
import type { Month } from '../../domain/shared/day.ts'
import type { Fen } from '../../domain/shared/fen.ts'
import type { SchemeCode } from '../../domain/shared/scheme-code.ts'
import { codecOf } from '../../log/codec.ts'
import { forEachEvent } from '../../log/each-event.ts'
import { overpaymentStream } from '../../log/streams.ts'
import type { Deps } from '../deps.ts'
import { claimKey, claimsOf } from '../overpayments/claims.ts'
import { overpaymentsAt } from '../overpayments/known.ts'
import { overpaymentIdOf } from '../overpayments/overpayment-id.ts'
import type { OverpaidCase } from '../payment-run/arrears-lines.ts'
import { subjectIn } from '../payment-run/facts.ts'
import type { Difference } from './differences.ts'

const codec = codecOf(overpaymentEvents)
const types = ['OverpaymentDetected', 'OverpaymentReduced']

/** What one calculation of a run has changed in the claims: by subject and month, in fen, less where it took something off. */
type Changes = Map<string, { fen: number; overpaymentId: string }>

/** A run, and one of the schemes that it has claimed something back of. */
type Claiming = { run: Run; scheme: SchemeCode }

/** By run and scheme: the months of which it claimed something back, or less than before. */
export type MonthsClaimed = ReadonlyMap<string, ReadonlyMap<SchemeCode, ReadonlySet<Month>>>

/** The months that each run has claimed something of. A regular run also claims what was paid too much of the price subsidy. */
export const monthsClaimedBy = async ({ log }: Pick<Deps, 'log'>): Promise<MonthsClaimed> => {
  const schemes = new Map<string, SchemeCode>()
  const months = new Map<string, Map<SchemeCode, Set<Month>>>()
  await forEachEvent(log, { types, from: 0n }, (recorded) => {
    const { type, data } = codec.parse(recorded) as OverpaymentEvent
    if (type === 'OverpaymentDetected') schemes.set(data.overpaymentId, data.scheme)
    if (!('readAt' in data)) return
    const scheme = schemes.get(data.overpaymentId) ?? ''
    const ofRun = months.get(data.runId) ?? new Map<SchemeCode, Set<Month>>()
    const claimed = ofRun.get(scheme) ?? new Set<Month>()
    for (const { month } of data.months) claimed.add(month)
    months.set(data.runId, ofRun.set(scheme, claimed))
  })
  return months
}

/**
 * Holds what a run claimed back under a scheme against what history gives at the position that it read: all of it for a run
 * of arrears; for a regular one, which looks only at what late facts concern, whatever it did claim. A claim that another run
 * has written meanwhile is not written twice, so less than expected is no difference where the claim stands; and what came
 * back while the run was calculated keeps the claim that it settles.
 */
export const compareClaims = async (
  deps: Pick<Deps, 'log'>,
  { run, scheme }: Claiming,
  at: bigint,
  overpaid: readonly OverpaidCase[],
): Promise<readonly Difference[]> => {
  const changes = await changesOf(deps, { run, scheme }, at)
  if (run.purpose !== 'ARREARS' && changes.size === 0) return []
  const keyOf = (one: OverpaidCase): string => claimKey(subjectIn(scheme)(one), one.month)
  const before = claimsOf(await overpaymentsAt(deps, at), scheme)
  const expected = new Map(overpaid.map((one) => [keyOf(one), one]))
  const after = claimsOf(await overpaymentsAt(deps, run.calculatedAt ?? at), scheme)
  const missing = overpaid.flatMap((one): Difference[] => {
    const key = keyOf(one)
    const written = changes.get(key)
    if (run.purpose !== 'ARREARS' && written === undefined) return []
    const claimed = (before.get(key)?.claimedFen ?? 0) + (written?.fen ?? 0)
    const rightFen = Math.max(one.overpaidFen, after.get(key)?.settledFen ?? 0)
    return claimed === rightFen ? [] : [differ({ run, scheme }, one, claimed)]
  })
  const extra = [...changes].flatMap(([key, { fen, overpaymentId }]): Difference[] => {
    if (expected.has(key) || fen === 0) return []
    const [subject = ''] = key.split(' ')
    const found = { runId: run.runId, paymentId: overpaymentId, caseId: subject, personId: '' }
    return [{ kind: 'OVERPAYMENT', ...found, expectedFen: null, instructedFen: Math.abs(fen) }]
  })
  return [...missing, ...extra]
}

const differ = (
  { run, scheme }: Claiming,
  { caseId, personId, overpaidFen }: OverpaidCase,
  claimed: Fen,
): Difference => ({
  kind: 'OVERPAYMENT',
  runId: run.runId,
  paymentId: overpaymentIdOf({ scheme, personId, number: 1 }),
  caseId,
  personId,
  expectedFen: overpaidFen,
  instructedFen: claimed,
})

const changesOf = async ({ log }: Pick<Deps, 'log'>, { run, scheme }: Claiming, at: bigint): Promise<Changes> => {
  const subjects = new Map<string, string>()
  const changes: Changes = new Map()
  const add = (overpaymentId: string, month: string, fen: number): void => {
    const key = claimKey(subjects.get(overpaymentId) ?? '', month)
    changes.set(key, { fen: (changes.get(key)?.fen ?? 0) + fen, overpaymentId })
  }
  await forEachEvent(log, { types, from: 0n }, (recorded) => {
    const event = codec.parse(recorded) as OverpaymentEvent
    const overpaymentId = recorded.stream.slice(overpaymentStream('').length)
    if (event.type === 'OverpaymentDetected' && event.data.scheme === scheme)
      subjects.set(overpaymentId, subjectIn(scheme)(event.data))
    if (!subjects.has(overpaymentId)) return
    if (!('readAt' in event.data) || event.data.runId !== run.runId || BigInt(event.data.readAt) !== at) return
    if (event.type === 'OverpaymentDetected')
      for (const { month, overpaidFen } of event.data.months) add(overpaymentId, month, overpaidFen)
    if (event.type === 'OverpaymentReduced')
      for (const { month, byFen } of event.data.months) add(overpaymentId, month, -byFen)
  })
  return changes
}
