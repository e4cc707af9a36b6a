import type { Decided } from './command.ts'
import type { AnyEvent, EventSchema } from './event.ts'

/**
 * A concept of the domain as three pure parts. `evolve` folds facts and never refuses; `decide` turns a command into facts
 * or throws `Refused`, and never reads. Everything `decide` must know beside the stream comes in with the context: today,
 * actor, policy, calendar, claims.
 */
export type Decider<State, Command, Event extends AnyEvent, Context> = {
  /** The event types of this kind of stream, newest version each. */
  schemas: readonly EventSchema[]
  initial: State
  evolve: (state: State, event: Event, at: EventPlace) => State
  decide: (command: Command, state: State, context: Context) => readonly Decided<Event>[]
}

/** Where and by whom an event was recorded, for the few rules that need it (separation of duties, late entries). */
export type EventPlace = { id: string; version: number; position: bigint; actor: string }
