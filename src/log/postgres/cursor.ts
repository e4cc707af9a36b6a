import type { Cursor } from '../port.ts'

const PREFIX = 'pg:'

/** A position as a cursor of this engine. */
export const cursorAt = (position: bigint): Cursor => `${PREFIX}${position}` as Cursor

/** The position a cursor stands for. Throws `RangeError` for a cursor of another engine. */
export const positionOf = (cursor: Cursor): bigint => {
  if (!/^pg:\d{1,18}$/.test(cursor)) throw new RangeError(`${cursor} is no cursor of a PostgreSQL log`)
  return BigInt(cursor.slice(PREFIX.length))
}

/** Negative when `a` is before `b`, zero when equal. */
export const compareCursors = (a: Cursor, b: Cursor): number => {
  const distance = positionOf(a) - positionOf(b)
  return distance < 0n ? -1 : distance > 0n ? 1 : 0
}
