import { expect } from 'vitest'
import type { Decided } from '../src/domain/shared/command.ts'
import type { Decider } from '../src/domain/shared/decider.ts'
import type { AnyEvent } from '../src/domain/shared/event.ts'
import { Refused } from '../src/domain/shared/refusal.ts'

/** An event as a test gives it: a fact, or a fact with the account that recorded it. */
export type Past<Event extends AnyEvent> = Event | { event: Event; actor: string }

type Part<Value> = Value extends readonly (infer Item)[]
  ? readonly Part<Item>[]
  : Value extends object
    ? { [Key in keyof Value]?: Part<Value[Key]> }
    : Value

/** Whatever parts of an event a test cares about. */
type Expected<Event extends AnyEvent> = Event extends AnyEvent
  ? {
      type: Event['type']
      data?: Part<Event['data']>
      on?: string
      reason?: string
      basis?: string
      delegation?: string
    }
  : never

/** What came of a command, to be asked about; nothing is checked until one of these is called. */
export type Outcome<State, Event extends AnyEvent> = {
  /** Exactly these events in this order, each at least with what is named here. */
  emits: (...events: readonly Expected<Event>[]) => Outcome<State, Event>
  /** This refusal, with at least these facts. */
  refuses: (code: string, facts?: Record<string, unknown>) => void
  /** The state after the events. */
  leaves: (check: (state: State) => void) => Outcome<State, Event>
}

const foldInto = <State, Command, Event extends AnyEvent, Context>(
  { evolve }: Decider<State, Command, Event, Context>,
  start: State,
  events: readonly Past<Event>[],
): State =>
  events.reduce<State>((state, past, index) => {
    const { event, actor } = 'event' in past ? past : { event: past, actor: 'somebody' }
    const version = index + 1
    return evolve(state, event, { id: `event-${version}`, version, position: BigInt(version), actor })
  }, start)

/** Folds events to a state, as the log would. */
export const stateAfter = <State, Command, Event extends AnyEvent, Context>(
  decider: Decider<State, Command, Event, Context>,
  events: readonly Past<Event>[],
): State => foldInto(decider, decider.initial, events)

/** Refuses events that the log would refuse: each must pass its own strict schema. */
export const expectWellFormed = <State, Command, Event extends AnyEvent, Context>(
  { schemas }: Decider<State, Command, Event, Context>,
  events: readonly Event[],
): void => {
  for (const { type, data } of events) {
    const schema = schemas.find((row) => row.type === type)
    expect(schema, `${type} is no event of this stream`).toBeDefined()
    const parsed = schema!.data.safeParse(data)
    expect(parsed.success ? [] : parsed.error.issues, `${type} passes its schema`).toEqual([])
  }
}

/**
 * Tests of a decider as sentences: `given(decider, …facts).when(command, context).emits(…)` or `.refuses('code')`.
 * Works for every concept; what a command emits is also held against the schemas of its events.
 */
export const given = <State, Command, Event extends AnyEvent, Context>(
  decider: Decider<State, Command, Event, Context>,
  ...past: readonly Past<Event>[]
) => ({
  when: (command: Command, context: Context): Outcome<State, Event> => {
    const before = stateAfter(decider, past)
    const decide = (): readonly Decided<Event>[] => decider.decide(command, before, context)
    const outcome: Outcome<State, Event> = {
      emits: (...expected) => {
        const decided = decide()
        expect(decided.map(({ type }) => type)).toEqual(expected.map(({ type }) => type))
        expect(decided).toMatchObject(expected)
        expectWellFormed(decider, decided)
        return outcome
      },
      refuses: (code, facts = {}) => {
        const refused = refusalOf(decide)
        expect(refused?.code).toBe(code)
        expect(refused?.facts).toMatchObject(facts)
      },
      leaves: (check) => {
        check(foldInto(decider, before, decide()))
        return outcome
      },
    }
    return outcome
  },
})

/** The refusal that something throws, if it does; other errors pass through. */
export const refusalOf = (act: () => unknown): Refused | undefined => {
  try {
    act()
  } catch (error) {
    if (error instanceof Refused) return error
    throw error
  }
  return undefined
}
