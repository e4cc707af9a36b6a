import { type Overpayment, settledByMonth, settledFen } from '../../domain/overpayment/state.ts'
import type { Month } from '../../domain/shared/day.ts'
import type { Fen } from '../../domain/shared/fen.ts'

/** What is claimed back for a month of a case, what has come back for it, and how much of the claim is settled by that. */
export type KnownClaim = { claimedFen: Fen; backFen: Fen; settledFen: Fen }

/** Nothing claimed. */
export const noClaim: KnownClaim = { claimedFen: 0, backFen: 0, settledFen: 0 }

/** The claims known at a position, by case and month (`claimKey`). */
export type KnownClaims = ReadonlyMap<string, KnownClaim>

/** Names a month of a case. */
export const claimKey = (caseId: string, month: Month): string => `${caseId} ${month}`

/** What is claimed back by case and month, over all overpayments. */
export const claimsOf = (overpayments: readonly Overpayment[]): KnownClaims => {
  const claims = new Map<string, KnownClaim>()
  for (const overpayment of overpayments)
    for (const [month, settled] of settledByMonth(overpayment)) {
      const key = claimKey(overpayment.caseId, month)
      const before = claims.get(key) ?? noClaim
      claims.set(key, {
        claimedFen: before.claimedFen + settled.claimedFen,
        backFen: before.backFen + settled.backFen,
        settledFen: before.settledFen + settledFen(settled),
      })
    }
  return claims
}
