import type { Award } from '../domain/scheme/temporary-assistance/particulars.ts'
import type { Day } from '../domain/shared/day.ts'

/** Tiers of emergency aid as the catalogue has them by default: times the monthly standard. */
const TIMES = [1, 2, 3, 4, 6] as const
/** A conference may find right more than the highest tier, up to twice of it. */
const MIDDLE_OF_CONFERENCE = 9

/** A sum and how it is decided; the day of a conference is that of the aid. */
export type Granted = { yuan: number; awardOn: (day: Day) => Award }

/**
 * So many awards under a standard that together come to just so many yuan: all by tier but one, which a case conference finds
 * right and which makes the total. Both are in yuan; refused where no such awards exist.
 */
export const awardsOf = (count: number, total: number, standard: number): readonly Granted[] => {
  const awards: Granted[] = []
  let left = total
  for (let remaining = count; remaining > 1; remaining -= 1) {
    const wanted = (left - MIDDLE_OF_CONFERENCE * standard) / (remaining - 1) / standard
    const tier = TIMES.reduce((best, times, index) => {
      const bestTimes = TIMES[best] ?? 1
      return Math.abs(times - wanted) < Math.abs(bestTimes - wanted) ? index : best
    }, 0)
    const yuan = (TIMES[tier] ?? 1) * standard
    awards.push({ yuan, awardOn: () => ({ by: 'TIER', tier: tier + 1 }) })
    left -= yuan
  }
  const most = TIMES.at(-1) ?? 1
  if (left <= most * standard || left > 2 * most * standard) throw new Error(`no ${count} awards come to ${total}`)
  const amountFen = left * 100
  awards.push({
    yuan: left,
    awardOn: (heldOn) => ({ by: 'CONFERENCE', amountFen, minutes: `示民会纪〔${heldOn}〕`, heldOn }),
  })
  return awards
}
