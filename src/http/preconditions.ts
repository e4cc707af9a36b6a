import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Version } from '../log/port.ts'
import { HttpRefused } from './refusals.ts'

/** A revision as an entity tag. */
export const etagOf = (revision: Version): string => `"${revision}"`

/** The headers of a command. A header that does not fit is refused with a code of its own (`input.ts`). */
export const CommandHeaders = z.looseObject({
  'idempotency-key': z
    .string()
    .regex(/^[\x21-\x7e]{8,128}$/)
    .meta({
      description: 'Yours to choose, one per act: the same key and body again gives the first answer.',
      examples: ['2f1c0b2e-accept-1'],
    }),
  'if-match': z
    .string()
    .regex(/^"(0|[1-9]\d{0,14})"$/)
    .optional()
    .meta({
      description: 'The revision you have seen, as in the ETag; any other is refused with 412.',
      examples: ['"3"'],
    }),
})

/** The revision that the caller has seen, from a checked `If-Match`; undefined when it does not say. */
export const seenRevision = (request: FastifyRequest): Version | undefined => {
  const header = request.headers['if-match']
  return header === undefined ? undefined : Number(header.slice(1, -1))
}

/**
 * The key under which the first answer to this command is kept; its form was checked with the headers.
 * @throws HttpRefused `idempotency-key-missing`
 */
export const idempotencyKeyOf = (request: FastifyRequest): string => {
  const header = request.headers['idempotency-key']
  if (typeof header !== 'string') throw new HttpRefused('idempotency-key-missing')
  return header
}

/**
 * The log position that a reader wants to see, from `Prefer: wait=<position>`; undefined when it does not say. Other
 * preferences are passed over, as RFC 7240 asks.
 * @throws HttpRefused `prefer-malformed`
 */
export const waitedPosition = (request: FastifyRequest): bigint | undefined => {
  const header = request.headers['prefer']
  const text = [header].flat().join(',')
  const wait = text
    .split(',')
    .map((one) => one.trim())
    .find((one) => /^wait\b/i.test(one))
  if (wait === undefined) return undefined
  const position = /^wait\s*=\s*"?(\d{1,18})"?$/i.exec(wait)?.[1]
  if (position === undefined) throw new HttpRefused('prefer-malformed')
  return BigInt(position)
}
