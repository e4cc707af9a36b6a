import type { FastifyReply, FastifyRequest } from 'fastify'
import { given } from '../domain/shared/given.ts'
import { type RefusalKind, Refused } from '../domain/shared/refusal.ts'
import { MomentNotReached } from '../log/as-of.ts'
import { isStoreAway } from '../log/away.ts'
import {
  CommitTooLarge,
  InvalidEvent,
  LogHalted,
  LogUnavailable,
  OutcomeUnknown,
  PartitionAway,
  PartlyRepeated,
  Stale,
  UnknownEvent,
  WrongExpectedVersion,
} from '../log/errors.ts'
import { allRefusals } from '../processes/refusals.ts'
import { PersonErased } from '../vault/errors.ts'
import { type InputIssue, InvalidInput } from './input.ts'
import { type HttpCode, HttpRefused, type HttpRefusedDetails, httpRefusals } from './refusals.ts'

/** What every refusal answers with: RFC 9457, with a stable code, both languages and the facts of the refusal. */
export type Problem = {
  type: string
  code: string
  title: string
  titleZh: string
  status: number
  /** The clause of the rule that says no. */
  clause?: string
  /** JSON pointer into the body. */
  pointer?: string
  facts?: HttpRefusedDetails['facts']
  issues?: readonly (InputIssue & { title: string; titleZh: string })[]
}

/** A problem with the headers that go with it. */
export type ProblemAnswer = { problem: Problem; headers: Readonly<Record<string, string>> }

/** The status of each kind of refusal of the domain. */
export const statusOfKind: Readonly<Record<RefusalKind, number>> = {
  malformed: 400,
  missing: 404,
  state: 409,
  authority: 403,
  rule: 422,
}

const RETRY_SOON = { 'retry-after': '1' }
const RETRY_LATER = { 'retry-after': '5' }

/** The problem that an error of any room becomes. Anything unknown is a fault of the service and says nothing more. */
export const problemOf = (error: unknown): ProblemAnswer => {
  if (error instanceof HttpRefused) return own(error.code, error.details)
  if (error instanceof InvalidInput) return invalidInput(error)
  if (error instanceof Refused) return refusedByDomain(error)
  if (error instanceof MomentNotReached) return own('as-of-not-reached', { facts: error.facts })
  if (error instanceof Stale) return own('stale-revision', { facts: { seen: error.seen, actual: error.actual } })
  if (error instanceof WrongExpectedVersion) return own('lost-race', { headers: RETRY_SOON })
  if (error instanceof PartlyRepeated) return own('command-id-taken')
  if (error instanceof OutcomeUnknown) return own('outcome-unknown', { headers: RETRY_SOON })
  if (error instanceof LogUnavailable) return own('log-unavailable', { headers: RETRY_SOON })
  if (error instanceof PartitionAway)
    return own('log-unavailable', { facts: { partition: error.away.partition }, headers: RETRY_LATER })
  if (error instanceof LogHalted) return own('log-unavailable', { headers: RETRY_LATER })
  if (error instanceof UnknownEvent) return unknownEvent(error)
  if (error instanceof CommitTooLarge) return own('commit-too-large')
  if (error instanceof InvalidEvent) return own('text-not-recordable')
  if (error instanceof PersonErased) return own('person-erased', { facts: { personId: error.personId } })
  if (isStoreAway(error)) return own('database-unavailable', { headers: RETRY_SOON })
  return ofFastify(error)
}

const own = (code: HttpCode, { facts, pointer, headers = {} }: HttpRefusedDetails = {}): ProblemAnswer => {
  const { status, en, zh } = httpRefusals[code]
  return {
    headers,
    problem: {
      ...heading(code, status, en, zh),
      ...given({ pointer, facts }),
    },
  }
}

/** The stream's name stays out of it: it may hold a blind index. */
const unknownEvent = ({ event: { type, schemaVersion, position }, newestKnown }: UnknownEvent): ProblemAnswer =>
  own('event-not-known', {
    facts: { type, schemaVersion, position: String(position), newestKnown: newestKnown ?? null },
    headers: RETRY_LATER,
  })

