import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import type { Kysely } from 'kysely'
import pg from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import { asRole, ensureDatabase, migrate } from '../src/db.ts'
import { allEvents } from '../src/domain/events.ts'
import { startEmbedded } from '../src/embedded/embedded-server.ts'
import { codecOf } from '../src/log/codec.ts'
import { openPostgresLog } from '../src/log/postgres/engine.ts'
import { schemaOf } from '../src/projections/generation.ts'
import { openLocks } from '../src/projections/locks.ts'
import { openViewPool, openViews } from '../src/projections/open.ts'
import { paymentLedger } from '../src/projections/payment-ledger/payment-ledger.ts'
import { type Rebuilt, rebuildView } from '../src/projections/rebuild.ts'
import { roster } from '../src/projections/roster/roster.ts'
import type { Database } from '../src/projections/schema.ts'
import type { View } from '../src/projections/view.ts'
import { fillCounty } from './county.ts'
import type { Print } from './figure.ts'

const EVENTS = 100_000
const ROUNDS = 3
const measured = [
  { view: roster, table: 'roster_entry' },
  { view: paymentLedger, table: 'ledger_payment' },
] as const

/** Seconds that COPY takes for the rows of a table, into an empty table of the same shape and with the same indexes. */
const copySeconds = async (
  admin: pg.Pool,
  schema: string,
  table: string,
): Promise<{ rows: number; seconds: number }> => {
  const client = await admin.connect()
  try {
    const bytes = await buffer(client.query(copyTo(`copy ${schema}.${table} to stdout`)))
    await client.query(`drop table if exists copied; create table copied (like ${schema}.${table} including all)`)
    const start = performance.now()
    await pipeline(Readable.from([bytes]), client.query(copyFrom('copy copied from stdin')))
    const seconds = (performance.now() - start) / 1000
    const { rows } = await client.query<{ rows: string }>('select count(*) as rows from copied')
    return { rows: Number(rows[0]?.rows), seconds }
  } finally {
    client.release()
  }
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0

type Round = { events: number; seconds: number; rows: number; copySeconds: number }

const oneRound = async (
  rebuild: (view: View) => Promise<Rebuilt>,
  admin: pg.Pool,
  { view, table }: (typeof measured)[number],
): Promise<Round> => {
  const { events, generation, ms } = await rebuild(view)
  const copied = await copySeconds(admin, schemaOf(view.name, generation), table)
  return { events, seconds: ms / 1000, rows: copied.rows, copySeconds: copied.seconds }
}

const printRounds = (print: Print, figure: string, rounds: readonly Round[]): void => {
  const rows = rounds[0]?.rows ?? 0
  print({
    bench: 'rebuild',
    figure: `${figure}, rebuilt from zero, checked and switched`,
    value: Math.round(median(rounds.map(({ events, seconds }) => events / seconds))),
    unit: 'events/s',
    ratio_to: `COPY of the ${rows} rows that result (seconds of COPY / seconds of rebuild)`,
    ratio: Number(median(rounds.map((round) => round.copySeconds / round.seconds)).toFixed(2)),
  })
}

const added = (rounds: readonly (readonly Round[])[]): Round[] =>
  (rounds[0] ?? []).map((_, index) =>
    rounds.reduce<Round>(
      (sum, all) => ({
        events: sum.events + (all[index]?.events ?? 0),
        seconds: sum.seconds + (all[index]?.seconds ?? 0),
        rows: sum.rows + (all[index]?.rows ?? 0),
        copySeconds: sum.copySeconds + (all[index]?.copySeconds ?? 0),
      }),
      { events: 0, seconds: 0, rows: 0, copySeconds: 0 },
    ),
  )

const compare = async (print: Print, side: Parameters<typeof rebuildView>[0], admin: pg.Pool): Promise<void> => {
  const rounds: Round[][] = []
  for (const each of measured) {
    const own: Round[] = []
    for (let round = 0; round <= ROUNDS; round += 1)
      own.push(await oneRound((view) => rebuildView(side, view), admin, each))
    // The first round only warms up.
    rounds.push(own.slice(1))
    printRounds(print, each.view.name, own.slice(1))
  }
  printRounds(print, 'roster and ledger together', added(rounds))
}

/** Rebuilds of roster and ledger from 100,000 events, against COPY of the rows that come out of it. */
export const run = async (print: Print): Promise<void> => {
  const directory = await mkdtemp(join(tmpdir(), 'anjuan-bench-'))
  const server = await startEmbedded({ dataDir: directory })
  const url = server.url('bench', 'postgres')
  const admin = new pg.Pool({ connectionString: url, max: 2 })
  const closing: (() => Promise<unknown>)[] = [() => admin.end()]
  try {
    await ensureDatabase(server.url('postgres', 'postgres'), 'bench')
    await migrate(url)
    const log = await openPostgresLog({ connectionString: asRole(url, 'app_api') })
    closing.unshift(() => log.close())
    await fillCounty(log, EVENTS)
    const pool = openViewPool({ connectionString: asRole(url, 'app_projector') })
    const locks = openLocks(pool)
    closing.unshift(
      () => locks.close(),
      () => pool.end(),
    )
    const db: Kysely<Database> = openViews(pool)
    await compare(print, { db, log, codec: codecOf(allEvents), locks }, admin)
  } finally {
    for (const close of closing) await close()
    await server.stop()
    await rm(directory, { recursive: true, force: true })
  }
}
