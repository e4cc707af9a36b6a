import { access, chmod, constants, lstat, mkdir, readlink, realpath, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { type Account, canReach } from './account.ts'
import { EmbeddedFault } from './fault.ts'
import { pointToOpenPlace } from './open-place.ts'

/**
 * Makes a directory and those above it that others may enter, whatever the umask is. Step by step: where the system says
 * that nothing can be there at all, as under `/proc`, the recursive `mkdir` of Node tries for ever.
 */
const makeDirectory = async (path: string): Promise<void> => {
  try {
    await mkdir(path)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EEXIST' && (await isDirectory(path))) return
    if (code !== 'ENOENT' || (await isDirectory(dirname(path)))) throw error
    await makeDirectory(dirname(path))
    return makeDirectory(path)
  }
  await chmod(path, 0o755)
}

const isDirectory = (path: string): Promise<boolean> =>
  stat(path).then(
    (entry) => entry.isDirectory(),
    () => false,
  )

/** What a link in the way points to is made again when it is gone: a cleaned temporary directory, for example. */
const mendLink = async (path: string): Promise<void> => {
  const entry = await lstat(path).catch(() => undefined)
  if (entry?.isSymbolicLink()) await makeDirectory(resolve(dirname(path), await readlink(path)))
}

const makeWritable = async (path: string): Promise<void> => {
  try {
    await mendLink(path)
    await makeDirectory(path)
    await access(path, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    const why = code === 'EEXIST' || code === 'ENOTDIR' ? 'is not a directory' : `cannot be written (${code})`
    throw new EmbeddedFault('not-writable', `${path} ${why}. Set ANJUAN_DATA_DIR to a directory of your own.`)
  }
}

/** The nearest directory upwards that exists. */
const standing = (path: string): Promise<string> =>
  realpath(path).catch(() => (path === dirname(path) ? path : standing(dirname(path))))

/**
 * The directory in which the server's cluster, password and log lie: `postgres` in the data directory, or where that points
 * because the server's account could not enter it. Throws `EmbeddedFault` `not-writable` or `closed-off`.
 */
export const homeOf = async (dataDir: string, account: Account): Promise<string> => {
  const path = resolve(dataDir)
  const home = join(path, 'postgres')
  await mendLink(path)
  const above = await standing(path)
  if (!(await lstat(above)).isDirectory())
    throw new EmbeddedFault(
      'not-writable',
      `${above} is not a directory. Set ANJUAN_DATA_DIR to a directory of your own.`,
    )
  const isThere = await lstat(home).catch(() => undefined)
  if (!isThere && account && !canReach(account, above)) {
    await makeWritable(dirname(path))
    return pointToOpenPlace(path, account)
  }
  await makeWritable(path)
  await makeWritable(home)
  const real = await realpath(home)
  if (canReach(account, real)) return real
  throw new EmbeddedFault(
    'closed-off',
    `The server's user (uid ${account?.uid}) can no longer enter ${real}. Open the directories above it, or move it away.`,
  )
}