const heading = (code: string, status: number, title: string, titleZh: string) => ({
  type: `urn:anjuan:problem:${code}`,
  code,
  title,
  titleZh,
  status,
})

/** Places of an address that name a time and nothing that there is. */
const calendarPlaces: readonly string[] = ['/month', '/day']

const invalidInput = ({ part, issues }: InvalidInput): ProblemAnswer => {
  // Whether an id is malformed, unknown or somebody else's is nobody's business; what is no month is no secret.
  if (part === 'params' && !issues.every(({ pointer }) => calendarPlaces.includes(pointer))) return own('not-found')
  if (part === 'headers') return ofHeader(issues)
  const answer = own('input-invalid', { facts: { part } })
  const worded = issues.map((issue) => {
    const { en: title, zh: titleZh } = httpRefusals[issue.code]
    return { ...issue, title, titleZh }
  })
  return { ...answer, problem: { ...answer.problem, issues: worded } }
}

const ofHeader = ([first]: readonly InputIssue[]): ProblemAnswer => {
  if (first?.pointer === '/if-match') return own('if-match-malformed')
  return own(first?.code === 'field-missing' ? 'idempotency-key-missing' : 'idempotency-key-malformed')
}

const refusedByDomain = ({ code, facts }: Refused): ProblemAnswer => {
  const row = allRefusals[code]
  if (!row) return own('internal')
  const problem: Problem = { ...heading(code, statusOfKind[row.kind], row.en, row.zh), facts }
  // What the rules of that case and day say goes before what is said of all of them.
  const clause = typeof facts.clause === 'string' ? facts.clause : row.clause
  return { headers: {}, problem: clause === undefined ? problem : { ...problem, clause } }
}

/** Fastify's own errors, by their codes. */
const fastifyCodes: Readonly<Record<string, HttpCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'body-too-large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'media-type-unsupported',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'body-not-complete',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'body-missing',
  FST_ERR_BAD_URL: 'bad-url',
  FST_ERR_MAX_PARAM_LENGTH: 'not-found',
  FST_ERR_ASYNC_CONSTRAINT: 'bad-url',
  FST_UNDER_PRESSURE: 'under-pressure',
}

const ofFastify = (error: unknown): ProblemAnswer => {
  const { code, statusCode } = (typeof error === 'object' && error !== null ? error : {}) as Partial<
    Record<string, unknown>
  >
  const known = typeof code === 'string' ? fastifyCodes[code] : undefined
  if (known === 'under-pressure') return own(known, { headers: RETRY_LATER })
  if (known) return own(known)
  if (statusCode === 429) return own('too-many-requests')
  return own('internal')
}

/** Sends a problem; the request id makes the occurrence findable in the log. */
export const sendProblem = (request: FastifyRequest, reply: FastifyReply, answer: ProblemAnswer): FastifyReply =>
  reply
    .code(answer.problem.status)
    .headers(answer.headers)
    .type('application/problem+json')
    .send(problemText(answer, request.id))

/** A problem as the bytes that are sent. */
export const problemText = ({ problem }: ProblemAnswer, requestId: string): string =>
  JSON.stringify({ ...problem, instance: `urn:uuid:${requestId}` })

/** Whoever sent too much is told how much the route takes. */
const withBound = ({ problem, headers }: ProblemAnswer, { routeOptions }: FastifyRequest): ProblemAnswer =>
  problem.code === 'body-too-large'
    ? { headers, problem: { ...problem, facts: { mostBytes: routeOptions.bodyLimit ?? null } } }
    : { headers, problem }

/** The last stop of every error: answers it, and logs it where it is ours. */
export const errorHandler = (error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
  const answer = withBound(problemOf(error), request)
  if (answer.problem.status >= 500) request.log.error({ err: error, code: answer.problem.code }, 'request failed')
  return sendProblem(request, reply, answer)
}
