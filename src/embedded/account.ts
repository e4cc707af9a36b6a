import { spawnSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { EmbeddedFault } from './fault.ts'

/** The system user the server runs as; undefined where that is simply whoever runs this program. */
export type Account = { uid: number; gid: number } | undefined

/** PostgreSQL refuses to run as root. The first of these that the system knows runs it instead. */
const candidates = ['postgres', 'nobody', 'daemon']

/** Finds the account for the server: none for an ordinary user; for root, an account that is always there. */
export const findAccount = async (): Promise<Account> => {
  if (!process.getuid)
    throw new EmbeddedFault('unsupported', 'The embedded PostgreSQL needs Linux or macOS. Set DATABASE_URL.')
  if (process.getuid() !== 0) return undefined
  const users = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'))
  for (const name of candidates) {
    const [, , uid, gid] = users.find(([user]) => user === name) ?? []
    if (Number(uid) > 0 && Number(gid) > 0) return { uid: Number(uid), gid: Number(gid) }
  }
  throw new EmbeddedFault(
    'unsupported',
    `PostgreSQL refuses to run as root, and this system has none of the users ${candidates.join(', ')}. Run as another user.`,
  )
}

/** True when the account can go into a directory, or run a program: asked of the system itself, not guessed from modes. */
export const canReach = (account: Account, path: string): boolean =>
  spawnSync('/bin/sh', ['-c', 'test -x "$0"', path], { ...account, cwd: '/', stdio: 'ignore' }).status === 0
