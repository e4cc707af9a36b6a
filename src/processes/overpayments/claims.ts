import { type Overpayment, settledByMonth, settledFen } from '../../domain/overpayment/state.ts'
import type { Month } from '../../domain/shared/day.ts'
import type { Fen } from '../../domain/shared/fen.ts'
import type { SchemeCode } from '../../domain/shared/scheme-code.ts'
import { subjectIn } from '../payment-run/facts.ts'

/** What is claimed back for a month of a case, what has come back for it, and how much of the claim is settled by that. */
export type KnownClaim = { claimedFen: Fen; backFen: Fen; settledFen: Fen }

/** Nothing claimed. */
export const noClaim: KnownClaim = { claimedFen: 0, backFen: 0, settledFen: 0 }

/** The claims of a scheme known at a position, by subject and month (`claimKey`). */
export type KnownClaims = ReadonlyMap<string, KnownClaim>

/** Names a month of a case, or of a person where a scheme pays several persons of one case (`subjectIn`). */
export const claimKey = (subject: string, month: Month): string => `${subject} ${month}`

/** What is claimed back under a scheme by subject and month, over all overpayments. */
export const claimsOf = (overpayments: readonly Overpayment[], scheme: SchemeCode): KnownClaims => {
  const claims = new Map<string, KnownClaim>()
  for (const overpayment of overpayments) {
    if (overpayment.scheme !== scheme) continue
    for (const [month, settled] of settledByMonth(overpayment)) {
      const key = claimKey(subjectIn(scheme)(overpayment), month)
      const before = claims.get(key) ?? noClaim
      claims.set(key, {
        claimedFen: before.claimedFen + settled.claimedFen,
        backFen: before.backFen + settled.backFen,
        settledFen: before.settledFen + settledFen(settled),
      })
    }
  }
  return claims
}
