import type { FastifyReply, FastifyRequest } from 'fastify'
import { idFrom } from '../log/event-id.ts'
import { actorOf } from './auth.ts'
import type { Answer, Attempt, IdempotencyStore } from './idempotency-store.ts'
import { idempotencyKeyOf } from './preconditions.ts'
import { problemOf, problemText } from './problems.ts'
import { HttpRefused } from './refusals.ts'

/** The command id of a POST: the same actor, route and key is the same command. */
export const commandIdOf = (actor: string, route: string, key: string): string => idFrom(`${actor} ${route}`, key)

/**
 * Runs a command at most once per `Idempotency-Key` and sends its answer. Answers of success and refusals by a rule are
 * kept and replayed to the byte; a conflict, a stale revision, a missing thing, a lack of rights or an unknown outcome is
 * not, so that the same request may succeed later.
 */
export const answerOnce = async (
  store: IdempotencyStore,
  request: FastifyRequest,
  reply: FastifyReply,
  run: (commandId: string) => Promise<Answer>,
): Promise<FastifyReply> => {
  const attempt = attemptOf(request)
  const begun = await store.begin(attempt)
  switch (begun.is) {
    case 'run':
      return send(reply, await runAndKeep(store, attempt, request, run))
    case 'replay':
      return send(reply.header('idempotency-replayed', 'true'), begun.answer)
    case 'running':
      throw new HttpRefused('still-running', { headers: { 'retry-after': '1' } })
    case 'reused':
      throw new HttpRefused('idempotency-key-reused')
  }
}

const attemptOf = (request: FastifyRequest): Attempt => {
  const actor = actorOf(request).sub
  const key = idempotencyKeyOf(request)
  const route = `${request.method} ${request.url.split('?', 1)[0]}`
  return { actor, route, key, bodyHash: request.bodyHash, commandId: commandIdOf(actor, route, key) }
}

const runAndKeep = async (
  store: IdempotencyStore,
  attempt: Attempt,
  request: FastifyRequest,
  run: (commandId: string) => Promise<Answer>,
): Promise<Answer> => {
  // An answer that could not be kept is still true: a retry finds the command in the log and gives the same bytes.
  const note = (done: Promise<void>) =>
    done.catch((error: unknown) => request.log.warn({ err: error }, 'the answer of a command was not kept'))
  try {
    const answer = await run(attempt.commandId)
    await note(store.keep(attempt, answer))
    return answer
  } catch (error) {
    const refused = problemOf(error)
    const { status } = refused.problem
    if (status === 422) {
      const body = problemText(refused, request.id)
      const headers = { ...refused.headers, 'content-type': 'application/problem+json; charset=utf-8' }
      await note(store.keep(attempt, { status, headers, body }))
    } else {
      await note(status >= 500 ? store.leaveOpen(attempt) : store.forget(attempt))
    }
    throw error
  }
}

const send = (reply: FastifyReply, { status, headers, body }: Answer): FastifyReply =>
  reply.code(status).headers(headers).send(body)
