import type { Decider } from '../domain/shared/decider.ts'
import type { AnyEvent, EventSchema } from '../domain/shared/event.ts'
import { openFields, personsIn } from '../vault/fields.ts'
import type { Vault } from '../vault/port.ts'
import { codecFor } from './codecs.ts'
import type { Envelope } from './envelope.ts'
import { readStreams } from './many-streams.ts'
import type { EventLog, Recorded, Tip } from './port.ts'

/** A stream folded to its state. */
export type Loaded<State, Event extends AnyEvent> = {
  state: State
  tip: Tip
  events: readonly (Recorded & { opened: Event; envelope: Envelope })[]
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
  side: { log: EventLog; vault: Vault },
  decider: Decider<State, Command, Event, Context>,
  stream: string,
  options: { upTo?: bigint } = {},
): Promise<Loaded<State, Event>> => {
  const { upTo } = options
  const { events, tip } = await side.log.readStream(stream)
  const recorded = upTo === undefined ? events : events.filter((event) => event.position <= upTo)
  return folded(decider, tip, await openEvents<Event>(side.vault, decider.schemas, recorded))
}

/** Reads and folds many streams, with one look into the vault for all of them; in the order in which they are named. */
export const loadMany = async <State, Command, Event extends AnyEvent, Context>(
  side: { log: EventLog; vault: Vault },
  decider: Decider<State, Command, Event, Context>,
  streams: readonly string[],
): Promise<readonly Loaded<State, Event>[]> => {
  const slices = await Array.fromAsync(readStreams(side.log, streams))
  const recorded = slices.flatMap(({ events }) => events)
  const opened = await openEvents<Event>(side.vault, decider.schemas, recorded)
  let before = 0
  return slices.map(({ events, tip }) => {
    const from = before
    before += events.length
    return folded(decider, tip, opened.slice(from, before))
  })
}

const folded = <State, Command, Event extends AnyEvent, Context>(
  decider: Decider<State, Command, Event, Context>,
  tip: Tip,
  events: Loaded<State, Event>['events'],
): Loaded<State, Event> => {
  const state = events.reduce(
    (before, { opened, id, version, position, envelope }) =>
      decider.evolve(before, opened, { id, version, position, actor: envelope.actor }),
    decider.initial,
  )
  return { state, tip, events }
}
