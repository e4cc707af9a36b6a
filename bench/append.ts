import { createSecretKey, randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { asRole, ensureDatabase, migrate } from '../src/db.ts'
import { startEmbedded } from '../src/embedded/embedded-server.ts'
import { eventIdOf } from '../src/log/event-id.ts'
import { type Commit, type EventLog, noStream } from '../src/log/port.ts'
import { openPostgresLog } from '../src/log/postgres/engine.ts'
import { sealEvents } from '../src/log/proof.ts'
import type { Print } from './bench.ts'
import { type PlainTable, plainTable } from './plain-table.ts'

const ROUNDS = 5
const EVENTS_PER_CASE = 8
const BULK_STREAMS = 20_000

const mac = { id: 1, key: createSecretKey(Buffer.alloc(32, 1)) }
const payload = JSON.stringify({ kind: 'WAGES', fen: 123_456, from: '2026-01', note: '核对'.repeat(50) })
const meta = JSON.stringify({ actor: 'w1', roles: ['caseWorker'], area: '990101001', on: '2026-07-01' })

/** One case: commits of one event each that follow each other, sealed beforehand, as both sides write the same rows. */
const caseLife = (events: number): Commit[] => {
  const stream = `case-${randomUUID()}`
  const command = randomUUID()
  let at = noStream
  return Array.from({ length: events }, (_, index) => {
    const unsealed = { id: eventIdOf(command, stream, index), type: 'IncomeDeclared', schemaVersion: 1, payload, meta }
    const sealed = sealEvents(stream, at, [{ ...unsealed, recordedAt: '2026-07-01T08:00:00.000001Z' }], mac)
    const commit = { stream, expected: at, events: sealed.events }
    at = sealed.tip
    return commit
  })
}

const cases = (count: number, events: number): Commit[][] => Array.from({ length: count }, () => caseLife(events))

/** Rows per second of some work; throws unless as many rows were added as there were commits. */
const rate = async (rows: number, count: () => Promise<number>, work: () => Promise<unknown>): Promise<number> => {
  const before = await count()
  const start = performance.now()
  await work()
  const seconds = (performance.now() - start) / 1000
  const added = (await count()) - before
  if (added !== rows) throw new Error(`${added} rows were stored, ${rows} were sent`)
  return rows / seconds
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0
const rounded = (value: number, digits = 0): number => Number(value.toFixed(digits))

/** Each appender takes the next case when it has finished one. */
const appendCases = async (
  lives: Commit[][],
  appenders: number,
  append: (commit: Commit, appender: number) => Promise<unknown>,
): Promise<void> => {
  const left = lives.values()
  await Promise.all(
    Array.from({ length: appenders }, async (_, appender) => {
      for (const life of left) for (const commit of life) await append(commit, appender)
    }),
  )
}

type Sides = { log: EventLog; logRows: () => Promise<number>; plain: PlainTable }

/** Alternates the two sides, so that a slow moment of the machine hits both, and prints the median of the ratios. */
const compare = async (
  print: Print,
  { figure, against, rows }: { figure: string; against: string; rows: number },
  ours: () => Promise<number>,
  theirs: () => Promise<number>,
): Promise<void> => {
  const rates: { ours: number; theirs: number }[] = []
  for (let round = 0; round <= ROUNDS; round++) {
    const pair =
      round % 2 ? { ours: await ours(), theirs: await theirs() } : { theirs: await theirs(), ours: await ours() }
    // The first round only warms up.
    if (round > 0) rates.push(pair)
  }
  print({
    bench: 'append',
    figure,
    value: rounded(median(rates.map((pair) => pair.ours))),
    unit: 'events/s',
    ratio_to: `${against}, the same ${rows} rows, ${rounded(median(rates.map((pair) => pair.theirs)))} events/s`,
    ratio: rounded(median(rates.map((pair) => pair.ours / pair.theirs)), 2),
  })
}

const compareAppends = async (print: Print, { log, logRows, plain }: Sides, appenders: number, lives: number) => {
  const rows = lives * EVENTS_PER_CASE
  await compare(
    print,
    { figure: `appends, ${appenders} at a time`, against: 'one autocommitted INSERT each', rows },
    () => {
      const work = cases(lives, EVENTS_PER_CASE)
      return rate(rows, logRows, () => appendCases(work, appenders, log.append))
    },
    () => {
      const work = cases(lives, EVENTS_PER_CASE)
      return rate(rows, plain.count, () => appendCases(work, appenders, plain.insert))
    },
  )
}

const compareBulk = (print: Print, { log, logRows, plain }: Sides): Promise<void> =>
  compare(
    print,
    { figure: 'streams created in bulk', against: 'COPY', rows: BULK_STREAMS },
    () => {
      const work = cases(BULK_STREAMS, 1).flat()
      return rate(BULK_STREAMS, logRows, () => log.createStreams(work))
    },
    () => {
      const work = cases(BULK_STREAMS, 1).flat()
      return rate(BULK_STREAMS, plain.count, () => plain.copy(work))
    },
  )

const sealing = (print: Print): void => {
  caseLife(5_000)
  const start = performance.now()
  caseLife(20_000)
  const perEvent = ((performance.now() - start) * 1000) / 20_000
  print({ bench: 'append', figure: 'event id, salt, hashes and MAC', value: rounded(perEvent, 1), unit: 'µs/event' })
}

/** Our log against plain SQL on the same server: appends one by one and from 32 sides, and streams created in bulk. */
export const run = async (print: Print): Promise<void> => {
  const directory = await mkdtemp(join(tmpdir(), 'anjuan-bench-'))
  const server = await startEmbedded({ dataDir: directory })
  const admin = new pg.Pool({ connectionString: server.url('bench', 'postgres'), max: 2 })
  let log: EventLog | undefined
  let plain: PlainTable | undefined
  try {
    await ensureDatabase(server.url('postgres', 'postgres'), 'bench')
    await migrate(server.url('bench', 'postgres'))
    log = await openPostgresLog({ connectionString: asRole(server.url('bench', 'postgres'), 'app_api') })
    plain = await plainTable(server.url('bench', 'postgres'), 32)
    const logRows = async (): Promise<number> =>
      Number((await admin.query('select count(*) as rows from log.event')).rows[0].rows)
    const sides = { log, logRows, plain }
    sealing(print)
    await compareAppends(print, sides, 1, 250)
    await compareAppends(print, sides, 32, 1_500)
    await compareBulk(print, sides)
  } finally {
    await log?.close()
    await plain?.close()
    await admin.end()
    await server.stop()
    await rm(directory, { recursive: true, force: true })
  }
}
