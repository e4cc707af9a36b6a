import type { Credentials, EndPoint } from '@eventstore/db-client'
import { debug } from '@eventstore/db-client/dist/utils/debug.js'
import { LogHalted } from '../errors.ts'

/** How to reach the server, read from a connection string and found safe. */
export type Settings = {
  hosts: readonly EndPoint[]
  /** The one host is a name in the DNS that stands for every node of a cluster. */
  discover: boolean
  tls: boolean
  credentials: Credentials
  tlsCAFile?: string
  userCertFile?: string
  userKeyFile?: string
  connectionName: string
}

const FILES = new Map([
  ['tlscafile', 'tlsCAFile'],
  ['usercertfile', 'userCertFile'],
  ['userkeyfile', 'userKeyFile'],
] as const)

/** As the client spells options: it does not mind case, dashes and underscores. */
const flat = (name: string): string => name.toLowerCase().replace(/[_-]/g, '')

/**
 * Options that change nothing when they say what this engine does anyway, and are refused when they say otherwise. The
 * client takes `tlsVerifyCert=false` without a word and without effect.
 */
const FIXED = new Map([
  ['nodepreference', 'leader'],
  ['tlsverifycert', 'true'],
  ['throwonappendfailure', 'true'],
])

const DEFAULT_PORT = 2113

/** Nobody is asked for a password on an open line; some credentials must be named, or the client takes another path. */
const ANYBODY: Credentials = { username: 'anybody', password: 'anybody' }

const isLoopback = ({ address }: EndPoint): boolean => address === 'localhost' || /^127(\.\d{1,3}){3}$/.test(address)

const misread = (why: string): never => {
  throw new LogHalted(`the address of the event log cannot be used: ${why}`)
}

const hostOf = (text: string): EndPoint => {
  const [, address, port] = /^([^\s:@/]+)(?::(\d{1,5}))?$/.exec(text) ?? misread('a host is written name:port')
  return { address: address ?? '', port: port === undefined ? DEFAULT_PORT : Number(port) }
}

/** As it is written in addresses: `%40` for `@`. */
const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return misread('a % in user or password is written %25')
  }
}

const credentialsOf = (text: string | undefined): Credentials | undefined => {
  if (text === undefined) return undefined
  const cut = text.indexOf(':')
  // Never repeated in a message: it is a password, or stands next to one.
  if (cut < 1 || cut === text.length - 1) return misread('user and password are written user:password@')
  return { username: decoded(text.slice(0, cut)), password: decoded(text.slice(cut + 1)) }
}

type Parts = { scheme: string; login: string | undefined; hosts: string; options: ReadonlyMap<string, string> }

const partsOf = (connectionString: string): Parts => {
  const [, scheme = '', login, hosts = '', options = ''] =
    /^([a-z+]+):\/\/(?:(.*)@)?([^/?@]*)\/?(?:\?(.*))?$/.exec(connectionString.trim()) ??
    misread('it is written esdb://user:password@host:2113,host:2113,host:2113')
  const named = [...new URLSearchParams(options)].map(([name, value]): [string, string] => [flat(name), value])
  return { scheme, login, hosts, options: new Map(named) }
}

const checkOptions = (options: ReadonlyMap<string, string>): void => {
  for (const [name, value] of options) {
    const fixed = FIXED.get(name)
    if (fixed !== undefined) {
      if (value.toLowerCase() !== fixed) misread(`${name} must be ${fixed}`)
    } else if (name === 'tls') {
      if (value !== 'true' && value !== 'false') misread('tls is true or false')
    } else if (name !== 'connectionname' && ![...FILES.keys()].some((file) => file === name))
      misread(`${name} is no option here; retries, time limits and keep-alive are set by the program`)
  }
}

/** Refuses a client that talks: it prints connection strings with their passwords, and events with their data. */
const requireSilentClient = (): void => {
  if (Object.values(debug).some(({ enabled }) => enabled))
    misread('DEBUG makes its client print the password and the data of events')
}

/**
 * Reads a connection string and refuses what endangers the log or its secrets: no encryption except on this machine, no
 * credentials where there is encryption, reading elsewhere than from the leader, debug output. Throws `LogHalted`; the
 * message never holds the password.
 */
export const settingsOf = (connectionString: string): Settings => {
  requireSilentClient()
  const { scheme, login, hosts, options } = partsOf(connectionString)
  if (scheme !== 'esdb' && scheme !== 'esdb+discover')
    misread(`it begins with ${scheme}://; write esdb:// or esdb+discover://, which KurrentDB takes as well`)
  checkOptions(options)
  const endpoints = hosts.split(',').map(hostOf)
  const tls = options.get('tls') !== 'false'
  if (!tls && !endpoints.every(isLoopback)) misread('tls=false is only for a server on this machine')
  const credentials = credentialsOf(login)
  if (tls && credentials === undefined) misread('a server with TLS needs user and password')
  const files = [...FILES].flatMap(([name, key]) => (options.has(name) ? [[key, options.get(name)]] : []))
  return {
    hosts: endpoints,
    discover: scheme === 'esdb+discover',
    tls,
    credentials: credentials ?? ANYBODY,
    connectionName: options.get('connectionname') ?? 'anjuan',
    ...Object.fromEntries(files),
  }
}
