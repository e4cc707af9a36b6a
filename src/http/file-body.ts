import type { FastifyInstance, FastifyRequest } from 'fastify'
import { bodyHashOf } from './json-body.ts'
import { HttpRefused } from './refusals.ts'

const readFile = async (request: FastifyRequest, bytes: Buffer): Promise<Buffer> => {
  request.bodyHash = bodyHashOf(bytes)
  return bytes
}

/** Lets routes of this part of the app take a file as it is, byte for byte, up to a size; its hash is part of the request. */
export const readFileBodies = (app: FastifyInstance, types: readonly string[], bodyLimit: number): void => {
  app.addContentTypeParser([...types], { parseAs: 'buffer', bodyLimit }, readFile)
}

/**
 * The file that a request brought.
 * @throws HttpRefused `body-missing`
 */
export const fileOf = ({ body }: FastifyRequest): Buffer => {
  if (!Buffer.isBuffer(body) || body.length === 0) throw new HttpRefused('body-missing')
  return body
}
