import { createHmac, randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createOnce } from '../vault/create-once.ts'
import { EmbeddedFault } from './fault.ts'

/** The superuser of the embedded server. */
export const superuser = 'postgres'

/** The password of a login: the superuser's is the random secret itself, every other is derived from it. */
export type PasswordOf = (user: string) => string

/**
 * The secret of the embedded server, kept in a file that only its owner reads. It is made before the cluster is; a cluster
 * without its secret is refused, as nobody could enter it.
 */
export const passwordsOf = async (home: string, clusterExists: boolean): Promise<PasswordOf> => {
  const path = join(home, 'password')
  if (!clusterExists) await createOnce(path, `${randomBytes(24).toString('base64url')}\n`)
  const secret = await readFile(path, 'utf8').then(
    (text) => text.trim(),
    (error: NodeJS.ErrnoException) => {
      throw new EmbeddedFault(
        'foreign-data',
        `${path} cannot be read (${error.code}), and its cluster is of no use without it.`,
      )
    },
  )
  return (user) =>
    user === superuser ? secret : createHmac('sha256', secret).update(`login ${user}`).digest('base64url')
}
