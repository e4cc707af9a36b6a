import type { Fen } from '../../shared/fen.ts'
import type { Verdict } from '../assessment.ts'
import type { Assessment } from '../household.ts'

/**
 * A household qualifies when its income per head is below the standard and its property within the limits
 * [2014-649 Art.9; 2026-LAW Art.18]. Compared on whole sums: `limit` is standard times members.
 */
export const verdictOf = (countableIncomeFen: Fen, limit: Fen, assets: Assessment['assets']): Verdict => {
  const grounds: ('INCOME' | 'ASSETS')[] = []
  if (countableIncomeFen >= limit) grounds.push('INCOME')
  if (assets.finding === 'OVER') grounds.push('ASSETS')
  return { qualifies: grounds.length === 0, grounds }
}
