import { expect, test } from 'vitest'
import type { Commit } from '../../../src/log/port.ts'
import { appendMany } from '../../../src/log/postgres/columns.ts'
import { openPostgresLog } from '../../../src/log/postgres/engine.ts'
import { chain, commitOf, newStream } from '../../contract/commits.ts'
import { logDatabase } from './database.ts'

const database = logDatabase()

const shownAfter = async (position: bigint): Promise<string[]> => {
  const log = database.log()
  const { events } = await log.readAll({ after: log.cursorAt(position), limit: 1_000 })
  return events.map(({ stream, version }) => `${stream} ${version}`)
}

const headNow = async (): Promise<bigint> => database.log().positionOf(await database.log().head())

test('a long write transaction elsewhere, in this or another database, does not stall the feed', async () => {
  const here = await database.admin()
  await here.query('create table elsewhere (x int)')
  await here.query('begin')
  await here.query('insert into elsewhere values (1)')
  const other = new URL(database.fresh().adminUrl)
  other.pathname = '/postgres'
  const there = await database.connect(other.href)
  await there.query('begin')
  await there.query('select pg_current_xact_id()')

  const head = await headNow()
  const commit = commitOf()
  await database.log().append(commit)
  expect(await shownAfter(head)).toEqual([`${commit.stream} 1`])
  await here.query('rollback')
  await there.query('rollback')
})

test('version 2 comes after version 1, also when its transaction was opened early', async () => {
  const head = await headNow()
  const stream = newStream()
  const [first, second] = chain(2, { stream }) as [Commit, Commit]
  const early = await database.as('app_api')
  await early.query('begin')
  await early.query('select pg_current_xact_id()')
  await database.log().append(first)
  await early.query(appendMany([second]))
  expect(await shownAfter(head)).toEqual([`${stream} 1`])
  await early.query('commit')
  expect(await shownAfter(head)).toEqual([`${stream} 1`, `${stream} 2`])
})

test('an append that is not yet committed holds back what comes after it, so nothing appears out of order', async () => {
  const head = await headNow()
  const slow = await database.as('app_api')
  const [first, second] = [commitOf(), commitOf()]
  await slow.query('begin')
  await slow.query(appendMany([first]))
  const waiting = database.log().append(second)
  expect(await shownAfter(head)).toEqual([])
  await slow.query('commit')
  await waiting
  expect(await shownAfter(head)).toEqual([`${first.stream} 1`, `${second.stream} 1`])
})

test('an append that was rolled back leaves no hole: positions are gapless and end at the head', async () => {
  const client = await database.as('app_api')
  for (const end of ['rollback', 'commit', 'rollback']) {
    await client.query('begin')
    await client.query(appendMany([commitOf({ payloads: ['1', '2', '3'] })]))
    await client.query(end)
    await database.log().append(commitOf())
  }
  await database.log().appendBatch([commitOf({ payloads: ['{"a":'] }), commitOf(), commitOf()])
  const { rows } = await client.query(
    'select count(*)::int as count, min(position)::int as first, max(position)::int as last from log.event',
  )
  expect(rows[0]).toEqual({ count: rows[0].last, first: 1, last: Number(await headNow()) })
})

test('an append that cannot get at the head in time is unavailable, and surely not written', async () => {
  const limits = { statement: 600, lock: 300 }
  const log = await openPostgresLog({ connectionString: database.fresh().urlAs('app_api'), limits: { append: limits } })
  const holder = await database.as('app_api')
  await holder.query('begin')
  await holder.query(appendMany([commitOf()]))
  const commits = [commitOf(), commitOf(), commitOf()]
  const outcomes = await Promise.allSettled(commits.map((commit) => log.append(commit)))
  expect(outcomes.map((outcome) => outcome.status === 'rejected' && outcome.reason.name)).toEqual(
    Array(3).fill('LogUnavailable'),
  )
  await holder.query('rollback')
  await log.close()
  // By a log that waits longer: a busy machine may need more than those limits for any append.
  for (const commit of commits) expect(await database.log().append(commit)).toMatchObject({ is: 'appended' })
})
