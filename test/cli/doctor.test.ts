import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fileOf } from '../processes/roll-file/roll.ts'
import { standard } from './standard.ts'
import { openTerminal, type Terminal } from './terminal.ts'

let terminal: Terminal
beforeAll(async () => {
  terminal = await openTerminal()
  const standards = ['URBAN', 'RURAL'].map((areaKind) => standard({ areaKind }))
  await terminal.run('import', 'policy', await fileOf(JSON.stringify(standards), 'policy.json'))
})
afterAll(() => terminal.close())

/** What an administrator of the database can do who first switches its guards off. */
const tamper = async (statement: string): Promise<void> => {
  const client = new pg.Client({ connectionString: terminal.adminUrl })
  await client.connect()
  await client.query('alter table log.event_live disable trigger append_only')
  await client.query(statement)
  await client.query('alter table log.event_live enable always trigger append_only')
  await client.end()
}

describe('anjuan doctor', () => {
  test('finds nothing wrong with a log that nobody touched', async () => {
    const ran = await terminal.run('doctor')
    expect(ran.out).toContain('Nothing is wrong.')
    expect(ran.code).toBe(0)
  })

  test('finds the event whose sum was altered', async () => {
    const swap = (from: number, to: number) =>
      tamper(
        `update log.event set payload = replace(payload::text, '${from}', '${to}')::json where payload::text like '%"URBAN"%'`,
      )
    await swap(57_000, 97_000)
    const ran = await terminal.run('doctor')
    expect(ran.out).toMatch(/WRONG {3}position \d+ \(policy-990101\): leaf/)
    expect(ran.code).toBe(1)
    await swap(97_000, 57_000)
  })

  test('finds the place of an event that was taken away', async () => {
    await tamper(`delete from log.event where stream_id = 'policy-990101' and version = 1`)
    const ran = await terminal.run('doctor')
    expect(ran.out).toMatch(/WRONG {3}positions (\d+) to \1: there is no event/)
    expect(ran.code).toBe(1)
  })
})
