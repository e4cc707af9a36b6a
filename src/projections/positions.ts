import { type Kysely, sql } from 'kysely'
import type { Database } from './schema.ts'

/** Tells how far views have come, and waits for them. */
export type Positions = {
  /** Called by the worker of a view after each commit in this process. */
  moved(view: string, position: bigint): void
  /**
   * Waits until the serving generation of a view has seen everything up to a position; false when it has not after `ms`
   * milliseconds. Works whether the view's worker runs in this process or in another.
   */
  waitFor(view: string, position: bigint, ms: number): Promise<boolean>
}

/** The position the serving generation of a view shows; undefined for a view that was never built. */
export const positionOfView = async (db: Kysely<Database>, view: string): Promise<bigint | undefined> => {
  const { rows } = await sql<{ position: number }>`
    select position from view.view_position where view = ${view}`.execute(db)
  return rows[0] && BigInt(rows[0].position)
}

const POLL_MS = 50

/** Positions as seen through a database connection that may read the schema `view`. */
export const openPositions = (db: Kysely<Database>): Positions => {
  const known = new Map<string, bigint>()
  const wakers = new Set<() => void>()

  const moved = (view: string, position: bigint): void => {
    const before = known.get(view)
    if (before !== undefined && before >= position) return
    known.set(view, position)
    for (const wake of wakers) wake()
  }
  const nextMove = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const wake = (): void => {
        clearTimeout(timer)
        wakers.delete(wake)
        resolve()
      }
      const timer = setTimeout(wake, ms)
      wakers.add(wake)
    })
  const isThere = (view: string, position: bigint): boolean => (known.get(view) ?? -1n) >= position

  return {
    moved,
    waitFor: async (view, position, ms) => {
      const end = performance.now() + ms
      for (;;) {
        if (isThere(view, position)) return true
        const stored = await positionOfView(db, view)
        if (stored !== undefined) moved(view, stored)
        if (isThere(view, position)) return true
        const left = end - performance.now()
        if (left <= 0) return false
        await nextMove(Math.min(POLL_MS, left))
      }
    },
  }
}
