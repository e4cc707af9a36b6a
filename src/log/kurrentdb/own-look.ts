import type { Batch, Cursor, FollowOptions } from '../port.ts'
import { unlessAborted } from '../unless-aborted.ts'
import { compareCursors, cursorOf, type Place } from './cursor.ts'
import type { WholeLog } from './whole-log.ts'

const isAfter = (a: Cursor, b: Cursor): boolean => compareCursors(a, b) > 0

/** A follower's own looks at the log, beside what its subscription brings. */
export type OwnLook = {
  /**
   * What stands behind a cursor, or behind the place up to which the server says it has looked. Undefined after an abort.
   * Throws as reading does.
   */
  look(after: Cursor, reached: Place | undefined): Promise<Batch | undefined>
  /**
   * How far a follower may say that it has looked, when the server says `reached`: never past the newest event of ours. What
   * the server writes for itself comes and goes, and no checkpoint must stand on it. Undefined after an abort.
   */
  scanned(after: Cursor, reached: Place): Promise<Cursor | undefined>
}

/** Makes the looks of one follower. */
export const makeOwnLook = (whole: WholeLog, { types, batch, signal }: Omit<FollowOptions, 'after'>): OwnLook => {
  const scanned = async (after: Cursor, reached: Place): Promise<Cursor | undefined> => {
    const head = await unlessAborted(whole.head(), signal)
    if (head === undefined) return undefined
    const place = cursorOf(reached)
    const limited = isAfter(place, head) ? head : place
    return isAfter(limited, after) ? limited : after
  }

  return {
    scanned,
    look: async (after, reached) => {
      const ahead = reached && isAfter(cursorOf(reached), after) ? reached : undefined
      const start = ahead ? cursorOf(ahead) : after
      const page = await unlessAborted(whole.readAll({ after: start, limit: batch, ...(types && { types }) }), signal)
      if (!page) return undefined
      const scannedTo = ahead && page.scannedTo === start ? await scanned(after, ahead) : page.scannedTo
      return scannedTo && { events: page.events, scannedTo, caughtUp: page.events.length < batch }
    },
  }
}
