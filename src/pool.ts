import pg from 'pg'

const { INT8 } = pg.types.builtins

const wholeNumber = (text: string): number => {
  const value = Number(text)
  if (Number.isSafeInteger(value)) return value
  throw new RangeError(`the database holds a whole number above 2^53: ${text}`)
}

/** Values as this program holds them: whole numbers exact or not at all, the rest as the driver does it or as text. */
const typesWith = (asText: readonly number[]): pg.CustomTypesConfig => ({
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (format === 'binary') return pg.types.getTypeParser(oid, format)
    if (oid === INT8) return wholeNumber
    return asText.includes(oid) ? String : pg.types.getTypeParser(oid, 'text')
  }) as typeof pg.types.getTypeParser,
})

/** The same database, where every connection takes on these settings before its first statement, and is in UTC. */
export const withSettings = (url: string, settings: Readonly<Record<string, string>>): string => {
  const settled = new URL(url)
  const given = settled.searchParams.get('options')
  const wanted = Object.entries({ ...settings, timezone: 'UTC' }).map(([name, value]) => `-c ${name}=${value}`)
  settled.searchParams.set('options', [given, ...wanted].filter(Boolean).join(' '))
  return settled.href
}

/** Where to, how many connections at most, and which types (by OID) stay the text that the database sends. */
export type PoolSettings = Pick<pg.PoolConfig, 'connectionString' | 'max' | 'connectionTimeoutMillis'> & {
  asText?: readonly number[]
}

/** A pool that survives the loss of its connections, idle or in use: whoever uses one is told by its query, the next one is new. */
export const makePool = ({ asText = [], ...settings }: PoolSettings): pg.Pool => {
  const pool = new pg.Pool({ ...settings, types: typesWith(asText), keepAlive: true })
  pool.on('error', () => undefined)
  // Between the statements of a transaction nobody else listens, and an error that nobody hears ends the program.
  pool.on('connect', (client) => client.on('error', () => undefined))
  return pool
}
