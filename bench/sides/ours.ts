import { createSecretKey } from 'node:crypto'
import pg from 'pg'
import { asRole, migrate } from '../../src/db.ts'
import { encodeJson } from '../../src/log/encode.ts'
import {
  type Commit,
  type Cursor,
  type EventLog,
  type NewEvent,
  noStream,
  type Recorded,
  type Tip,
} from '../../src/log/port.ts'
import { openPostgresLog } from '../../src/log/postgres/engine.ts'
import { PROOF_LENGTH, sealEvents, type Unsealed } from '../../src/log/proof.ts'
import type { Fact, Follower, Seen, Side, SideKind } from './side.ts'

const mac = { id: 1, key: createSecretKey(Buffer.alloc(32, 1)) }
const PAGE = 1_000
const noProof = Buffer.alloc(PROOF_LENGTH)

const unsealed = ({ id, type, data, meta }: Fact): Unsealed => ({
  id,
  type,
  schemaVersion: 1,
  payload: encodeJson(data),
  meta: encodeJson(meta),
  recordedAt: `${new Date().toISOString().slice(0, -1)}000Z`,
})

/** Makes a commit of facts; gives the tip that the stream has once it is stored. */
export type MakeCommit = (stream: string, expected: Tip, facts: readonly Fact[]) => { commit: Commit; tip: Tip }

/** As the program does it: salt, chained leaf and MAC for each event. */
export const sealing: MakeCommit = (stream, expected, facts) => {
  const { events, tip } = sealEvents(stream, expected, facts.map(unsealed), mac)
  return { commit: { stream, expected, events }, tip }
}

/** The same row with zeros where the proof would be, to see what sealing costs. */
export const unsealing: MakeCommit = (stream, expected, facts) => {
  const events = facts.map((fact): NewEvent => ({ ...unsealed(fact), proof: noProof, macKey: mac.id }))
  return { commit: { stream, expected, events }, tip: { ...expected, version: expected.version + events.length } }
}

/** A recorded event as every side gives it. */
export const seenOf = ({ stream, version, payload }: Recorded): Seen => ({ stream, version, data: JSON.parse(payload) })

const follow = (log: EventLog, after: Cursor, see: (seen: Seen) => void): Follower => {
  const stopping = new AbortController()
  const following = (async () => {
    for await (const { events } of log.follow({ after, batch: PAGE, signal: stopping.signal }))
      for (const event of events) see(seenOf(event))
  })()
  return {
    stop: async () => {
      stopping.abort()
      await following
    },
  }
}

/** Our log, also as itself. */
export type Ours = Side & { log: EventLog }

/** A log of ours through its port, on a database that is migrated as the program's own. */
export const openOurs = async (url: string, makeCommit: MakeCommit): Promise<Ours> => {
  await migrate(url)
  const log = await openPostgresLog({ connectionString: asRole(url, 'app_api') })
  const admin = new pg.Pool({ connectionString: url, max: 1 })
  // The program learns the tip when it reads the stream in order to decide; here it is remembered from the append.
  const tips = new Map<string, Tip>()
  return {
    log,
    append: async (stream, expected, facts) => {
      const known = tips.get(stream)
      const from = expected === 0 ? noStream : known?.version === expected ? known : { ...noStream, version: expected }
      const { commit, tip } = makeCommit(stream, from, facts)
      await log.append(commit)
      tips.set(stream, tip)
    },
    load: async (stream) => (await log.readStream(stream)).events.map(seenOf),
    readAll: async (see) => {
      for (let after = log.cursorAt(0n), full = true; full; ) {
        const page = await log.readAll({ after, limit: PAGE })
        for (const event of page.events) see(seenOf(event))
        after = page.scannedTo
        full = page.events.length === PAGE
      }
    },
    follow: async (see) => follow(log, await log.head(), see),
    count: async () => Number((await admin.query('select count(*) as rows from log.event')).rows[0].rows),
    close: async () => {
      await log.close()
      await admin.end()
    },
  }
}

/** This project. */
export const ours: SideKind = { name: 'Anjuan', key: 'ours', open: (url) => openOurs(url, sealing) }
