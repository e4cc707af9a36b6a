import { codeOf } from './log/errors.ts'

/** Why the program cannot work with a database that the settings name. One sentence; passwords are not repeated. */
export class DatabaseFault extends Error {
  override readonly name = 'DatabaseFault'
}

/** What was tried: with which setting, at which address, as which role after login. */
type Tried = { setting: 'DATABASE_URL' | 'DATABASE_ADMIN_URL'; url: string; role?: string }

const noWay = /^(ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|57P0[123]|53300)$/

const sentenceFor = (code: string, { setting, url, role }: Tried): string | undefined => {
  const { username, host, pathname } = new URL(url)
  const login = decodeURIComponent(username)
  if (noWay.test(code)) return `no server takes a connection at ${host} (${code}).`
  switch (code) {
    case '28P01':
    case '28000':
      return `the server at ${host} does not let ${login} in: wrong login, password, or pg_hba.conf.`
    case '3D000':
      return `there is no database ${decodeURIComponent(pathname.slice(1))} at ${host}.`
    case '22023':
    case '42704':
      return role && `the role ${role} is not there. Bring the database up to date first: anjuan migrate.`
    case '42501':
      return role
        ? `the login ${login} may not take on the role ${role}. As an administrator: grant ${role} to "${login}".`
        : `${login} may not do this; ${setting} must name a login that owns the database and may create roles.`
    default:
      return undefined
  }
}

/** The sentence for what a server or the network says to a login; any other error as it is. */
export const databaseFault = (error: unknown, tried: Tried): unknown => {
  const isSilence = error instanceof Error && /timeout/i.test(error.message)
  const reason = sentenceFor(isSilence ? 'ETIMEDOUT' : codeOf(error), tried)
  return reason === undefined ? error : new DatabaseFault(`${tried.setting}: ${reason}`, { cause: error })
}
