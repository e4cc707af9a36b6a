import { asRole } from '../../src/db.ts'
import { allEvents } from '../../src/domain/events.ts'
import { codecOf } from '../../src/log/codec.ts'
import { openPostgresLog } from '../../src/log/postgres/engine.ts'
import { openLocks } from '../../src/projections/locks.ts'
import { openViewPool, openViews } from '../../src/projections/open.ts'
import { paymentLedger } from '../../src/projections/payment-ledger/payment-ledger.ts'
import { rebuildViews } from '../../src/projections/rebuild-views.ts'
import { roster } from '../../src/projections/roster/roster.ts'

/** What a process of its own did, and the most memory that it ever held. */
export type Done = { events: number; seconds: number; peakMb: number }

const PAGE = 1_000

/** As the command does it. */
const rebuild = async (url: string): Promise<Omit<Done, 'peakMb'>> => {
  const log = await openPostgresLog({ connectionString: asRole(url, 'app_api') })
  const pool = openViewPool({ connectionString: asRole(url, 'app_projector') })
  const locks = openLocks(pool)
  const side = { db: openViews(pool), log, codec: codecOf(allEvents), locks }
  let events = 0
  const start = performance.now()
  await rebuildViews(side, [roster, paymentLedger], (rebuilt) => {
    events += rebuilt.events
  })
  const seconds = (performance.now() - start) / 1000
  await locks.close()
  await log.close()
  await pool.end()
  return { events, seconds }
}

const follow = async (url: string): Promise<Omit<Done, 'peakMb'>> => {
  const log = await openPostgresLog({ connectionString: asRole(url, 'app_api') })
  const stopping = new AbortController()
  let events = 0
  const start = performance.now()
  for await (const page of log.follow({ after: log.cursorAt(0n), batch: PAGE, signal: stopping.signal })) {
    events += page.events.length
    if (page.caughtUp) stopping.abort()
  }
  const seconds = (performance.now() - start) / 1000
  await log.close()
  return { events, seconds }
}

const [what, url = ''] = process.argv.slice(2)
const done = await (what === 'follow' ? follow(url) : rebuild(url))
const peakMb = Math.round(process.resourceUsage().maxRSS / 1024)
process.stdout.write(JSON.stringify({ ...done, peakMb } satisfies Done))
