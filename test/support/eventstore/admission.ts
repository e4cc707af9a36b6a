import type { Metadata } from '@grpc/grpc-js'
import { isAllowed } from './metadata.ts'
import type { Node } from './node.ts'
import { accessDenied, notLeader, type Refusal, unauthenticated, unavailable } from './refusals.ts'

/** What all kinds of calls have in common. */
type Call = { metadata: Metadata; getPath(): string }

const header = (call: Call, name: string): string | undefined => call.metadata.get(name)[0]?.toString()

/** The user that a Basic header names, if the password is right. */
const userOf = (users: Readonly<Record<string, string>>, authorization = ''): string | undefined => {
  const [name = '', ...password] = Buffer.from(authorization.replace(/^Basic /, ''), 'base64')
    .toString()
    .split(':')
  return users[name] !== undefined && users[name] === password.join(':') ? name : undefined
}

/**
 * Writes the call down and says what is to become of it before anybody looks at what it asks: it may be left unanswered, be
 * refused, or go on in the name of a user (undefined on an insecure server).
 */
export const admit = (
  { trouble, users, seen }: Node,
  call: Call,
): { is: 'silence' } | { is: 'refused'; because: Refusal } | { is: 'in'; user: string | undefined } => {
  const authorization = header(call, 'authorization')
  const requiresLeader = header(call, 'requires-leader')
  const method = call.getPath().split('/').at(-1) ?? ''
  seen.push({ method, authorization, requiresLeader, connectionName: header(call, 'connection-name') })
  if (trouble.mode === 'silent') return { is: 'silence' }
  if (trouble.mode === 'unavailable') return { is: 'refused', because: unavailable() }
  const user = users && userOf(users, authorization)
  if (users && user === undefined) return { is: 'refused', because: unauthenticated() }
  const { leader } = trouble
  if (leader && requiresLeader === 'true') return { is: 'refused', because: notLeader(leader.host, leader.port) }
  return { is: 'in', user }
}

/** Whether a user may do this to a stream. An insecure server asks nobody, as the real one. */
export const mayTouch = (node: Node, stream: string, right: '$r' | '$w', user: string | undefined): boolean => {
  if (node.trouble.denied.has(stream)) return false
  return node.users === undefined || isAllowed(node.store.find(stream)?.metadata.$acl?.[right], user)
}

/** The refusal of a stream that a user may not touch. */
export const denial = (
  node: Node,
  stream: string,
  right: '$r' | '$w',
  user: string | undefined,
): Refusal | undefined => (mayTouch(node, stream, right, user) ? undefined : accessDenied())
