import { type Overpayment, settledByMonth } from '../../domain/overpayment/state.ts'
import type { Month } from '../../domain/shared/day.ts'
import type { Fen } from '../../domain/shared/fen.ts'

/** What is claimed back for a month of a case, and what of it has come back. */
export type KnownClaim = { claimedFen: Fen; backFen: Fen }

/** The claims known at a position, by case and month (`claimKey`). */
export type KnownClaims = ReadonlyMap<string, KnownClaim>

/** Names a month of a case. */
export const claimKey = (caseId: string, month: Month): string => `${caseId} ${month}`

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
