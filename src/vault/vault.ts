import type pg from 'pg'
import { blindIndexOf } from './blind-index.ts'
import { fileStore } from './files.ts'
import { checkKeys } from './key-check.ts'
import type { KeyFiles } from './keys.ts'
import { personKeyStore } from './person-keys.ts'
import type { Vault } from './port.ts'

/**
 * The vault on PostgreSQL (schema `vault`), on a pool bound to the role `app_api`, which stays the caller's to end. Throws
 * `KeyFault` when the database was written with other keys.
 */
export const openVault = async ({ pool, keys }: { pool: pg.Pool; keys: KeyFiles }): Promise<Vault> => {
  await checkKeys(pool, keys)
  const persons = personKeyStore(pool, keys)
  const files = fileStore(pool, keys)
  return {
    keysOf: (personIds, options) => persons.keysOf(personIds, options?.create ?? false),
    blindIndex: (idNumber) => blindIndexOf(keys.index, idNumber),
    keepFile: files.keepFile,
    findFile: files.findFile,
    erase: persons.erase,
  }
}
