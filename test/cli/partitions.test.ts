import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeSmallPartitions } from '../log/postgres/small-partitions.ts'
import { type FreshDatabase, freshDatabase } from '../postgres.ts'
import { fileOf } from '../processes/roll-file/roll.ts'
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

const standard = (month: number) => {
  const from = `${2010 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-01`
  return {
    area: '990101',
    type: 'PublishStandard',
    data: {
      document: { number: `示民发〔2022〕${month}号`, title: '关于调整最低生活保障标准的通知', issuer: '示范县民政局' },
      effectiveFrom: from,
      inForceOn: from,
      scheme: 'subsistenceAllowance',
      areaKind: 'URBAN',
      monthlyFen: 57_000 + month,
    },
  }
}

beforeAll(async () => {
  database = await freshDatabase()
  directory = await mkdtemp(join(tmpdir(), 'anjuan-partitions-'))
  file = join(directory, 'event_p0001.copy')
  await makeSmallPartitions(database.adminUrl, 40)
  const policies = await fileOf(
    JSON.stringify(Array.from({ length: 90 }, (_, month) => standard(month))),
    'policy.json',
  )
  const imported = await run('import', 'policy', policies)
  expect(imported.code, imported.err).toBe(0)
})
afterAll(() => database?.drop())

test('an old partition is taken off, moved to a file, missed, brought back and put back from the terminal', async () => {
  const listed = async () => (await run('partitions')).out.trim().split('\n')
  expect(await run('partitions', 'detach', '2')).toMatchObject({ code: 1, err: expect.stringContaining('is in use') })
  expect(await run('partitions', 'detach', '1')).toMatchObject({ code: 0, err: '' })
  const [, detached, head] = await listed()
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
  expect((await run('doctor')).out).toContain('Nothing is wrong.')
}, 300_000)
