import { expect, test } from 'vitest'
import { commitOf } from '../../contract/commits.ts'
import { logDatabase } from './database.ts'

const database = logDatabase()

test('a bulk call that the server sends back from a deadlock tries again, and all its streams are stored once', async () => {
  const [rival, watcher] = [await database.admin(), await database.admin()]
  const commits = Array.from({ length: 4_001 }, () => commitOf())
  const contested = commits.at(-1)!.stream
  const bulkWaits = async (): Promise<boolean> => {
    const { rows } = await watcher.query(
      `select from pg_stat_activity where application_name = 'anjuan log bulk writer' and wait_event_type = 'Lock'
         and datname = current_database()`,
    )
    return rows.length === 1
  }

  await rival.query('begin')
  await rival.query(`insert into log.stream (stream_id, version, last_leaf) values ($1, 1, $2)`, [
    contested,
    Buffer.alloc(32),
  ])
  // Its first chunk holds the head; the second needs the stream that the rival is making.
  const created = database.log().createStreams(commits)
  while (!(await bulkWaits())) await new Promise(setImmediate)
  // Now each waits for the other. Whichever is sent back, the bulk call must get through.
  await rival.query('update log.head set position = position').catch(() => undefined)
  await rival.query('rollback')

  expect(new Set((await created).map(({ is }) => is))).toEqual(new Set(['appended']))
  const { rows } = await watcher.query(
    `select (select count(*) from log.event)::int as events, (select count(*) from log.stream)::int as streams,
       (select position::int from log.head) as head`,
  )
  expect(rows).toEqual([{ events: 4_001, streams: 4_001, head: 4_001 }])
})
