import { expect, test } from 'vitest'
import { commitOf, newStream } from '../../contract/commits.ts'
import { logDatabase } from './database.ts'
import { openPatientLog } from './patient-log.ts'

const database = logDatabase()
const EVENTS = 4_000

test('a page of some types is read by the index of types, also when the planner has looked at the log', async () => {
  const filled = Array.from({ length: EVENTS / 20 }, () =>
    commitOf({ stream: newStream(), payloads: Array(20).fill('1') }),
  )
  await database.log().createStreams(filled)
  const admin = await database.admin()
  await admin.query('analyze log.event_live')
  const read = async (index: string): Promise<number> => {
    const { rows } = await admin.query(
      'select sum(idx_tup_read) as read from pg_stat_user_indexes where indexrelname like $1',
      [index],
    )
    return Number(rows[0].read)
  }

  const before = await read('event_p%_pkey')
  const log = await openPatientLog({ connectionString: database.fresh().urlAs('app_api') })
  const page = await log.readAll({ limit: 50, types: ['NobodyHasSeenThis', 'IncomeDeclared', 'NorThis'] })
  expect(page.events).toHaveLength(50)
  // What its connections have counted is told when they end.
  await log.close()
  await expect.poll(() => read('event_p%_type_position_idx')).toBeGreaterThanOrEqual(50)
  expect((await read('event_p%_pkey')) - before).toBeLessThan(EVENTS)
})
