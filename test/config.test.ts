import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ConfigFault, type Mode, readConfig } from '../src/config.ts'

type Given = Record<string, string>
const read = (given: Given = {}, mode: Mode = 'real') => readConfig(mode, given)

const mistakesOf = (given: Given, mode: Mode = 'real'): string => {
  try {
    read(given, mode)
  } catch (error) {
    if (error instanceof ConfigFault) return error.message
    throw error
  }
  return ''
}

describe('without any setting', () => {
  test('the program keeps everything in ./data and listens to this machine only', () => {
    expect(read()).toEqual({
      demonstration: false,
      dataDir: resolve('data'),
      databaseUrl: undefined,
      databaseAdminUrl: undefined,
      eventStoreUrl: undefined,
      keys: { directory: resolve('data/keys'), named: false },
      host: '127.0.0.1',
      port: 3000,
      identity: undefined,
      logLevel: 'info',
    })
  })

  test('an empty variable is none', () => {
    expect(read({ DATABASE_URL: '', PORT: '', HOST: '', OIDC_ISSUER: '' })).toEqual(read())
  })
})

test('every setting is taken over', () => {
  const config = read({
    DATABASE_URL: 'postgres://anjuan:secret@db/anjuan',
    DATABASE_ADMIN_URL: 'postgresql://owner:secret@db/anjuan',
    EVENTSTORE_URL: 'esdb+discover://anjuan:secret@log:2113',
    ANJUAN_DATA_DIR: '/srv/anjuan',
    ANJUAN_KEYS: '/etc/anjuan/keys',
    HOST: '0.0.0.0',
    PORT: '8080',
    OIDC_ISSUER: 'https://id.example.gov.cn/',
    LOG_LEVEL: 'warn',
  })
  expect(config).toMatchObject({
    databaseUrl: 'postgres://anjuan:secret@db/anjuan',
    databaseAdminUrl: 'postgresql://owner:secret@db/anjuan',
    eventStoreUrl: 'esdb+discover://anjuan:secret@log:2113',
    dataDir: '/srv/anjuan',
    keys: { directory: '/etc/anjuan/keys', named: true },
    host: '0.0.0.0',
    port: 8080,
    identity: {
      issuer: 'https://id.example.gov.cn/',
      jwksUrl: 'https://id.example.gov.cn/.well-known/jwks.json',
    },
    logLevel: 'warn',
  })
})

describe('what cannot be is refused by name', () => {
  test.each<[string, Given]>([
    ['PORT', { PORT: 'http' }],
    ['PORT', { PORT: '70000' }],
    ['PORT', { PORT: '-1' }],
    ['HOST', { HOST: 'not a host' }],
    ['LOG_LEVEL', { LOG_LEVEL: 'loud' }],
    ['DATABASE_URL', { DATABASE_URL: 'mysql://anjuan:secret@db/anjuan' }],
    ['DATABASE_ADMIN_URL', { DATABASE_ADMIN_URL: 'anjuan:secret' }],
    ['ANJUAN_KEYS', { ANJUAN_KEYS: 'aws-kms://secret' }],
    ['OIDC_ISSUER', { OIDC_ISSUER: 'http://id.example.gov.cn' }],
    ['OIDC_ISSUER', { JWKS_URL: 'https://id.example.gov.cn/keys' }],
  ])('%s in %o', (name, given) => {
    const mistakes = mistakesOf(given)
    expect(mistakes).toMatch(new RegExp(`^${name}: must `))
    expect(mistakes).not.toContain('secret')
  })

  test('all mistakes at once', () => {
    expect(mistakesOf({ PORT: 'x', LOG_LEVEL: 'y' }).split('\n')).toHaveLength(2)
  })
})

describe('the address of an event store', () => {
  test.each([
    'http://anjuan:secret@log',
    'esdb://anjuan:secret',
    'esdb://log:2113',
    'esdb://anjuan:secret@log:2113?tls=false',
    'esdb://anjuan:secret@127.0.0.1:2113,log:2113?tls=false',
    'esdb://anjuan:secret@log:2113?nodePreference=follower',
  ])('%s is refused, and nothing secret in it repeated', (address) => {
    const mistakes = mistakesOf({ EVENTSTORE_URL: address })
    expect(mistakes).toMatch(/^EVENTSTORE_URL: the address of the event log cannot be used: /)
    expect(mistakes).not.toContain('secret')
  })

  test('of the newer kind is told how it is written here', () => {
    for (const scheme of ['kurrentdb', 'kurrentdb+discover', 'kdb'])
      expect(mistakesOf({ EVENTSTORE_URL: `${scheme}://anjuan:secret@log:2113` })).toContain(
        'write esdb:// or esdb+discover://',
      )
  })

  test('names every node, or one name for all; a server on this machine may do without TLS', () => {
    for (const address of [
      'esdb://anjuan:secret@one:2113,two:2113,three:2113?tls=true&nodePreference=leader',
      'esdb+discover://anjuan:secret@log.example.gov.cn:2113',
      'esdb://127.0.0.1:2113?tls=false',
    ])
      expect(read({ EVENTSTORE_URL: address }).eventStoreUrl).toBe(address)
  })
})

describe('what would be dangerous together is refused', () => {
  test('a database of the installation with keys that nobody named, but not in a demonstration', () => {
    const given = { DATABASE_URL: 'postgres://db/anjuan' }
    expect(mistakesOf(given)).toMatch(/^ANJUAN_KEYS: /)
    expect(mistakesOf(given, 'demonstration')).toBe('')
    expect(mistakesOf({ ...given, ANJUAN_KEYS: '/keys' })).toBe('')
  })

  test('listening to a network with development tokens', () => {
    for (const host of ['0.0.0.0', '::', '192.0.2.7', 'example.gov.cn'])
      expect(mistakesOf({ HOST: host })).toMatch(/^HOST: /)
    for (const host of ['localhost', '127.0.0.1', '127.0.0.53', '::1']) expect(mistakesOf({ HOST: host })).toBe('')
    expect(mistakesOf({ HOST: '0.0.0.0', OIDC_ISSUER: 'https://id.example.gov.cn' })).toBe('')
  })

  test('a demonstration behind a real identity provider', () => {
    expect(mistakesOf({ OIDC_ISSUER: 'https://id.example.gov.cn' }, 'demonstration')).toMatch(/^OIDC_ISSUER: /)
  })

  test('nothing of that for a command that takes the data as they are: it runs in the environment of the installation', () => {
    const ofInstallation = { DATABASE_URL: 'postgres://db/anjuan', OIDC_ISSUER: 'https://id.example.gov.cn' }
    expect(mistakesOf(ofInstallation, 'as-found')).toBe('')
    expect(mistakesOf({ ...ofInstallation, HOST: '0.0.0.0' }, 'as-found')).toBe('')
  })
})
