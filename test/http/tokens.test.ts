import { createSecretKey, randomBytes } from 'node:crypto'
import { SignJWT, UnsecuredJWT } from 'jose'
import { describe, expect, test } from 'vitest'
import type { Actor } from '../../src/domain/shared/actor.ts'
import { signToken, TokenRefused, verifyToken } from '../../src/http/tokens.ts'

const key = createSecretKey(randomBytes(32))
const actor: Actor = { sub: 'case-worker-1', roles: ['caseWorker', 'surveyor'], office: 'T1', area: '990101001' }

type Claims = { iss?: string; aud?: string; typ?: string; iat?: number; exp?: number; sub?: string; roles?: string[] }
/** A token like ours but for what is named. */
const tokenWith = (different: Claims, signer = key): Promise<string> => {
  const now = Math.floor(Date.now() / 1000)
  const { typ, ...claims } = different
  const { sub, ...rest } = actor
  return new SignJWT({ iss: 'anjuan-development', aud: 'anjuan', iat: now, exp: now + 60, sub, ...rest, ...claims })
    .setProtectedHeader({ alg: 'HS256', typ: typ ?? 'anjuan-development+jwt' })
    .sign(signer)
}

describe('a development token', () => {
  test('gives back the actor it was signed for', async () => {
    expect(await verifyToken(key, await signToken(key, actor, 60))).toEqual(actor)
    expect(await verifyToken(key, await tokenWith({}))).toEqual(actor)
  })

  const now = Math.floor(Date.now() / 1000)
  test.each<[string, Claims]>([
    ['of another issuer', { iss: 'somebody' }],
    ['for another audience', { aud: 'somebody' }],
    ['of another type', { typ: 'JWT' }],
    ['that has expired', { iat: now - 120, exp: now - 60 }],
    ['older than a day, though it claims to live longer', { iat: now - 90_000, exp: now + 90_000 }],
    ['from the future', { iat: now + 3_600, exp: now + 7_200 }],
    ['with a role that does not exist', { roles: ['king'] }],
    ['without a role', { roles: [] }],
    ['of nobody', { sub: '' }],
  ])('%s is refused', async (_, claims) => {
    await expect(verifyToken(key, await tokenWith(claims))).rejects.toThrow(TokenRefused)
  })

  test('of another key, of no key, altered, or not a token at all is refused', async () => {
    const foreign = createSecretKey(randomBytes(32))
    const unsigned = new UnsecuredJWT({ ...actor, iss: 'anjuan-development', aud: 'anjuan' }).encode()
    const [head, body, signature] = (await signToken(key, actor, 60)).split('.')
    const administrator = Buffer.from(JSON.stringify({ ...actor, roles: ['administrator'] })).toString('base64url')
    for (const token of [
      await tokenWith({}, foreign),
      unsigned,
      `${head}.${administrator}.${signature}`,
      `${head}.${body}.`,
      `${head}.${body}`,
      'token',
      '',
    ])
      await expect(verifyToken(key, token)).rejects.toThrow(TokenRefused)
  })

  test('is not made for longer than a day, nor for somebody who is nobody', () => {
    expect(() => signToken(key, actor, 86_401)).toThrow(RangeError)
    expect(() => signToken(key, { ...actor, roles: [] }, 60)).toThrow()
  })
})
