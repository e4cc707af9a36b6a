import type { KeyObject } from 'node:crypto'
import type pg from 'pg'
import { ERASED } from '../domain/shared/personal.ts'
import { KeyFault, PersonErased } from './errors.ts'
import { keyCache } from './key-cache.ts'
import type { KeyFiles } from './keys.ts'
import type { PersonKeys } from './port.ts'
import { freshKey, openValue, sealValue, unwrapKey, wrapKey } from './seal.ts'

type Row = { person_id: string; wrap_key: number; wrapped: Buffer | null }

/** At most this many persons in one statement. */
const chunkSize = 2_000
const boundTo = (personId: string): string => `key of person ${personId}`

/** Seals and opens with keys at hand: null where a person's key has been destroyed, no entry where there never was one. */
const personKeys = (keys: ReadonlyMap<string, KeyObject | null>): PersonKeys => {
  const find = (personId: string): KeyObject | null => {
    const key = keys.get(personId.toLowerCase())
    if (key === undefined) throw new KeyFault(`no key of person ${personId} is at hand`)
    return key
  }
  return {
    seal: (personId, field, value) => {
      const key = find(personId)
      if (!key) throw new PersonErased(personId)
      return sealValue(key, personId, field, value)
    },
    open: (personId, field, sealed) => {
      const key = find(personId)
      return key ? openValue(key, personId, field, sealed) : ERASED
    },
  }
}

/**
 * The keys of persons, wrapped by the installation's wrap key in `vault.person_key`. New ones are committed before they are
 * handed out, so that nothing is ever sealed under a key that a crash could lose.
 */
export const personKeyStore = (pool: pg.Pool, files: KeyFiles) => {
  const cache = keyCache()

  const unwrap = ({ person_id, wrap_key, wrapped }: Row): KeyObject | null => {
    if (!wrapped) return null
    const wrap = files.keyOf('wrap', wrap_key)
    if (!wrap) throw new KeyFault(`wrap key ${wrap_key} is missing: restore it to the directory of keys`)
    return unwrapKey(wrap, wrapped, boundTo(person_id))
  }

  const read = async (ids: readonly string[]): Promise<Map<string, KeyObject | null>> => {
    const { rows } = await pool.query<Row>(
      'select person_id, wrap_key, wrapped from vault.person_key where person_id = any($1::uuid[])',
      [ids],
    )
    return new Map(rows.map((row) => [row.person_id, cache.remember(row.person_id, unwrap(row))]))
  }

  const create = async (ids: readonly string[]): Promise<void> => {
    // In one order everywhere: two programs that create keys for the same persons must not wait for each other in a ring.
    const sorted = ids.toSorted()
    await pool.query(
      `insert into vault.person_key (person_id, wrap_key, wrapped)
       select person_id, $2, wrapped from unnest($1::uuid[], $3::bytea[]) as fresh (person_id, wrapped)
       on conflict (person_id) do nothing`,
      [sorted, files.wrap.id, sorted.map((id) => wrapKey(files.wrap.key, freshKey(), boundTo(id)))],
    )
  }

  const keysOf = async (personIds: readonly string[], mayCreate: boolean): Promise<PersonKeys> => {
    const found = new Map<string, KeyObject | null>()
    const unread: string[] = []
    for (const id of new Set(personIds.map((personId) => personId.toLowerCase()))) {
      const key = cache.get(id)
      if (key === undefined) unread.push(id)
      else found.set(id, key)
    }
    for (let start = 0; start < unread.length; start += chunkSize) {
      const wanted = unread.slice(start, start + chunkSize)
      for (const [id, key] of await read(wanted)) found.set(id, key)
      const missing = mayCreate ? wanted.filter((id) => !found.has(id)) : []
      if (missing.length === 0) continue
      await create(missing)
      for (const [id, key] of await read(missing)) found.set(id, key)
    }
    return personKeys(found)
  }

  const erase = async (personId: string): Promise<void> => {
    await pool.query('select vault.erase_person($1)', [personId])
    cache.erased(personId.toLowerCase())
  }

  return { keysOf, erase }
}
