import type { Tiers } from '../../policy/rows.ts'
import type { Fen } from '../../shared/fen.ts'
import type { AmountFacts } from '../calculation.ts'

/** The tier (分档) of the household times its members [2021-57 Art.23]; undefined where the tier is not published. */
export const tierAmount = (
  facts: AmountFacts & { mode: 'TIER' },
  tiers: Tiers['tiers'] | undefined,
): Fen | undefined => {
  const row = tiers?.find(({ tier }) => tier === facts.tier)
  return row && row.monthlyFen * facts.members
}

/** The least tier that closes the household's gap, else the highest: the product's choice where the office names none. */
export const leastSufficientTier = (tiers: Tiers['tiers'], members: number, gap: Fen): string | undefined => {
  const rising = [...tiers].sort((a, b) => a.monthlyFen - b.monthlyFen)
  return (rising.find(({ monthlyFen }) => monthlyFen * members >= gap) ?? rising.at(-1))?.tier
}
