import { type OverpaymentEvent, overpaymentEvents } from '../../domain/overpayment/events.ts'
import {
  evolveOverpayment,
  type Overpayment,
  type OverpaymentState,
  settledByMonth,
} from '../../domain/overpayment/state.ts'
import { codecOf } from '../../log/codec.ts'
import { forEachEvent } from '../../log/each-event.ts'
import type { Deps } from '../deps.ts'
import { claimKey, type KnownClaim, type KnownClaims } from '../payment-run/arrears-lines.ts'

const codec = codecOf(overpaymentEvents)
const types = overpaymentEvents.map(({ type }) => type)

/** Every overpayment as known at a log position, from the log itself: they are few, and no read model decides money. */
export const overpaymentsAt = async ({ log }: Pick<Deps, 'log'>, at: bigint): Promise<readonly Overpayment[]> => {
  const states = new Map<string, OverpaymentState>()
  await forEachEvent(log, { types, from: 0n, to: at }, (recorded) => {
    const { id, stream, version, position } = recorded
    const event = codec.parse(recorded) as OverpaymentEvent
    const { actor } = codec.envelope(recorded)
    const before = states.get(stream) ?? { status: 'NONE' }
    states.set(stream, evolveOverpayment(before, event, { id, version, position, actor }))
  })
  return [...states.values()].filter((state) => state.status !== 'NONE')
}

/** What is claimed back by case and month, over all overpayments. */
export const claimsOf = (overpayments: readonly Overpayment[]): KnownClaims => {
  const claims = new Map<string, KnownClaim>()
  for (const overpayment of overpayments)
    for (const [month, { claimedFen, backFen }] of settledByMonth(overpayment)) {
      const key = claimKey(overpayment.caseId, month)
      const before = claims.get(key) ?? { claimedFen: 0, backFen: 0 }
      claims.set(key, { claimedFen: before.claimedFen + claimedFen, backFen: before.backFen + backFen })
    }
  return claims
}
