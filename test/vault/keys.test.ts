import { chmod, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { blindIndexOf } from '../../src/vault/blind-index.ts'
import { KeyFault } from '../../src/vault/errors.ts'
import { type KeyFiles, keyPurposes, loadKeys } from '../../src/vault/keys.ts'

let directory: string
beforeEach(async () => {
  directory = join(await mkdtemp(join(tmpdir(), 'anjuan-keys-')), 'keys')
})
afterEach(() => rm(join(directory, '..'), { recursive: true }))

const bytesOf = (keys: KeyFiles): Buffer[] => keyPurposes.map((purpose) => keys[purpose].key.export())

describe('the directory of keys', () => {
  test('is filled on first use, for nobody else to read, and gives the same keys ever after', async () => {
    const first = await loadKeys(directory)
    expect((await readdir(directory)).toSorted()).toEqual(['index-1.key', 'mac-1.key', 'token-1.key', 'wrap-1.key'])
    for (const name of await readdir(directory)) expect((await stat(join(directory, name))).mode & 0o777).toBe(0o600)
    expect((await stat(directory)).mode & 0o777).toBe(0o700)
    expect(bytesOf(await loadKeys(directory))).toEqual(bytesOf(first))
    expect(new Set(bytesOf(first).map(String)).size).toBe(4)
  })

  test.runIf(process.platform === 'linux')('is refused at once where no directory can be', async () => {
    for (const place of ['/proc/anjuan', '/proc/anjuan/keys', '/dev/null/keys'])
      await expect(loadKeys(place)).rejects.toThrow(KeyFault)
  })

  test('ends with one set of keys when several programs start at once', async () => {
    const all = await Promise.all(Array.from({ length: 8 }, () => loadKeys(directory)))
    for (const keys of all) expect(bytesOf(keys)).toEqual(bytesOf(all[0]!))
    expect(await readdir(directory)).toHaveLength(4)
  })

  test('may hold older keys: the highest number is current, and each is found by its number', async () => {
    const before = await loadKeys(directory)
    await writeFile(join(directory, 'mac-2.key'), Buffer.alloc(32, 7).toString('base64url'), { mode: 0o600 })
    const after = await loadKeys(directory)
    expect(after.mac.id).toBe(2)
    expect(after.keyOf('mac', 1)?.equals(before.mac.key)).toBe(true)
    expect(after.keyOf('mac', 3)).toBeUndefined()
  })

  test('is refused with a key that is open to others or is no key', async () => {
    await loadKeys(directory)
    await chmod(join(directory, 'wrap-1.key'), 0o644)
    await expect(loadKeys(directory)).rejects.toThrow(/open to others/)
    await chmod(join(directory, 'wrap-1.key'), 0o600)
    await writeFile(join(directory, 'mac-1.key'), 'secret')
    await expect(loadKeys(directory)).rejects.toThrow(KeyFault)
  })
})

describe('the blind index', () => {
  test('is equal for one number however it is written, and names the version of its key', async () => {
    const { index } = await loadKeys(directory)
    const written = [
      '99010119900101001x',
      '99010119900101001X',
      ' 990101 19900101 001X ',
      '９９０１０１１９９００１０１００１Ｘ',
    ]
    expect(new Set(written.map((number) => blindIndexOf(index, number))).size).toBe(1)
    expect(blindIndexOf(index, '99010119900101001X')).toMatch(/^1-[0-9a-f]{32}$/)
    expect(blindIndexOf({ ...index, id: 2 }, '99010119900101001X')).toMatch(/^2-/)
  })

  test('differs for other numbers and other keys', async () => {
    const { index, mac } = await loadKeys(directory)
    expect(blindIndexOf(index, '990101199001010015')).not.toBe(blindIndexOf(index, '990101199001010023'))
    expect(blindIndexOf(index, '990101199001010015')).not.toBe(blindIndexOf(mac, '990101199001010015'))
  })
})
