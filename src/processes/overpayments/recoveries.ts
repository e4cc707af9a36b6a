import { offsetShare } from '../../domain/overpayment/offset-share.ts'
import { outstandingFen } from '../../domain/overpayment/state.ts'
import type { LineOffset } from '../../domain/payment/offset.ts'
import type { Policy } from '../../domain/policy/policy.ts'
import { type AreaCode, isWithin } from '../../domain/shared/area.ts'
import type { Month } from '../../domain/shared/day.ts'
import type { Fen } from '../../domain/shared/fen.ts'
import type { Deps } from '../deps.ts'
import { overpaymentsAt } from './known.ts'

/** What may be taken off the payment of a person in a month, to repay which overpayment. */
export type Recovery = { overpaymentId: string; mostFen: Fen; percent: number; clause: string }

type RecoveryQuestion = { area: AreaCode; scheme: string; month: Month; policy: Policy }

/**
 * By person: what was agreed to be taken off the payments of a scheme in a month, as known at a log position. Nothing where
 * no rule of the area allows it in that month, whatever was agreed before; and nothing that another county is owed, whose
 * money it is: there a person who has moved repays in another way.
 */
export const recoveriesAt = async (
  deps: Pick<Deps, 'log'>,
  { area, scheme, month, policy }: RecoveryQuestion,
  at: bigint,
): Promise<ReadonlyMap<string, Recovery>> => {
  const { percent, source } = offsetShare(policy, { scheme, area, day: `${month}-01` })
  const found = new Map<string, Recovery>()
  if (percent === 0) return found
  for (const overpayment of await overpaymentsAt(deps, at)) {
    const { overpaymentId, personId, agreedOffset } = overpayment
    const left = outstandingFen(overpayment)
    if (overpayment.scheme !== scheme || !isWithin(overpayment.area, area)) continue
    if (!agreedOffset || agreedOffset.fromMonth > month || left === 0) continue
    // One debt at a time, the oldest first.
    if (!found.has(personId))
      found.set(personId, { overpaymentId, mostFen: Math.min(agreedOffset.monthlyFen, left), percent, clause: source })
  }
  return found
}

/** What a payment is less by a recovery: never all of it, and never more than the share that is allowed. */
export const recoveryOffset = (recovery: Recovery | undefined, dueFen: Fen): readonly LineOffset[] => {
  if (!recovery) return []
  const { overpaymentId, mostFen, percent, clause } = recovery
  const fen = Math.min(mostFen, Math.floor((dueFen * percent) / 100), dueFen - 1)
  return fen > 0 ? [{ kind: 'RECOVERY', fen, source: overpaymentId, clause }] : []
}
