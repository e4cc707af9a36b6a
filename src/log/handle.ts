import type { Decided } from '../domain/shared/command.ts'
import type { Decider } from '../domain/shared/decider.ts'
import type { AnyEvent, EventSchema } from '../domain/shared/event.ts'
import { openFields, personsIn, sealFields } from '../vault/fields.ts'
import type { Vault } from '../vault/port.ts'
import { type Codec, codecOf } from './codec.ts'
import { encodeJson } from './encode.ts'
import { Envelope } from './envelope.ts'
import { expectSeen, OutcomeUnknown, WrongExpectedVersion } from './errors.ts'
import { eventIdOf } from './event-id.ts'
import type { Appended, Commit, Cursor, EventLog, Recorded, Tip, Version } from './port.ts'
import { type MacKey, sealEvents, type Unsealed } from './proof.ts'

/** What writing needs: the log, the vault for personal fields, the MAC key, and true time (RFC 3339 UTC, microseconds). */
export type WriteSide = { log: EventLog; vault: Vault; mac: MacKey; now: () => string }

/** The part of the envelope that the caller knows; what the facts say themselves is added to it. */
export type EnvelopeOfCall = Omit<Envelope, 'on' | 'causation'> & { on: string; causation?: string }

/** One command for one stream. `context` may depend on the state, e.g. on the area of the case. */
export type HandleRequest<State, Command, Context> = {
  stream: string
  command: Command
  context: Context | ((state: State) => Promise<Context>)
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

/** A stream folded to its state. */
export type Loaded<State, Event extends AnyEvent> = {
  state: State
  tip: Tip
  events: readonly (Recorded & { opened: Event; envelope: Envelope })[]
}

const CONFLICT_RETRIES = 3
const REPEATS_OF_UNKNOWN = 2
const codecs = new WeakMap<readonly EventSchema[], Codec>()

const codecFor = (schemas: readonly EventSchema[]): Codec => {
  const known = codecs.get(schemas)
  if (known) return known
  const made = codecOf(schemas)
  codecs.set(schemas, made)
  return made
}

/** Opens the personal fields of recorded events, with one look into the vault for all of them. */
export const openEvents = async <Event extends AnyEvent>(
  vault: Vault,
  schemas: readonly EventSchema[],
  recorded: readonly Recorded[],
): Promise<(Recorded & { opened: Event; envelope: Envelope })[]> => {
  const codec = codecFor(schemas)
  const parsed = recorded.map((event) => ({ event, fact: codec.parse(event) }))
  const persons = new Set(parsed.flatMap(({ fact }) => personsIn(codec.schemaOf(fact.type).data, fact.data)))
  const keys = await vault.keysOf([...persons])
  return parsed.map(({ event, fact }) => ({
    ...event,
    envelope: codec.envelope(event),
    opened: { type: fact.type, data: openFields(codec.schemaOf(fact.type).data, fact.data, keys) } as Event,
  }))
}

/** Reads a stream and folds it; `upTo` stops at a log position, for questions about the past. */
export const load = async <State, Command, Event extends AnyEvent, Context>(
  side: Pick<WriteSide, 'log' | 'vault'>,
  decider: Decider<State, Command, Event, Context>,
  stream: string,
  options: { upTo?: bigint } = {},
): Promise<Loaded<State, Event>> => {
  const { upTo } = options
  const slice = await side.log.readStream(stream)
  const recorded = upTo === undefined ? slice.events : slice.events.filter((event) => event.position <= upTo)
  const events = await openEvents<Event>(side.vault, decider.schemas, recorded)
  const state = events.reduce(
    (folded, { opened, id, version, position, envelope }) =>
      decider.evolve(folded, opened, { id, version, position, actor: envelope.actor }),
    decider.initial,
  )
  return { state, tip: slice.tip, events }
}

/** Seals decided facts into a commit: personal fields first, then the proof of each event. */
export const prepare = async <Event extends AnyEvent>(
  side: WriteSide,
  schemas: readonly EventSchema[],
  facts: { stream: string; tip: Tip; events: readonly Decided<Event>[]; envelope: EnvelopeOfCall },
): Promise<Commit> => {
  const [commit] = await prepareMany(side, schemas, [facts])
  if (!commit) throw new Error('one set of facts makes one commit')
  return commit
}

/** The same for many streams at once, with one look into the vault for all of them. */
export const prepareMany = async <Event extends AnyEvent>(
  side: WriteSide,
  schemas: readonly EventSchema[],
  all: readonly { stream: string; tip: Tip; events: readonly Decided<Event>[]; envelope: EnvelopeOfCall }[],
): Promise<Commit[]> => {
  const codec = codecFor(schemas)
  const persons = new Set<string>()
  for (const { events } of all)
    for (const { type, data } of events)
      for (const person of personsIn(codec.schemaOf(type).data, data)) persons.add(person)
  const keys = await side.vault.keysOf([...persons], { create: true })
  const recordedAt = side.now()
  return all.map(({ stream, tip, events, envelope }) => {
    const unsealed = events.map((fact, index): Unsealed => {
      const schema = codec.schemaOf(fact.type)
      return {
        id: eventIdOf(envelope.command, stream, index),
        type: fact.type,
        schemaVersion: schema.schemaVersion,
        payload: encodeJson(sealFields(schema.data, schema.data.parse(fact.data), keys)),
        meta: encodeJson(Envelope.parse(envelopeOf(envelope, fact))),
        recordedAt,
      }
    })
    return { stream, expected: tip, events: sealEvents(stream, tip, unsealed, side.mac).events }
  })
}

const envelopeOf = (call: EnvelopeOfCall, fact: Decided<AnyEvent>): Envelope => ({
  ...call,
  causation: call.causation ?? call.command,
  on: fact.on ?? call.on,
  ...(fact.reason === undefined ? {} : { reason: fact.reason }),
  ...(fact.basis === undefined ? {} : { basis: fact.basis }),
  ...(fact.delegation === undefined ? {} : { delegation: fact.delegation }),
  ...(fact.corrects === undefined ? {} : { corrects: fact.corrects }),
  ...(fact.annuls === undefined ? {} : { annuls: fact.annuls }),
})

/** Appends, and sends the same commit again while its outcome is unknown: the ids make the repeat harmless. */
export const appendSurely = async (log: EventLog, commit: Commit): Promise<Appended> => {
  for (let repeat = 0; ; repeat += 1) {
    try {
      return await log.append(commit)
    } catch (error) {
      if (!(error instanceof OutcomeUnknown) || repeat >= REPEATS_OF_UNKNOWN) throw error
    }
  }
}

/**
 * Carries out one command: read, fold, decide, append at the version read. A command whose first event is already in the
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
      const { tip: now, position, cursor } = await appendSurely(side.log, commit)
      return { stream, version: now.version, position, cursor, events: decided.map(plainFact), repeated: false }
    } catch (error) {
      if (!(error instanceof WrongExpectedVersion) || attempt >= CONFLICT_RETRIES) throw error
    }
  }
}

const isBuilder = <State, Context>(
  context: Context | ((state: State) => Promise<Context>),
): context is (state: State) => Promise<Context> => typeof context === 'function'

const plainFact = <Event extends AnyEvent>(decided: Decided<Event>): Event =>
  ({ type: decided.type, data: decided.data }) as Event

const answerFromLog = <Event extends AnyEvent>(
  stream: string,
  events: Loaded<unknown, Event>['events'],
  command: string,
): Handled<Event> | undefined => {
  const first = eventIdOf(command, stream, 0)
  if (!events.some(({ id }) => id === first)) return undefined
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
