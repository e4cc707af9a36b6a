import type { Fen } from '../../shared/fen.ts'
import type { AmountFacts } from '../calculation.ts'

/**
 * The gap (补差) [2021-57 Art.23]: standard less income per head, times the members; nothing once income reaches the
 * standard. Computed on whole sums, `limit` being standard times members, so that no share per head is ever rounded.
 */
export const gapAmount = ({ countableIncomeFen }: AmountFacts & { mode: 'GAP' }, limit: Fen): Fen =>
  Math.max(0, limit - countableIncomeFen)
