import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { caseEvents } from '../../src/domain/case/events.ts'
import { BrokenSeal, KeyFault, PersonErased } from '../../src/vault/errors.ts'
import { openFields, personsIn, sealFields } from '../../src/vault/fields.ts'
import { type KeyFiles, loadKeys } from '../../src/vault/keys.ts'
import type { Vault } from '../../src/vault/port.ts'
import { openVault } from '../../src/vault/vault.ts'
import { type FreshDatabase, freshDatabase } from '../postgres.ts'

const wang = '01997f00-0000-7000-8000-000000000001'
const li = '01997f00-0000-7000-8000-000000000002'
const zhao = '01997f00-0000-7000-8000-000000000003'

let database: FreshDatabase
let directory: string
let keys: KeyFiles
let pool: pg.Pool
let vault: Vault

beforeAll(async () => {
  database = await freshDatabase()
  directory = await mkdtemp(join(tmpdir(), 'anjuan-keys-'))
  keys = await loadKeys(directory)
  pool = new pg.Pool({ connectionString: database.urlAs('app_api'), max: 4 })
})
afterAll(async () => {
  await pool.end()
  await database.drop()
  await rm(directory, { recursive: true })
})
/** A vault with an empty memory, as after a restart. */
beforeEach(async () => {
  vault = await openVault({ pool, keys })
})

const admin = async (text: string, values: unknown[] = []): Promise<pg.QueryResult> => {
  const client = new pg.Client({ connectionString: database.adminUrl })
  await client.connect()
  try {
    return await client.query(text, values)
  } finally {
    await client.end()
  }
}

describe('keys of persons', () => {
  test('are created once, committed before use, and open after a restart what they sealed before', async () => {
    const before = await vault.keysOf([wang], { create: true })
    const sealed = before.seal(wang, 'name', '王')
    expect((await admin('select 1 from vault.person_key where person_id = $1', [wang])).rowCount).toBe(1)
    const restarted = await openVault({ pool, keys })
    const after = await restarted.keysOf([wang])
    expect(after.open(wang, 'name', sealed)).toBe('王')
  })

  test('are the same for programs that create them at the same moment', async () => {
    const ids = Array.from({ length: 500 }, (_, n) => `01997f00-0000-7000-8000-1${String(n).padStart(11, '0')}`)
    const vaults = await Promise.all([openVault({ pool, keys }), openVault({ pool, keys }), openVault({ pool, keys })])
    const [one, two, three] = await Promise.all([
      vaults[0].keysOf(ids, { create: true }),
      vaults[1].keysOf(ids.toReversed(), { create: true }),
      vaults[2].keysOf(ids, { create: true }),
    ])
    for (const id of ids) {
      const sealed = one.seal(id, 'name', id)
      expect(two.open(id, 'name', sealed)).toBe(id)
      expect(three.open(id, 'name', sealed)).toBe(id)
    }
  })

  test('answer to an id however its letters are written', async () => {
    const upper = '01997F00-0000-7000-8000-0000000000AB'
    const created = await vault.keysOf([upper], { create: true })
    const sealed = created.seal(upper, 'name', 'a')
    expect((await vault.keysOf([upper.toLowerCase()])).open(upper.toLowerCase(), 'name', sealed)).toBe('a')
  })

  test('that were never made are told as missing, not as erased', async () => {
    const nobody = await vault.keysOf(['01997f00-0000-7000-8000-0000000000ff'])
    expect(() => nobody.open('01997f00-0000-7000-8000-0000000000ff', 'name', 'sealed:1:AAAA')).toThrow(KeyFault)
  })

  test('do not lie in the database unwrapped, and another wrap key cannot open them', async () => {
    await vault.keysOf([wang], { create: true })
    const foreign = await mkdtemp(join(tmpdir(), 'anjuan-keys-'))
    const others = await loadKeys(foreign)
    await rm(foreign, { recursive: true })
    await expect(openVault({ pool, keys: others })).rejects.toThrow(/not the one that this database was written with/)
    const { personKeyStore } = await import('../../src/vault/person-keys.ts')
    await expect(personKeyStore(pool, others).keysOf([wang], false)).rejects.toThrow(BrokenSeal)
  })

  test('cannot be exchanged or deleted by the API, nor seen by projector and auditor', async () => {
    await vault.keysOf([wang], { create: true })
    await expect(pool.query('update vault.person_key set wrapped = null')).rejects.toThrow(/permission denied/)
    await expect(pool.query('delete from vault.person_key')).rejects.toThrow(/permission denied/)
    for (const role of ['app_projector', 'app_auditor']) {
      const other = new pg.Pool({ connectionString: database.urlAs(role) })
      await expect(other.query('select from vault.person_key')).rejects.toThrow(/permission denied/)
      await expect(other.query('select vault.erase_person($1)', [wang])).rejects.toThrow(/permission denied/)
      await other.end()
    }
  })
})

