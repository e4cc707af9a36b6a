import { randomUUID } from 'node:crypto'
import type { Socket } from 'node:net'
import type { FastifyBaseLogger } from 'fastify'
import { problemOf, problemText } from './problems.ts'
import { type HttpCode, HttpRefused } from './refusals.ts'

const codes: Readonly<Record<string, HttpCode>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 'request-timeout',
  HPE_HEADER_OVERFLOW: 'headers-too-large',
}

/**
 * Answers what never became a request: headers or a body that do not arrive in time, headers too large, bytes that are not
 * HTTP. There is no request to answer to, so the answer is written to the socket, and the connection ends.
 */
export const answerClientError =
  (logger: FastifyBaseLogger) =>
  (error: Error & { code?: string }, socket: Socket): void => {
    if (error.code === 'ECONNRESET' || socket.destroyed) return
    const id = randomUUID()
    const code = codes[error.code ?? ''] ?? 'not-http'
    const answer = problemOf(new HttpRefused(code))
    const body = problemText(answer, id)
    logger.info({ reqId: id, code }, 'no request')
    if (!socket.writable) return void socket.destroy()
    socket.end(
      [
        `HTTP/1.1 ${answer.problem.status} ${code}`,
        'content-type: application/problem+json; charset=utf-8',
        `content-length: ${Buffer.byteLength(body)}`,
        'connection: close',
        '',
        body,
      ].join('\r\n'),
    )
  }
