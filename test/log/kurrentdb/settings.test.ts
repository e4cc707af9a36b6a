import { debug } from '@eventstore/db-client/dist/utils/debug.js'
import { expect, test } from 'vitest'
import { LogHalted } from '../../../src/log/errors.ts'
import { settingsOf } from '../../../src/log/kurrentdb/settings.ts'

const refusal = (address: string): string => {
  try {
    settingsOf(address)
  } catch (error) {
    expect(error).toBeInstanceOf(LogHalted)
    return (error as Error).message
  }
  return 'taken'
}

test('a cluster is named node by node, with ports, credentials, certificates and a name for its logs', () => {
  const address =
    'esdb://anjuan:s%40cret%3A@one.example:2114,two.example,three.example:2116?tls=true&tlsCAFile=%2Fca.pem&connectionName=county'
  expect(settingsOf(address)).toEqual({
    hosts: [
      { address: 'one.example', port: 2114 },
      { address: 'two.example', port: 2113 },
      { address: 'three.example', port: 2116 },
    ],
    discover: false,
    tls: true,
    credentials: { username: 'anjuan', password: 's@cret:' },
    tlsCAFile: '/ca.pem',
    connectionName: 'county',
  })
})

test('or by one name in the DNS; options are spelled as the client spells them', () => {
  const address = 'esdb+discover://a:b@cluster.example?userCertFile=/c.pem&user_key_file=/k.pem&NodePreference=Leader'
  expect(settingsOf(address)).toMatchObject({
    hosts: [{ address: 'cluster.example', port: 2113 }],
    discover: true,
    userCertFile: '/c.pem',
    userKeyFile: '/k.pem',
  })
})

test('a server on this machine may do without encryption and credentials', () => {
  for (const host of ['localhost', '127.0.0.1:2113', '127.1.2.3'])
    expect(settingsOf(`esdb://${host}?tls=false`).tls).toBe(false)
})

test.each<[string, string]>([
  ['esdb://a:b@one.example?tls=false', 'on this machine'],
  ['esdb://a:b@localhost,one.example?tls=false', 'on this machine'],
  ['esdb://a:b@127.0.0.1.example?tls=false', 'on this machine'],
  ['esdb://one.example', 'user and password'],
  ['esdb://anjuan@one.example', 'user:password@'],
  ['esdb://anjuan:100%safe@one.example', 'written %25'],
  ['esdb://a:b@one.example?tlsVerifyCert=false', 'tlsverifycert must be true'],
  ['esdb://a:b@one.example?nodePreference=follower', 'nodepreference must be leader'],
  ['esdb://a:b@one.example?throwOnAppendFailure=false', 'throwonappendfailure must be true'],
  ['esdb://a:b@one.example?defaultDeadline=1', 'set by the program'],
  ['esdb://a:b@one.example?tls=maybe', 'true or false'],
  ['kurrentdb://a:b@one.example', 'write esdb://'],
  ['kdb+discover://a:b@one.example', 'write esdb://'],
  ['https://a:b@one.example', 'write esdb://'],
  ['esdb://a:b@', 'a host is written name:port'],
  ['esdb://a:b@one:two:3', 'a host is written name:port'],
  ['one.example:2113', 'it is written esdb://'],
])('%s is refused', (address, because) => {
  expect(refusal(address)).toContain(because)
})

test('no refusal repeats the password', () => {
  for (const address of [
    'esdb://a:hunter2@x?tls=false',
    'kdb://a:hunter2@x',
    'esdb://a:hunter2@x?no=1',
    'esdb:/a:hunter2@x',
    'esdb://a:hunter2%@x',
  ])
    expect(refusal(address)).not.toContain('hunter2')
})

test.each(Object.values(debug))('a client that talks about $namespace is refused, whoever made it talk', (channel) => {
  const address = 'esdb://a:b@one.example'
  expect(refusal(address)).toBe('taken')
  channel.enabled = true
  try {
    expect(refusal(address)).toContain('DEBUG')
  } finally {
    channel.enabled = false
  }
})