describe('erasure', () => {
  test('makes everything sealed under the key read erased, here and after a restart', async () => {
    const sealed = (await vault.keysOf([li], { create: true })).seal(li, 'name', '李')
    await vault.erase(li)
    expect((await vault.keysOf([li])).open(li, 'name', sealed)).toBe('erased')
    const restarted = await openVault({ pool, keys })
    expect((await restarted.keysOf([li])).open(li, 'name', sealed)).toBe('erased')
  })

  test('is for ever: no new key, no new seal, and the first day of erasure stays', async () => {
    const sealed = (await vault.keysOf([zhao], { create: true })).seal(zhao, 'name', '赵')
    await vault.erase(zhao)
    const erasedAt = 'select erased_at::text from vault.person_key where person_id = $1'
    const first = (await admin(erasedAt, [zhao])).rows[0]
    const again = await openVault({ pool, keys })
    const after = await again.keysOf([zhao], { create: true })
    expect(after.open(zhao, 'name', sealed)).toBe('erased')
    expect(() => after.seal(zhao, 'name', '赵')).toThrow(PersonErased)
    await again.erase(zhao)
    expect((await admin(erasedAt, [zhao])).rows[0]).toEqual(first)
  })

  test('of somebody who never had a key is kept too', async () => {
    const id = '01997f00-0000-7000-8000-0000000000ee'
    await vault.erase(id)
    const after = await vault.keysOf([id], { create: true })
    expect(() => after.seal(id, 'name', 'a')).toThrow(PersonErased)
  })
})

test('an event sealed along its schema shows nothing personal and opens to what it was', async () => {
  const { data: schema } = caseEvents.find(({ type }) => type === 'MemberJoined')!
  const member = {
    personId: wang,
    relation: 'CHILD',
    canWork: false,
    employed: false,
    birthDate: '1990-01-01',
    disability: null,
    seriousIllness: false,
  }
  const data = { caseId: li, member, joinedOn: '2026-07-01' }
  const at = await vault.keysOf(personsIn(schema, data), { create: true })
  const sealed = sealFields(schema, data, at) as { member: Record<string, unknown> }
  expect(JSON.stringify(sealed)).not.toContain('1990-01-01')
  expect(sealed.member['disability']).toHaveLength(String(sealed.member['birthDate']).length)
  expect(openFields(schema, sealed, at)).toEqual(data)
})

describe('files', () => {
  const bytes = Buffer.from('6217000000000000000|100.00|王\n'.repeat(1000))

  test('are kept under the hash of their plain bytes, once, and given back exactly', async () => {
    const kept = await vault.keepFile(bytes)
    expect(await vault.keepFile(bytes)).toEqual(kept)
    expect(kept.size).toBe(bytes.length)
    expect(await vault.findFile(kept.sha256)).toEqual(bytes)
    expect((await admin('select count(*)::int as count from vault.file')).rows[0]).toEqual({ count: 1 })
  })

  test('lie sealed, and an altered one is noticed', async () => {
    const { sha256 } = await vault.keepFile(bytes)
    const { rows } = await admin('select sealed from vault.file')
    expect(rows[0].sealed.includes(bytes.subarray(0, 20))).toBe(false)
    await admin('update vault.file set sealed = set_byte(sealed, 100, get_byte(sealed, 100) # 1)')
    await expect(vault.findFile(sha256)).rejects.toThrow(BrokenSeal)
  })

  test('that were never kept are not found, and an empty one is a file', async () => {
    expect(await vault.findFile('ab'.repeat(32))).toBeUndefined()
    const { sha256 } = await vault.keepFile(Buffer.alloc(0))
    expect(await vault.findFile(sha256)).toEqual(Buffer.alloc(0))
  })
})
