import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import type { FastifyReply } from 'fastify'
import { pino } from 'pino'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { Refused } from '../../src/domain/shared/refusal.ts'
import { answerClientError } from '../../src/http/client-errors.ts'
import { sendReport } from '../../src/http/formats.ts'
import { issuesOf } from '../../src/http/input.ts'
import { problemOf } from '../../src/http/problems.ts'
import { shownBy } from '../../src/http/reads.ts'

/** What is written to a connection on which no request came about. */
const answerTo = async (code: string): Promise<string> => {
  const socket = new PassThrough()
  answerClientError(pino({ level: 'silent' }))(Object.assign(new Error('no request'), { code }), socket as never)
  return text(socket)
}

test.each([
  ['HPE_INVALID_METHOD', 'HTTP/1.1 400 not-http', 'not-http'],
  ['ERR_HTTP_REQUEST_TIMEOUT', 'HTTP/1.1 408 request-timeout', 'request-timeout'],
  ['HPE_HEADER_OVERFLOW', 'HTTP/1.1 431 headers-too-large', 'headers-too-large'],
])('what never became a request (%s) is answered all the same', async (error, firstLine, code) => {
  const [head = '', body = ''] = (await answerTo(error)).split('\r\n\r\n')
  expect(head.split('\r\n')).toContain(firstLine)
  expect(head).toContain(`content-length: ${Buffer.byteLength(body)}`)
  expect(JSON.parse(body)).toMatchObject({ code })
})

test('a body of another length than announced is told so', () => {
  expect(problemOf({ code: 'FST_ERR_CTP_INVALID_CONTENT_LENGTH' }).problem).toMatchObject({
    status: 400,
    code: 'body-not-complete',
  })
})

test('the clause of a refusal is that of the rules of the case, before the one that all of them share', () => {
  const clauseOf = (code: string, facts = {}) => problemOf(new Refused(code, facts)).problem.clause
  expect(clauseOf('no-signed-visit', { clause: '2019-62' })).toBe('2019-62')
  expect(clauseOf('proxy-minor', { clause: '2019-62' })).toBe('2019-62')
  expect(clauseOf('proxy-minor')).toBe('民法典 Art.17')
  expect(clauseOf('no-signed-visit')).toBeUndefined()
})

test('a value that breaks a rule, or fits no form at all, has a code of its own', () => {
  const even = z.strictObject({ count: z.int().multipleOf(2), either: z.union([z.literal(1), z.boolean()]) })
  const issues = issuesOf(even.safeParse({ count: 3, either: 'x' }).error?.issues ?? [], { count: 3, either: 'x' })
  expect(issues.map(({ pointer, code }) => [pointer, code])).toEqual([
    ['/count', 'field-breaks-rule'],
    ['/either', 'field-no-variant'],
  ])
})

test('a workbook of more rows than one holds is refused, before it is made', async () => {
  const page = Array.from({ length: 1_000 }, () => 0)
  const pages = (async function* () {
    while (true) yield page
  })()
  const sent = sendReport({} as FastifyReply, 'xlsx', { zh: '台账', columns: [] }, 'x', pages)
  await expect(sent).rejects.toMatchObject({ code: 'too-many-rows' })
})

test('a moment of the past that the view has not come to is told to be too early', async () => {
  const log = { head: async () => 'head', positionOf: () => 9n, positionAt: async () => 5n }
  const deps = { log, views: {}, waitFor: async () => false }
  const shown = shownBy(deps as never, { headers: {} } as never, {} as FastifyReply, 'case-file', '5')
  await expect(shown).rejects.toMatchObject({ code: 'view-behind' })
})
