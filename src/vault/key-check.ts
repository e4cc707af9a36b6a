import { createHmac } from 'node:crypto'
import type pg from 'pg'
import { KeyFault } from './errors.ts'
import type { KeyFiles } from './keys.ts'

/** Keys whose loss or exchange would make the database unreadable or its people findable twice. */
const checked = ['wrap', 'index', 'mac'] as const

/**
 * Compares the keys with those that this database was written with, and notes new ones. A directory of other keys (a lost
 * one made afresh, another installation's) would otherwise go on for weeks before anybody misses the old data. Throws
 * `KeyFault`.
 */
export const checkKeys = async (pool: pg.Pool, keys: KeyFiles): Promise<void> => {
  for (const purpose of checked) {
    const { id, key } = keys[purpose]
    const fingerprint = createHmac('sha256', key).update(`fingerprint of ${purpose} key ${id}`).digest().subarray(0, 16)
    await pool.query(
      'insert into vault.key_check (purpose, key_id, fingerprint) values ($1, $2, $3) on conflict (purpose, key_id) do nothing',
      [purpose, id, fingerprint],
    )
    const { rows } = await pool.query<{ same: boolean }>(
      'select fingerprint = $3 as same from vault.key_check where purpose = $1 and key_id = $2',
      [purpose, id, fingerprint],
    )
    if (!rows[0]?.same)
      throw new KeyFault(
        `the ${purpose} key ${id} is not the one that this database was written with: restore its keys`,
      )
  }
}
