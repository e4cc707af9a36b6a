import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { factOf, newStream } from '../facts.ts'
import { rounded } from '../figure.ts'
import { type Gate, printGate } from './gate.ts'

/** How long the transaction of somebody else stays open, in milliseconds. */
const HELD = 3_000
/** An event that takes longer than this to arrive waited for somebody, not for a poll. */
const PROMPT = 1_500

/** The delay of a feed while a transaction that has written stays open in another database of the same server. */
export const foreignTransaction: Gate = async (context, { kind, side }) => {
  const figure = `a transaction open for ${HELD} ms in another database`
  if (!side.follow) return printGate(context, kind, { figure, value: 0, unit: 'ms delay', gate: 'has no feed' })
  const url = await context.server.freshDatabase()
  const stranger = new pg.Client({ connectionString: url })
  await stranger.connect()
  await stranger.query('begin; select pg_current_xact_id()')
  let arrived: number | undefined
  const stream = newStream()
  const follower = await side.follow((seen) => {
    if (seen.stream === stream) arrived ??= performance.now()
  })
  await sleep(200)
  const appended = performance.now()
  await side.append(stream, 0, [factOf(1)])
  while (arrived === undefined && performance.now() < appended + HELD) await sleep(5)
  await stranger.query('rollback')
  await stranger.end()
  for (const end = performance.now() + HELD; arrived === undefined && performance.now() < end; ) await sleep(5)
  await follower.stop()
  await context.server.dropDatabase(url)
  const delay = arrived === undefined ? HELD * 2 : arrived - appended
  printGate(context, kind, {
    figure,
    value: rounded(delay),
    unit: 'ms delay',
    gate:
      delay < PROMPT ? 'kept' : `failed: stood still for ${rounded(delay)} ms, until the other transaction had ended`,
  })
}
