/** Bytes of the server's log in which one place is remembered. */
const STRETCH = 1n << 20n

/**
 * Places at which events stand, one for every mebibyte of the log. The server can begin to read only where an event begins:
 * whoever asks for what comes after any other number starts at the last place known before it.
 */
export type KnownPlaces = {
  note(position: bigint): void
  /** The last known place before or at a position; undefined is the beginning of the log. */
  before(position: bigint): bigint | undefined
}

/** Knows no place yet. */
export const makeKnownPlaces = (): KnownPlaces => {
  const places = new Map<bigint, bigint>()
  return {
    note: (position) => {
      const stretch = position / STRETCH
      const known = places.get(stretch)
      if (known === undefined || position < known) places.set(stretch, position)
    },
    before: (position) => {
      for (let stretch = position / STRETCH; stretch >= 0n; stretch--) {
        const place = places.get(stretch)
        if (place !== undefined && place <= position) return place
      }
      return undefined
    },
  }
}
