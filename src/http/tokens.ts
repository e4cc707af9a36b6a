import type { KeyObject } from 'node:crypto'
import { errors, jwtVerify, SignJWT } from 'jose'
import { Actor } from '../domain/shared/actor.ts'

const algorithm = 'HS256'
const issuer = 'anjuan-development'
const audience = 'anjuan'
/** A type of its own, so that no other token under the same key could ever pass for one of these. */
const type = 'anjuan-development+jwt'
/** No development token is taken for longer than a day, whatever it says itself. */
const longestTokenSeconds = 24 * 60 * 60

/** A token that proves nothing: forged, altered, expired, meant for somebody else, or without a proper actor in it. */
export class TokenRefused extends Error {
  override readonly name = 'TokenRefused'
}

/**
 * A signed development token that says who acts, for `seconds` (at most a day). For demonstrations and tests: an
 * installation with people's data in it takes the tokens of its identity provider instead.
 */
export const signToken = (key: KeyObject, actor: Actor, seconds: number): Promise<string> => {
  if (!Number.isInteger(seconds) || seconds < 1 || seconds > longestTokenSeconds)
    throw new RangeError(`a development token lives 1 to ${longestTokenSeconds} seconds, not ${seconds}`)
  const { sub, ...claims } = Actor.parse(actor)
  return new SignJWT(claims)
    .setProtectedHeader({ alg: algorithm, typ: type })
    .setSubject(sub)
    .setIssuer(issuer)
    .setAudience(audience)
    .setIssuedAt()
    .setExpirationTime(`${seconds}s`)
    .sign(key)
}

/** The actor a development token speaks for. Throws `TokenRefused` for everything that `signToken` did not make here. */
export const verifyToken = async (key: KeyObject, token: string): Promise<Actor> => {
  try {
    const { payload } = await jwtVerify(token, key, {
      algorithms: [algorithm],
      typ: type,
      issuer,
      audience,
      maxTokenAge: longestTokenSeconds,
      requiredClaims: ['sub', 'exp', 'iat'],
    })
    const { sub, roles, office, area } = payload
    const actor = Actor.safeParse({ sub, roles, office, area })
    if (actor.success) return actor.data
    throw new TokenRefused('the token names no proper actor')
  } catch (error) {
    if (error instanceof errors.JOSEError) throw new TokenRefused(error.message)
    throw error
  }
}
