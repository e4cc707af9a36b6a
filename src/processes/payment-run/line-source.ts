import type { Run } from '../../domain/payment/run-state.ts'
import { PRICE_SUBSIDY } from '../../domain/price/terms.ts'

/**
 * Where the lines of a run come from. `ROLL` the roll of its month · `PRICE` the people whom the index of its month protects ·
 * `REISSUE` and `PRICE_REISSUE` what came back of the month · `ARREARS` every month before. A run and its recomputation each
 * have a table with a way for every one of them.
 */
export type LineSource = 'ROLL' | 'PRICE' | 'REISSUE' | 'PRICE_REISSUE' | 'ARREARS'

/** The source of a run: its purpose and its scheme say it. */
export const lineSourceOf = ({ scheme, purpose }: Pick<Run, 'scheme' | 'purpose'>): LineSource => {
  if (purpose === 'ARREARS') return purpose
  const isPrice = scheme === PRICE_SUBSIDY
  if (purpose === 'REISSUE') return isPrice ? 'PRICE_REISSUE' : 'REISSUE'
  return isPrice ? 'PRICE' : 'ROLL'
}
