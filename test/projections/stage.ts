import { createSecretKey, randomBytes } from 'node:crypto'
import type { Kysely } from 'kysely'
import type pg from 'pg'
import { allEvents } from '../../src/domain/events.ts'
import type { AnyEvent } from '../../src/domain/shared/event.ts'
import { codecOf } from '../../src/log/codec.ts'
import { encodeJson } from '../../src/log/encode.ts'
import { eventIdOf, idFrom } from '../../src/log/event-id.ts'
import type { EventLog, NewEvent } from '../../src/log/port.ts'
import { openPostgresLog } from '../../src/log/postgres/engine.ts'
import { sealEvents } from '../../src/log/proof.ts'
import { openViewPool, openViews } from '../../src/projections/open.ts'
import { openPositions } from '../../src/projections/positions.ts'
import { type Projections, startProjections } from '../../src/projections/runner.ts'
import type { Database } from '../../src/projections/schema.ts'
import type { View } from '../../src/projections/view.ts'
import { PATIENCE_MS } from '../caught-up.ts'
import { type FreshDatabase, freshDatabase } from '../postgres.ts'

/** The codec of everything the program knows. */
export const codec = codecOf(allEvents)

const mac = { id: 1, key: createSecretKey(randomBytes(32)) }

/** A fact as a test writes it down: what happened, on which day, and by whom. */
export type GivenFact = AnyEvent & { on?: string; by?: string }

/** Facts sealed for one stream. */
const sealed = (stream: string, tip: Parameters<typeof sealEvents>[1], facts: readonly GivenFact[]): NewEvent[] => {
  const command = idFrom(stream, String(tip.version))
  return sealEvents(
    stream,
    tip,
    facts.map(({ type, data, on = '2023-03-06', by = 'zhang.jing' }, index) => ({
      id: eventIdOf(command, stream, index),
      type,
      schemaVersion: codec.schemaOf(type).schemaVersion,
      payload: encodeJson(data),
      meta: encodeJson({
        actor: by,
        roles: ['caseWorker'],
        office: '990101001',
        area: '990101001',
        command,
        correlation: stream,
        causation: command,
        on,
      }),
      recordedAt: new Date().toISOString().replace('Z', '000Z'),
    })),
    mac,
  ).events
}

/** A database of one test file with the real log in it. */
export type Stage = {
  database: FreshDatabase
  log: EventLog
  /** As the projector. */
  pool: pg.Pool
  db: Kysely<Database>
  /** As the API reads: nothing but the schema `view`. */
  views: Kysely<Database>
  /** Appends facts to the end of a stream; answers the position of the last. */
  given(stream: string, ...facts: GivenFact[]): Promise<bigint>
  /** Runs views until they have seen everything that was given. */
  shown(...views: readonly View[]): Promise<void>
  /** Creates many streams at once. */
  givenMany(streams: readonly { stream: string; facts: readonly GivenFact[] }[]): Promise<void>
  close(): Promise<void>
}

export const openStage = async (): Promise<Stage> => {
  const database = await freshDatabase()
  const log = await openPostgresLog({ connectionString: database.urlAs('app_api') })
  const pool = openViewPool({ connectionString: database.urlAs('app_projector'), max: 20 })
  const readers = openViewPool({ connectionString: database.urlAs('app_api') })
  let running: Projections | undefined
  const views = openViews(readers)
  return {
    database,
    log,
    pool,
    db: openViews(pool),
    views,
    given: async (stream, ...facts) => {
      const { tip } = await log.readStream(stream, { maxCount: 1 })
      return (await log.append({ stream, expected: tip, events: sealed(stream, tip, facts) })).position
    },
    givenMany: async (streams) => {
      const start = { version: 0, leaf: Buffer.alloc(32) }
      const commits = streams.map(({ stream, facts }) => ({
        stream,
        expected: start,
        events: sealed(stream, start, facts),
      }))
      const verdicts = await log.createStreams(commits)
      if (verdicts.some(({ is }) => is !== 'appended')) throw new Error('a stream was not created')
    },
    shown: async (...wanted) => {
      const positions = openPositions(views)
      running ??= await startProjections({ pool, log, codec, views: wanted, positions })
      const position = log.positionOf(await log.head())
      for (const { name } of wanted)
        if (!(await positions.waitFor(name, position, PATIENCE_MS)))
          throw new Error(`${name} is not there: ${running.status().map(({ lastError }) => lastError)}`)
    },
    close: async () => {
      await running?.stop()
      await log.close()
      await pool.end()
      await readers.end()
      await database.drop()
    },
  }
}
