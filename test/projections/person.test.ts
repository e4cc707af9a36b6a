import { randomBytes } from 'node:crypto'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { personEvents } from '../../src/domain/person/events.ts'
import { maskedNamesOf, openedNames } from '../../src/projections/person/names.ts'
import { person } from '../../src/projections/person/person.ts'
import { claimsOfPerson, findPerson, listPersons } from '../../src/projections/person/queries.ts'
import { sealFields } from '../../src/vault/fields.ts'
import { loadKeys } from '../../src/vault/keys.ts'
import type { Vault } from '../../src/vault/port.ts'
import { openVault } from '../../src/vault/vault.ts'
import { id, someone } from './facts.ts'
import { codec, type GivenFact, openStage, type Stage } from './stage.ts'

let stage: Stage
let vault: Vault
let pool: pg.Pool
beforeAll(async () => {
  stage = await openStage()
  pool = new pg.Pool({ connectionString: stage.database.urlAs('app_api'), max: 2 })
  const keys = await loadKeys(await mkdtemp(join(tmpdir(), 'anjuan-keys-')))
  vault = await openVault({ pool, keys })
})
afterAll(async () => {
  await pool.end()
  await stage.close()
})

/** A fact with its personal fields sealed by the real vault, as `handle` does it. */
const sealed = async (fact: GivenFact, personId: string): Promise<GivenFact> => {
  const keys = await vault.keysOf([personId], { create: true })
  return { ...fact, data: sealFields(codec.schemaOf(fact.type).data, fact.data, keys) }
}

test('the register keeps nothing open, and masks or opens only with the vault', async () => {
  const li = someone('li')
  const registered = li.registered({
    name: '李小明',
    idNumber: '990101198001010012',
    birthDate: '1980-01-01',
    address: null,
  })
  const account = {
    type: 'PayeeAccountRegistered',
    data: { personId: li.personId, bank: 'Test Bank', account: '6222020000001234', accountHolder: '李小明' },
  }
  await stage.given(li.stream, await sealed(registered, li.personId), await sealed(account, li.personId))
  await stage.shown(person)
  const row = await findPerson(stage.views, li.personId)
  expect(row).toMatchObject({ bank: 'Test Bank', revision: 2, died_on: null })
  expect(JSON.stringify(row)).not.toMatch(/李|1980|6222|990101198001010012/)
  expect((await maskedNamesOf(stage.views, vault, [li.personId])).get(li.personId)).toEqual({
    personId: li.personId,
    name: '李**',
    idNumber: '**************0012',
    bank: 'Test Bank',
    account: '************1234',
    accountHolder: '李**',
  })
  expect((await openedNames(vault, row ? [row] : [])).get(li.personId)).toMatchObject({
    name: '李小明',
    idNumber: '990101198001010012',
    account: '6222020000001234',
  })
  await vault.erase(li.personId)
  expect((await maskedNamesOf(stage.views, vault, [li.personId])).get(li.personId)).toMatchObject({
    name: 'erased',
    idNumber: 'erased',
    account: 'erased',
  })
})

test('a person is found by the blind index of the number, also after a correction', async () => {
  const [old, corrected] = [`1-${randomBytes(16).toString('hex')}`, `1-${randomBytes(16).toString('hex')}`]
  const wang = someone('wang')
  await stage.given(wang.stream, wang.registered({ idIndex: old }))
  const again = wang.registered({ idIndex: corrected })
  await stage.given(wang.stream, { ...again, type: 'PersonCorrected' })
  await stage.shown(person)
  expect((await listPersons(stage.views, { idIndex: old }, { limit: 5 })).rows).toEqual([])
  const found = await listPersons(stage.views, { idIndex: corrected, area: '990101' }, { limit: 5 })
  expect(found.rows.map((row) => row.person_id)).toEqual([wang.personId])
})

test('a claim is live until it is released, and may be taken again', async () => {
  const zhao = someone('zhao')
  const caseId = id('case zhao')
  await stage.given(zhao.stream, zhao.registered(), zhao.claimed(caseId))
  await stage.shown(person)
  expect(await claimsOfPerson(stage.views, zhao.personId)).toMatchObject([{ case_id: caseId, released_at: null }])
  await stage.given(zhao.stream, zhao.released(caseId))
  await stage.given(zhao.stream, zhao.claimed(caseId), zhao.died('2023-09-01'))
  await stage.shown(person)
  expect(await claimsOfPerson(stage.views, zhao.personId)).toMatchObject([
    { released_at: null, last_month: null },
    { last_month: '2023-08', reason: 'terminated' },
  ])
  expect(await claimsOfPerson(stage.views, zhao.personId, true)).toHaveLength(1)
  expect(await findPerson(stage.views, zhao.personId)).toMatchObject({ died_on: '2023-09-01', revision: 5 })
})

test('listens to every fact of a person but the disability, which stays in the stream', () => {
  const heard = new Set(person.types)
  expect(personEvents.map(({ type }) => type).filter((type) => !heard.has(type))).toEqual(['DisabilityRecorded'])
})
