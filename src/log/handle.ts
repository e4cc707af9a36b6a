import type { Decided } from '../domain/shared/command.ts'
import type { Decider } from '../domain/shared/decider.ts'
import type { AnyEvent } from '../domain/shared/event.ts'
import { expectSeen, WrongExpectedVersion } from './errors.ts'
import { type Loaded, load } from './load.ts'
import type { Appended, Cursor, EventLog, Recorded, Tip, Version } from './port.ts'
import { appendSurely, type EnvelopeOfCall, prepare, type WriteSide } from './prepare.ts'

/** One command for one stream. `context` may depend on the state, e.g. on the area of the case. */
export type HandleRequest<State, Command, Context> = {
  stream: string
  command: Command
  context: Context | ((state: State) => Promise<Context>)
  /** Takes what the decision rests on beside this stream (a bed): before each attempt, and the same however often. */
  secure?: (state: State) => Promise<unknown>
  envelope: EnvelopeOfCall
  /** The log position at which the context was read; kept in the envelope. */
  readAt?: (context: Context) => bigint
  /** The revision the caller has seen (`If-Match`): any other refuses with `Stale`. */
  seen?: Version | undefined
}

/** The answer to a command; `repeated` when this command id had been carried out before. */
export type Handled<Event extends AnyEvent = AnyEvent> = {
  stream: string
  version: Version
  position: bigint
  cursor: Cursor
  events: readonly Event[]
  repeated: boolean
}

const CONFLICT_RETRIES = 3

/**
 * Carries out one command: read, fold, decide, append at the version read. A command whose events are already in the
 * stream is answered from the log and not decided again, which makes every command idempotent on every engine. A lost race
 * is decided again on the new state, three times at most.
 * @throws Refused by the domain · Stale · WrongExpectedVersion after the retries · OutcomeUnknown · LogUnavailable
 */
export const handle = async <State, Command, Event extends AnyEvent, Context>(
  side: WriteSide,
  decider: Decider<State, Command, Event, Context>,
  request: HandleRequest<State, Command, Context>,
): Promise<Handled<Event>> => {
  const { stream, command, envelope } = request
  for (let attempt = 0; ; attempt += 1) {
    const { state, tip, events } = await load(side, decider, stream)
    const earlier = answerFromLog(stream, events, envelope.command)
    if (earlier) return earlier
    expectSeen(stream, request.seen, tip.version)
    await request.secure?.(state)
    const context = isBuilder(request.context) ? await request.context(state) : request.context
    const decided = decider.decide(command, state, context)
    if (decided.length === 0) return unchanged(side.log, stream, tip, events)
    const readAt = request.readAt ? { readAt: String(request.readAt(context)) } : {}
    const commit = await prepare(side, decider.schemas, {
      stream,
      tip,
      events: decided,
      envelope: { ...envelope, ...readAt },
    })
    try {
      return handledBy(stream, await appendSurely(side.log, commit), decided)
    } catch (error) {
      if (!(error instanceof WrongExpectedVersion) || attempt >= CONFLICT_RETRIES) throw error
    }
  }
}

const isBuilder = <State, Context>(
  context: Context | ((state: State) => Promise<Context>),
): context is (state: State) => Promise<Context> => typeof context === 'function'

/** The answer to a command whose facts have been appended. */
export const handledBy = <Event extends AnyEvent>(
  stream: string,
  { tip, position, cursor }: Appended,
  decided: readonly Decided<Event>[],
): Handled<Event> => ({
  stream,
  version: tip.version,
  position,
  cursor,
  events: decided.map(plainFact),
  repeated: false,
})

const plainFact = <Event extends AnyEvent>(decided: Decided<Event>): Event =>
  ({ type: decided.type, data: decided.data }) as Event

/** The answer that a command was given before, where the events of its stream show that it was carried out. */
export const answerFromLog = <Event extends AnyEvent>(
  stream: string,
  events: Loaded<unknown, Event>['events'],
  command: string,
): Handled<Event> | undefined => {
  const written = events.filter(({ envelope }) => envelope.command === command)
  const last = written.at(-1)
  if (!last) return undefined
  const { version, position, cursor } = last
  return { stream, version, position, cursor, events: written.map(({ opened }) => opened), repeated: true }
}

/** Nothing to record: the answer is where the stream already stands. */
const unchanged = async <Event extends AnyEvent>(
  log: EventLog,
  stream: string,
  tip: Tip,
  events: readonly Recorded[],
): Promise<Handled<Event>> => {
  const last = events.at(-1)
  const cursor = last?.cursor ?? (await log.head())
  return { stream, version: tip.version, position: log.positionOf(cursor), cursor, events: [], repeated: false }
}
