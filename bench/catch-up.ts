import pg from 'pg'
import { asRole } from '../src/db.ts'
import { openPostgresLog } from '../src/log/postgres/engine.ts'
import type { Sample } from './compare.ts'
import { compareSides } from './compare.ts'
import { type Context, chosen, withSides } from './context.ts'
import { FEN } from './facts.ts'
import { fill } from './filled.ts'
import { ours, seenOf } from './sides/ours.ts'
import type { Seen } from './sides/side.ts'

const PER_STREAM = 8
const PAGE = 1_000

/** Reads it all, adds up what each event carries, and checks that every stream came whole and in order. */
const timed = async (events: number, read: (see: (seen: Seen) => void) => Promise<void>): Promise<Sample> => {
  const next = new Map<string, number>()
  let count = 0
  let fen = 0
  let disordered = 0
  const start = performance.now()
  await read(({ stream, version, data }) => {
    if (version !== (next.get(stream) ?? 1)) disordered += 1
    next.set(stream, version + 1)
    count += 1
    fen += Number(data['fen'])
  })
  const seconds = (performance.now() - start) / 1000
  const fault =
    count !== events || fen !== events * FEN || disordered > 0
      ? `${count} of ${events} events read, ${disordered} out of order, ${fen - events * FEN} fen too many`
      : undefined
  return { value: count / seconds, fault }
}

/** The live feed, from the beginning until it has told of everything. */
const following = async (url: string, events: number, see: (seen: Seen) => void): Promise<void> => {
  const log = await openPostgresLog({ connectionString: asRole(url, 'app_api') })
  const stopping = new AbortController()
  let count = 0
  for await (const page of log.follow({ after: log.cursorAt(0n), batch: PAGE, signal: stopping.signal })) {
    for (const event of page.events) see(seenOf(event))
    count += page.events.length
    if (count >= events) stopping.abort()
  }
  await log.close()
}

/** The least that reading our table can cost: one ordered query, a thousand rows at a time, columns left as text. */
const bareCursor = async (url: string, see: (seen: Seen) => void): Promise<void> => {
  const client = new pg.Client({ connectionString: url, types: { getTypeParser: () => String } })
  await client.connect()
  await client.query('begin; declare everything cursor for select * from log.event order by position')
  for (let full = true; full; ) {
    const { rows } = await client.query(`fetch ${PAGE} from everything`)
    for (const { stream_id, version, payload } of rows)
      see({ stream: stream_id, version: Number(version), data: JSON.parse(payload) })
    full = rows.length === PAGE
  }
  await client.end()
}

/** Reads everything from the beginning, as each side reads it, and as one bare query on our table. */
export const run = (context: Context): Promise<void> =>
  withSides(context, chosen(context), async (sides) => {
    const streams = Math.ceil(context.options.read / PER_STREAM)
    const events = streams * PER_STREAM
    for (const { kind, side } of sides) {
      context.say(`catch-up: filling ${kind.name} with ${events} events`)
      await fill(side, streams, PER_STREAM)
    }
    const own = sides.find(({ kind }) => kind === ours)
    await compareSides(
      context,
      { bench: 'catch-up', figure: `${events} events read from the beginning`, unit: 'events/s' },
      [
        ...sides.map(({ kind, side }) => ({ name: kind.name, once: () => timed(events, side.readAll) })),
        ...(own
          ? [
              {
                name: `${ours.name}, by its live feed`,
                once: () => timed(events, (see) => following(own.url, events, see)),
              },
              { name: 'bare cursor on the same table', once: () => timed(events, (see) => bareCursor(own.url, see)) },
            ]
          : []),
      ],
    )
  })
