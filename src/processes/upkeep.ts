import { deferExits, deferReviews } from './cases/defer-reviews.ts'
import { recordDueFacts } from './cases/record-due-facts.ts'
import { reviewDeaths } from './cases/review-deaths.ts'
import { sweepBeds } from './cases/sweep-beds.ts'
import { sweepClaims } from './cases/sweep-claims.ts'
import type { Deps } from './deps.ts'
import { finishCalculations } from './payment-run/finish-calculations.ts'
import { sweepPayments } from './payment-run/sweep-payments.ts'
import { finishReratings } from './rerating/finish-reratings.ts'
import { sweepDraws } from './reserves/sweep-draws.ts'

/** Something that nobody asks for and that must happen all the same; answers how often it did. */
export type Duty = (deps: Deps) => Promise<number>

/** Ends that time brings, and what a crash has left behind. */
const duties: readonly Duty[] = [
  recordDueFacts,
  deferExits,
  deferReviews,
  reviewDeaths,
  sweepClaims,
  sweepBeds,
  sweepDraws,
  finishReratings,
  finishCalculations,
  sweepPayments,
]

/** Does every duty once, in turn. One that fails is told, and keeps none of the others from being done. */
export const upkeep = async (
  deps: Deps,
  tell: (error: unknown, duty: string) => void,
  round: readonly Duty[] = duties,
): Promise<void> => {
  for (const duty of round) await duty(deps).catch((error: unknown) => tell(error, duty.name))
}
