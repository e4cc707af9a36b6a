import { type Kysely, sql } from 'kysely'
import type pg from 'pg'
import { given } from '../domain/shared/given.ts'
import type { Codec } from '../log/codec.ts'
import type { Cursor, EventLog } from '../log/port.ts'
import { findPlace } from './checkpoint.ts'
import { openFeed } from './feed.ts'
import { dropRetired, nextGeneration, openGeneration, serveGeneration } from './generation.ts'
import { openLocks } from './locks.ts'
import { keepMilestones } from './milestones.ts'
import { openViews } from './open.ts'
import type { Positions } from './positions.ts'
import { dropLeftover, type RebuildProgress, rebuildView } from './rebuild.ts'
import type { Database } from './schema.ts'
import { startingStatus, type ViewStatus } from './status.ts'
import type { View } from './view.ts'
import { workView } from './worker.ts'

/** What the projections of a process are made of. `pool` is of the role `app_projector` (`openViewPool`). */
export type ProjectionOptions = {
  pool: pg.Pool
  log: EventLog
  codec: Codec
  views: readonly View[]
  /** Told after each commit, so that `waitFor` in this process need not poll. */
  positions?: Pick<Positions, 'moved'>
  /** Most events of one batch; 1,000 where absent. */
  batch?: number
  onProgress?: (progress: RebuildProgress) => void
}

/** The running projections of this process. */
export type Projections = {
  /** How each view is doing, in the order given. */
  status(): readonly ViewStatus[]
  /** Finishes the batches in hand and ends. */
  stop(): Promise<void>
}

/**
 * Makes a first generation of every view that has none, then works each view on its own. A view whose revision has been
 * raised is rebuilt beside its serving generation first. When this returns, queries find every table.
 */
export const startProjections = async (options: ProjectionOptions): Promise<Projections> => {
  const { codec, log, pool, views } = options
  const db = openViews(pool)
  const locks = openLocks(pool)
  for (const view of views) {
    await makeFirstGeneration(db, view)
    await dropRetired(db, view)
    await dropLeftover({ db, locks }, view)
  }

  const stopping = new AbortController()
  const { signal } = stopping
  // Without views nobody waits for what the feed has seen: it need not go over the past.
  const after = views.length > 0 ? await furthestBehind(db, log, views) : await log.head()
  const feed = openFeed({ log, codec, after, signal, batch: 5_000, saw: keepMilestones(db) })
  const statuses = views.map((view) => startingStatus(view.name))
  const onProgress = given({ onProgress: options.onProgress })
  const working = views.map((view, index) =>
    workView(
      {
        db,
        log,
        codec,
        locks,
        feed,
        signal,
        batch: options.batch ?? 1_000,
        status: statuses[index] ?? startingStatus(view.name),
        moved: (name, position) => options.positions?.moved(name, position),
        rebuild: async (raised) => void (await rebuildView({ db, log, codec, locks, signal, ...onProgress }, raised)),
      },
      view,
    ),
  )

  return {
    status: () => {
      const head = feed.seen()?.position ?? 0n
      return statuses.map((status) => ({ ...status, lag: head > status.position ? head - status.position : 0n }))
    },
    stop: async () => {
      stopping.abort()
      await Promise.all([...working, feed.done])
      await locks.close()
    },
  }
}

/** First boot: an empty generation that serves at once and fills while it does. Two processes at once make one. */
const makeFirstGeneration = (db: Kysely<Database>, view: View): Promise<void> =>
  db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`first/${view.name}`}, 0))`.execute(trx)
    if (await findPlace(trx, view.name, 'serving')) return
    const generation = await nextGeneration(trx, view.name)
    await openGeneration(trx, view, generation, 'serving')
    await serveGeneration(trx, view, generation)
  })

/** From here on the feed has to look, so that no view passes an event that nobody has looked at. */
const furthestBehind = async (
  db: Kysely<Database>,
  log: EventLog,
  views: readonly View[],
): Promise<Cursor | undefined> => {
  const places = await Promise.all(views.map((view) => findPlace(db, view.name, 'serving')))
  const cursors = places.map((place) => place?.cursor)
  if (cursors.some((cursor) => cursor === undefined)) return undefined
  return cursors
    .filter((cursor) => cursor !== undefined)
    .reduce<Cursor | undefined>(
      (least, at) => (least === undefined || log.compare(at, least) < 0 ? at : least),
      undefined,
    )
}
