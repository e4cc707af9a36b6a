import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { Actor } from '../domain/shared/actor.ts'
import { type AreaCode, isWithin } from '../domain/shared/area.ts'
import type { CommandOf, CommandSchema } from '../domain/shared/command.ts'
import { given } from '../domain/shared/given.ts'
import { Refused } from '../domain/shared/refusal.ts'
import { Stale } from '../log/errors.ts'
import { idFrom } from '../log/event-id.ts'
import type { Handled } from '../log/handle.ts'
import type { CommandCall } from '../processes/call.ts'
import { actorOf } from './auth.ts'
import { refusalShownTo } from './confidential.ts'
import { answerOnce } from './idempotency.ts'
import type { Answer, IdempotencyStore } from './idempotency-store.ts'
import type { CommandOutcome, CountCommand } from './metrics.ts'
import { CommandHeaders, etagOf, seenRevision } from './preconditions.ts'
import { problemOf } from './problems.ts'
import { HttpRefused } from './refusals.ts'
import { Done, refusalResponses } from './schemas.ts'

/** Where commands are added, what remembers their answers and who counts them. */
export type CommandPlace = { app: FastifyInstance; idempotency: IdempotencyStore; count: CountCommand }

/** A command as a route: its address, whom it is for, and who carries it out. */
export type CommandRoute<Schema extends CommandSchema> = {
  schema: Schema
  url: string
  /** Heading in the API documents. */
  tag: string
  params?: z.ZodType
  /** The stream's id: from the address, or for what the command brings into being the fresh one. */
  subjectOf: (params: unknown, newId: string) => string
  /** For the rare id that only carrying out the command finds: the id from what was recorded. */
  subjectAfter?: (handled: Handled) => string
  /** Address of what came into being; makes the answer a 201. */
  locationOf?: (subject: string) => string
  /** For a command on what is there already: says what lies outside the actor's area, and it is as if it did not exist. */
  existing?: Existing
  run: (call: CommandCall, command: CommandOf<Schema>) => Promise<Handled>
}

/** How a command knows that what it is for exists, and lies where the actor may see it. */
export type Existing = {
  exists: (subject: string, actor: Actor) => Promise<boolean>
  /** The domain's refusals of an actor from elsewhere. */
  foreign: readonly string[]
  /** Where it lies, or may be seen by the actor, by the read model; undefined while that has not seen it. */
  areaOf: (subject: string, actor: Actor) => Promise<AreaCode | readonly AreaCode[] | undefined>
}

/** `PostNotice` → `post-notice`. */
export const kebab = (type: string): string => type.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '-').toLowerCase()

const operationIdOf = (type: string): string => type.charAt(0).toLowerCase() + type.slice(1)

/**
 * Adds every command of a table as `POST <url>/<command-in-kebab-case>`. A noun that the address already says is left out:
 * `ReviewPaymentRun` on payment runs is `review`.
 */
export const addCommands = <Schema extends CommandSchema>(
  place: CommandPlace,
  schemas: readonly Schema[],
  route: Omit<CommandRoute<Schema>, 'schema'> & { noun?: string },
): void => {
  for (const schema of schemas) {
    const name = kebab(schema.type.replace(new RegExp(`${route.noun ?? '(?!)'}$`), ''))
    addCommand(place, { ...route, schema, url: `${route.url}/${name}` })
  }
}

/** Adds one command at an address of its own. */
export const addCommand = <Schema extends CommandSchema>(place: CommandPlace, route: CommandRoute<Schema>): void => {
  const { schema, url, tag, params, locationOf } = route
  place.app.route({
    method: 'POST',
    url,
    schema: {
      tags: [tag],
      operationId: operationIdOf(schema.type),
      summary: schema.summary.en,
      description: schema.summary.zh,
      headers: CommandHeaders,
      ...given({ params }),
      body: schema.data,
      response: { [locationOf ? 201 : 200]: Done, ...refusalResponses },
    },
    handler: (request, reply) =>
      runCommand(place, request, reply, schema.type, async (call) => {
        const newId = idFrom(call.commandId, 'new')
        const subject = route.subjectOf(request.params, newId)
        // The body was checked by this very schema, so type and data belong together.
        const command = { type: schema.type, subject, newId, data: request.body } as CommandOf<Schema>
        const handled = await onlyIfVisible(route.existing, subject, call.actor, () => route.run(call, command))
        const id = route.subjectAfter?.(handled) ?? subject
        return doneAnswer(id, handled, { location: locationOf?.(id), newId })
      }),
  })
}

/**
 * Runs a command on what the actor may see; anything else is not found, be it missing or somebody else's. The domain says
 * who is from elsewhere; where it refuses for another reason first, that reason is not for strangers either.
 */
export const onlyIfVisible = async (
  existing: Existing | undefined,
  subject: string,
  actor: Actor,
  run: () => Promise<Handled>,
): Promise<Handled> => {
  if (existing === undefined) return run()
  if (!(await existing.exists(subject, actor))) throw new HttpRefused('not-found')
  try {
    return await run()
  } catch (error) {
    if (!(error instanceof Refused || error instanceof Stale)) throw error
    if (error instanceof Refused && existing.foreign.includes(error.code)) throw new HttpRefused('not-found')
    const seen = await existing.areaOf(subject, actor)
    if (seen !== undefined && ![seen].flat().some((area) => isWithin(area, actor.area)))
      throw new HttpRefused('not-found')
    throw error
  }
}

/** Runs one command under its idempotency key, counts what became of it, and sends the answer. */
export const runCommand = (
  { idempotency, count }: CommandPlace,
  request: FastifyRequest,
  reply: FastifyReply,
  type: string,
  run: (call: CommandCall) => Promise<{ answer: Answer; outcome: CommandOutcome }>,
): Promise<FastifyReply> => {
  // The request is here in full; a long calculation is not a slow client.
  request.raw.socket?.setTimeout?.(0)
  return answerOnce(idempotency, request, reply, async (commandId) => {
    try {
      const { answer, outcome } = await run({ actor: actorOf(request), commandId, seen: seenRevision(request) })
      count(type, outcome)
      return answer
    } catch (thrown) {
      const error = refusalShownTo(actorOf(request), thrown)
      count(type, outcomeOf(problemOf(error).problem.status))
      throw error
    }
  })
}

const outcomeOf = (status: number): CommandOutcome => {
  if (status >= 500) return 'failed'
  return status === 409 || status === 412 ? 'conflict' : 'refused'
}

/** The answer to a command that was carried out. Made of what is in the log only, so a retry gives the same bytes. */
export const doneAnswer = (
  subject: string,
  { version, position, events, repeated }: Handled,
  { location, newId }: { location?: string | undefined; newId?: string } = {},
): { answer: Answer; outcome: CommandOutcome } => {
  const unchanged = events.length === 0
  const isNamed = newId !== undefined && newId !== subject && JSON.stringify(events).includes(newId)
  const done: z.infer<typeof Done> = {
    id: subject,
    revision: version,
    position: String(position),
    ...(isNamed ? { created: newId } : {}),
  }
  return {
    outcome: unchanged ? 'unchanged' : repeated ? 'repeated' : 'recorded',
    answer: {
      status: location === undefined ? 200 : 201,
      headers: {
        'content-type': 'application/json; charset=utf-8',
        etag: etagOf(version),
        ...given({ location }),
      },
      body: JSON.stringify(unchanged ? { ...done, unchanged } : done),
    },
  }
}
