import type { KeyObject } from 'node:crypto'

const capacity = 20_000
/** How long a key may stay in memory: an erasure by another process is felt here after this time at the latest. */
const lifetimeMs = 60_000

/**
 * Unwrapped keys of persons in memory: a bounded number, the first loaded leave first, and none stays longer than a minute.
 * `null` stands for a destroyed key and wins over a key that was being read while it was destroyed.
 */
export const keyCache = (now: () => number = () => performance.now()) => {
  const entries = new Map<string, { key: KeyObject | null; until: number }>()
  return {
    /** The key, null where it has been destroyed, undefined where it must be read. */
    get: (personId: string): KeyObject | null | undefined => {
      const entry = entries.get(personId)
      return entry && entry.until > now() ? entry.key : undefined
    },
    /** Remembers what was read from the database, and answers what holds: an erasure meanwhile is stronger. */
    remember: (personId: string, key: KeyObject | null): KeyObject | null => {
      const known = entries.get(personId)
      if (known && known.key === null) return null
      entries.delete(personId)
      entries.set(personId, { key, until: now() + lifetimeMs })
      for (const oldest of entries.keys()) {
        if (entries.size <= capacity) break
        entries.delete(oldest)
      }
      return key
    },
    /** Forgets the key of a person whose data were erased. */
    erased: (personId: string): void => {
      entries.set(personId, { key: null, until: Number.POSITIVE_INFINITY })
    },
  }
}
