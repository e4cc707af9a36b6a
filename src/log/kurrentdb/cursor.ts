import { LogHalted } from '../errors.ts'
import type { Cursor } from '../port.ts'

/** Where an event stands in the transaction log of the server. Both numbers rise together; neither is gapless. */
export type Place = { commit: bigint; prepare: bigint }

const OURS = /^kdb:(\d{1,18})\/(\d{1,18})$/

/** A place as a cursor of this engine. */
export const cursorOf = ({ commit, prepare }: Place): Cursor => `kdb:${commit}/${prepare}` as Cursor

/**
 * The place a cursor stands for. Throws `LogHalted` for a cursor of a log on PostgreSQL, which is a mistake of whoever set
 * the program up, and `RangeError` for what is no cursor at all.
 */
export const placeOf = (cursor: Cursor): Place => {
  const [, commit, prepare] = OURS.exec(cursor) ?? []
  if (commit !== undefined && prepare !== undefined) return { commit: BigInt(commit), prepare: BigInt(prepare) }
  if (cursor.startsWith('pg:'))
    throw new LogHalted(
      `${cursor} is a place in a log on PostgreSQL, and this log is on KurrentDB: the read models were built from the ` +
        'other log. Give them a database of their own, or rebuild them',
    )
  throw new RangeError(`${cursor} is no cursor of a KurrentDB log`)
}

/** A position as a cursor: an event that was appended in one piece has one number for commit and prepare. */
export const cursorAt = (position: bigint): Cursor => cursorOf({ commit: position, prepare: position })

/** The position a cursor stands for. Throws as `placeOf` does. */
export const positionOf = (cursor: Cursor): bigint => placeOf(cursor).commit

const order = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0)

/** Negative when `a` is before `b`, zero when equal. */
export const compareCursors = (a: Cursor, b: Cursor): number => {
  const [left, right] = [placeOf(a), placeOf(b)]
  return order(left.commit, right.commit) || order(left.prepare, right.prepare)
}
