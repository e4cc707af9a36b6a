import { hash } from 'node:crypto'
import { chmod, lstat, mkdir, readdir, realpath, rename, rmdir, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Account, canReach } from './account.ts'
import { EmbeddedFault } from './fault.ts'

/** Where root may keep what the server's account must reach, best first. */
const parents = ['/var/lib', '/var/tmp', tmpdir()]

const exists = (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    () => false,
  )

/** Makes or takes a directory that is ours alone: in a place open to everybody a stranger may have been first. */
const ownDirectory = async (path: string): Promise<boolean> => {
  await mkdir(path).then(
    () => chmod(path, 0o755),
    () => undefined,
  )
  const entry = await lstat(path).catch(() => undefined)
  return entry?.isDirectory() === true && entry.uid === process.getuid?.() && (entry.mode & 0o022) === 0
}

const openPlaceOf = async (dataDir: string, account: Account): Promise<string> => {
  for (const parent of parents) {
    const place = join(parent, `anjuan-${hash('sha256', dataDir).slice(0, 12)}`)
    if (canReach(account, parent) && (await ownDirectory(place)) && canReach(account, place)) return place
  }
  throw new EmbeddedFault(
    'closed-off',
    `The server's user (uid ${account?.uid}) cannot enter ${dataDir}, and none of ${parents.join(', ')} can be used instead. ` +
      'Set ANJUAN_DATA_DIR to a directory that every user can enter.',
  )
}

/**
 * Makes a data directory that the server's account cannot enter (as under `/root`) point to a fixed open place derived
 * from its path, and returns that place. A data directory that already holds something, keys perhaps, stays where it is:
 * then only `postgres` in it points away.
 *
 * Whoever removes the data directory means to begin anew: what is found in the place without a link to it is put aside
 * under another name, and not deleted.
 */
export const pointToOpenPlace = async (dataDir: string, account: Account): Promise<string> => {
  const place = await openPlaceOf(dataDir, account)
  const holdsSomething = (await readdir(dataDir).catch(() => [])).length > 0
  const link = holdsSomething ? join(dataDir, 'postgres') : dataDir
  if ((await exists(join(place, 'postgres', 'cluster'))) && !(await exists(join(link, 'postgres')))) {
    await rename(place, `${place}.before-${Date.now()}`)
    await openPlaceOf(dataDir, account)
  }
  const home = join(place, 'postgres')
  await mkdir(home, { recursive: true })
  await chmod(home, 0o755)
  if (!holdsSomething) await rmdir(dataDir).catch(() => undefined)
  const target = holdsSomething ? home : place
  await symlink(target, link).catch(async (error: NodeJS.ErrnoException) => {
    // Another command that starts at this moment may have made the same link.
    if (error.code !== 'EEXIST' || (await realpath(link)) !== (await realpath(target))) throw error
  })
  return home
}
