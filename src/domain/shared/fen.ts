import { z } from 'zod'

/** Money: a whole number of fen (分), 100 to the yuan, never negative and never a float. */
export const Fen = z
  .int()
  .min(0)
  .max(Number.MAX_SAFE_INTEGER)
  .meta({ id: 'Fen', description: 'Money in whole fen (分).' })
export type Fen = z.infer<typeof Fen>

/**
 * A sum as somebody tells it: at most a thousand million yuan, so that the sums of a household and of a run stay whole
 * numbers. More is a slip of the pen (product default).
 */
export const ToldFen = Fen.max(100_000_000_000)

/**
 * Divides whole fen and rounds half up to whole fen (the law is silent; product default). How a month's line is rounded is a
 * parameter of its own (`rounding`).
 */
export const divideFen = (fen: Fen, by: number): Fen => {
  const quotient = Math.floor(fen / by)
  const rest = fen - quotient * by
  return rest * 2 >= by ? quotient + 1 : quotient
}

/** A percentage of whole fen, rounded half up to whole fen. */
export const percentOfFen = (fen: Fen, percent: number): Fen => divideFen(fen * percent, 100)

/** `123456` → `1,234.56`, for people; machines keep the fen. */
export const yuanText = (fen: Fen): string => {
  const yuan = Math.floor(fen / 100)
  return `${yuan.toLocaleString('en-US')}.${String(fen % 100).padStart(2, '0')}`
}
