import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeSmallPartitions } from '../log/postgres/small-partitions.ts'
import { type FreshDatabase, freshDatabase } from '../postgres.ts'
import { fileOf } from '../processes/roll-file/roll.ts'
import { standard } from './standard.ts'
import { type Ran, runFile } from './terminal.ts'

let database: FreshDatabase
let directory: string
let file: string

const run = (...args: string[]): Promise<Ran> =>
  runFile('src/cli/anjuan.ts', args, {
    DATABASE_URL: database.urlAs('app_api'),
    DATABASE_ADMIN_URL: database.adminUrl,
    ANJUAN_DATA_DIR: directory,
    ANJUAN_KEYS: join(directory, 'keys'),
  })

/** A standard for each of many months, oldest first: events enough to fill partitions. */
const standards = Array.from({ length: 90 }, (_, month) => {
  const from = `${2010 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-01`
  const document = {
    number: `示民发〔2022〕${month}号`,
    title: '关于调整最低生活保障标准的通知',
    issuer: '示范县民政局',
  }
  return standard({ document, effectiveFrom: from, inForceOn: from, areaKind: 'URBAN', monthlyFen: 57_000 + month })
})

beforeAll(async () => {
  database = await freshDatabase()
  directory = await mkdtemp(join(tmpdir(), 'anjuan-partitions-'))
  file = join(directory, 'event_p0001.copy')
  await makeSmallPartitions(database.adminUrl, 40)
  const policies = await fileOf(JSON.stringify(standards), 'policy.json')
  const imported = await run('import', 'policy', policies)
  expect(imported.code, imported.err).toBe(0)
})
afterAll(() => database?.drop())

test('an old partition is taken off, moved to a file, missed, brought back and put back from the terminal', async () => {
  expect(await run('partitions', 'detach', '1')).toMatchObject({ code: 0, err: '' })
  const [, detached, head] = (await run('partitions')).out.split('\n')
  expect(detached).toMatch(/^event_p0001\s+40–79\s+40\s+0\.\d MiB detached$/)
  expect(head).toMatch(/^event_p0002 .* head$/)

  expect(await run('partitions', 'export', '1', file, '--remove')).toMatchObject({
    code: 0,
    out: expect.stringMatching(/SHA-256 [0-9a-f]{64}[\s\S]*is away/),
  })
  const doctor = await run('doctor')
  expect(doctor.out).toContain('warning positions 40 to 79 are in a file (event_p0001): not checked')
  expect(doctor.code).toBe(0)
  const rebuilt = await run('rebuild', 'policy')
  expect(rebuilt.code).toBe(1)
  expect(rebuilt.err.trim()).toBe(
    'positions 40 to 79 are not on this server: bring event_p0001 back (anjuan partitions import)',
  )

  expect(await run('partitions', 'import', '1', file)).toMatchObject({ code: 0, err: '' })
  expect(await run('partitions', 'attach', '1')).toMatchObject({ code: 0, err: '' })
}, 300_000)
