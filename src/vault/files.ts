import { hash } from 'node:crypto'
import type pg from 'pg'
import { KeyFault } from './errors.ts'
import type { KeyFiles } from './keys.ts'
import { freshKey, openBytes, sealBytes, unwrapKey, wrapKey } from './seal.ts'

/**
 * Files kept sealed in `vault.file`, each under a key of its own and addressed by the SHA-256 of its plain bytes: bank and
 * return files, exactly as they were sent and received.
 */
export const fileStore = (pool: pg.Pool, files: KeyFiles) => ({
  keepFile: async (bytes: Buffer): Promise<{ sha256: string; size: number }> => {
    const sha256 = hash('sha256', bytes, 'hex')
    const key = freshKey()
    await pool.query(
      `insert into vault.file (sha256, size, wrap_key, wrapped, sealed) values ($1, $2, $3, $4, $5)
       on conflict (sha256) do nothing`,
      [
        Buffer.from(sha256, 'hex'),
        bytes.length,
        files.wrap.id,
        wrapKey(files.wrap.key, key, `key of file ${sha256}`),
        sealBytes(key, bytes, `file ${sha256}`),
      ],
    )
    return { sha256, size: bytes.length }
  },

  findFile: async (sha256: string): Promise<Buffer | undefined> => {
    const { rows } = await pool.query<{ wrap_key: number; wrapped: Buffer; sealed: Buffer }>(
      'select wrap_key, wrapped, sealed from vault.file where sha256 = $1',
      [Buffer.from(sha256, 'hex')],
    )
    const [row] = rows
    if (!row) return undefined
    const wrap = files.keyOf('wrap', row.wrap_key)
    if (!wrap) throw new KeyFault(`wrap key ${row.wrap_key} is missing: restore it to the directory of keys`)
    return openBytes(unwrapKey(wrap, row.wrapped, `key of file ${sha256}`), row.sealed, `file ${sha256}`)
  },
})
