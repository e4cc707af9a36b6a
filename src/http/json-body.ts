import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { scanJson } from './json-scan.ts'
import { HttpRefused } from './refusals.ts'

/** The largest JSON body, in bytes; files come in on routes of their own. */
export const JSON_BODY_LIMIT = 64 * 1024

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/**
 * Reads a JSON body the strict way: fatal UTF-8, no byte order mark, one scan for what `JSON.parse` accepts in silence,
 * then `JSON.parse`.
 * @throws HttpRefused one code per trap
 */
export const parseJsonBody = (bytes: Uint8Array): unknown => {
  if (bytes.length === 0) throw new HttpRefused('body-missing')
  const text = decodeUtf8(bytes)
  scanJson(text)
  try {
    return JSON.parse(text)
  } catch {
    throw new HttpRefused('json-syntax')
  }
}

const decodeUtf8 = (bytes: Uint8Array): string => {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) throw new HttpRefused('body-has-bom')
  try {
    return utf8.decode(bytes)
  } catch {
    throw new HttpRefused('body-not-utf8')
  }
}

/** The charset of a content type, lower case; undefined when it names none. */
const charsetOf = (contentType: string | undefined): string | undefined =>
  /;\s*charset\s*=\s*"?([^";\s]+)/i.exec(contentType ?? '')?.[1]?.toLowerCase()

/**
 * Makes the app read `application/json` by our own parser and nothing else: fastify's own JSON and text parsers are gone.
 * Leaves the SHA-256 of the bytes on the request, by which a repeated request is known.
 */
export const readJsonBodies = (app: FastifyInstance): void => {
  app.removeAllContentTypeParsers()
  app.decorateRequest('bodyHash', '')
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer', bodyLimit: JSON_BODY_LIMIT },
    async (request: FastifyRequest, bytes: Buffer) => {
      const charset = charsetOf(request.headers['content-type'])
      if (charset !== undefined && charset !== 'utf-8') throw new HttpRefused('media-type-unsupported')
      request.bodyHash = bodyHashOf(bytes)
      return parseJsonBody(bytes)
    },
  )
}

/** SHA-256 of a body's bytes, in hex. */
export const bodyHashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

declare module 'fastify' {
  interface FastifyRequest {
    /** SHA-256 of the body's bytes in hex; empty where there was no body. */
    bodyHash: string
  }
}
