import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { chown, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Account } from './account.ts'
import type { Binaries } from './binaries.ts'
import { EmbeddedFault } from './fault.ts'
import { superuser } from './secret.ts'

/** Programs of PostgreSQL see none of this program's environment: a stray PGDATA or locale must not change the server. */
export const environment = { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' }

/** The data directory of the server (PGDATA) inside its home. */
export const clusterIn = (home: string): string => join(home, 'cluster')

const draftPrefix = 'cluster-unfinished-'

const run = (program: string, args: readonly string[], account: Account, cwd: string): Promise<string | undefined> =>
  new Promise((resolve) => {
    const child = spawn(program, args, { ...account, cwd, env: environment, stdio: ['ignore', 'ignore', 'pipe'] })
    let complaint = ''
    child.stderr.on('data', (text: Buffer) => {
      complaint += text
    })
    child.on('error', (error) => resolve(error.message))
    child.on('close', (code) => resolve(code === 0 ? undefined : complaint.trim()))
  })

const makeCluster = async (home: string, binaries: Binaries, account: Account, password: string): Promise<void> => {
  const draft = join(home, `${draftPrefix}${randomUUID()}`)
  const passwordFile = `${draft}.password`
  await mkdir(draft, { mode: 0o700 })
  await writeFile(passwordFile, password, { mode: 0o600 })
  if (account) for (const path of [draft, passwordFile]) await chown(path, account.uid, account.gid)
  const complaint = await run(
    join(binaries.directory, 'bin', 'initdb'),
    [
      `--pgdata=${draft}`,
      `--username=${superuser}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--data-checksums',
    ],
    account,
    home,
  )
  await rm(passwordFile, { force: true })
  if (complaint !== undefined) {
    await rm(draft, { recursive: true, force: true })
    throw new EmbeddedFault('did-not-start', `PostgreSQL could not make its cluster in ${home}: ${complaint}`)
  }
  // Whole or not at all; where another command was first, its cluster is the one.
  await rename(draft, clusterIn(home)).catch(() => rm(draft, { recursive: true, force: true }))
}

/** Several commands may begin at the same moment: whoever is done first tidies up, also below the feet of the others. */
const initialise = async (home: string, binaries: Binaries, account: Account, password: string): Promise<void> => {
  try {
    await makeCluster(home, binaries, account, password)
  } catch (error) {
    if ((await versionOfCluster(home)) === undefined) throw error
  }
}

/** What a killed first start left behind. A start that is still at it loses nothing but its turn. */
const removeDrafts = async (home: string): Promise<void> => {
  for (const name of await readdir(home))
    if (name.startsWith(draftPrefix))
      await rm(join(home, name), { recursive: true, force: true }).catch(() => undefined)
}

/** The major version of the cluster in a home; undefined where there is none yet. */
export const versionOfCluster = async (home: string): Promise<string | undefined> => {
  const names = await readdir(clusterIn(home)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    if (error.code === 'EACCES')
      throw new EmbeddedFault('not-writable', `${clusterIn(home)} belongs to another user. Run as that user.`)
    throw new EmbeddedFault('foreign-data', `${clusterIn(home)} is not a cluster of PostgreSQL (${error.code}).`)
  })
  if (!names) return undefined
  const version = await readFile(join(clusterIn(home), 'PG_VERSION'), 'utf8').catch(() => undefined)
  if (version === undefined)
    throw new EmbeddedFault('foreign-data', `${clusterIn(home)} is not a cluster of PostgreSQL. Move it away.`)
  return version.trim()
}

/**
 * Makes the cluster where there is none: UTF-8, C locale, checksums, passwords for everybody. Throws `EmbeddedFault`
 * `other-version` for a cluster of another major version, whose data must be dumped and loaded by a person.
 */
export const ensureCluster = async (
  home: string,
  binaries: Binaries,
  account: Account,
  password: string,
): Promise<void> => {
  if ((await versionOfCluster(home)) === undefined) await initialise(home, binaries, account, password)
  const version = await versionOfCluster(home)
  if (version !== binaries.major)
    throw new EmbeddedFault(
      'other-version',
      `${clusterIn(home)} belongs to PostgreSQL ${version}, this program brings ${binaries.major}. ` +
        'Dump it with the program that made it and load the dump here.',
    )
  await removeDrafts(home)
}
