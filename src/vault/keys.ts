import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto'
import { mkdir, readdir, readFile, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { createOnce } from './create-once.ts'
import { KeyFault } from './errors.ts'

/** A key with its number. What was made under a key carries the number, so that older keys still open and check. */
export type NumberedKey = { id: number; key: KeyObject }

/**
 * What the installation's keys are for. `wrap` wraps the keys of persons and files · `index` makes blind indexes ·
 * `mac` authenticates events · `token` signs development tokens.
 */
export const keyPurposes = ['wrap', 'index', 'mac', 'token'] as const
type KeyPurpose = (typeof keyPurposes)[number]

/** The keys of an installation: the current one of each purpose, and every older one by its number. */
export type KeyFiles = Readonly<Record<KeyPurpose, NumberedKey>> & {
  /** A key by its number, or undefined where the directory does not hold it. */
  keyOf(purpose: KeyPurpose, id: number): KeyObject | undefined
}

const keyBytes = 32
const fileName = /^(wrap|index|mac|token)-([1-9]\d{0,3})\.key$/

const readKey = async (path: string): Promise<KeyObject> => {
  if (((await stat(path)).mode & 0o077) !== 0 && process.platform !== 'win32')
    throw new KeyFault(`${path} is open to others: chmod 600 it`)
  const bytes = Buffer.from((await readFile(path, 'utf8')).trim(), 'base64url')
  if (bytes.length !== keyBytes)
    throw new KeyFault(`${path} is not a key of this program (${keyBytes} bytes, base64url)`)
  return createSecretKey(bytes)
}

/** Makes a directory and those above it. Node's own recursive `mkdir` tries for ever where nothing can be, as under `/proc`. */
const makePrivate = async (path: string): Promise<void> => {
  const isDirectory = (place: string) =>
    stat(place).then(
      (entry) => entry.isDirectory(),
      () => false,
    )
  try {
    await mkdir(path, { mode: 0o700 })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EEXIST' && (await isDirectory(path))) return
    if (code !== 'ENOENT' || (await isDirectory(dirname(path)))) throw error
    await makePrivate(dirname(path))
    await makePrivate(path)
  }
}

/**
 * Loads the keys kept in a directory and makes those that are missing: one file each, `<purpose>-<number>.key`, mode 0600,
 * never overwritten. The highest number is the current key; a rotation adds a file and keeps the old ones. Two programs
 * that start at once on an empty directory end with the same keys. Throws `KeyFault` for a file that is no key or that
 * others may read.
 *
 * Losing this directory loses all personal data and the proof that events are authentic: back it up, apart from the
 * database.
 */
export const loadKeys = async (directory: string): Promise<KeyFiles> => {
  await makePrivate(directory).catch((error: NodeJS.ErrnoException) => {
    throw new KeyFault(`${directory} cannot hold keys (${error.code}): ANJUAN_KEYS must name a directory of its own`)
  })
  const present = new Set((await readdir(directory)).map((name) => fileName.exec(name)?.[1]))
  for (const purpose of keyPurposes) {
    if (present.has(purpose)) continue
    await createOnce(join(directory, `${purpose}-1.key`), `${randomBytes(keyBytes).toString('base64url')}\n`)
  }
  const rings = new Map<KeyPurpose, NumberedKey[]>(keyPurposes.map((purpose) => [purpose, []]))
  for (const name of await readdir(directory)) {
    const [, purpose, number] = fileName.exec(name) ?? []
    if (purpose)
      rings.get(purpose as KeyPurpose)?.push({ id: Number(number), key: await readKey(join(directory, name)) })
  }
  const current = (purpose: KeyPurpose): NumberedKey => {
    const [newest] = (rings.get(purpose) ?? []).toSorted((a, b) => b.id - a.id)
    if (!newest) throw new KeyFault(`no ${purpose} key in ${directory}`)
    return newest
  }
  return {
    wrap: current('wrap'),
    index: current('index'),
    mac: current('mac'),
    token: current('token'),
    keyOf: (purpose, id) => rings.get(purpose)?.find((numbered) => numbered.id === id)?.key,
  }
}
