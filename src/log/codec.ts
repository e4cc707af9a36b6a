import { type AnyEvent, type EventSchema, versionsOf } from '../domain/shared/event.ts'
import type { Envelope } from './envelope.ts'
import { UnknownEvent } from './errors.ts'
import type { Said } from './port.ts'

/** What of a recorded event decides whether this program can read it. */
type Readable = Pick<Said, 'type' | 'schemaVersion' | 'stream' | 'version' | 'position'>

/** Reads stored events as what the domain knows today. Stored bytes, and every hash over them, stay as they are. */
export type Codec = {
  /**
   * The event brought up to its newest version, on a parsed copy. Personal fields still hold sealed text, so data is not
   * matched against the schema here: it was before it was sealed, and is again once `handle` has opened it.
   * @throws UnknownEvent
   */
  parse(said: Said): AnyEvent
  /** The envelope as it was sealed; `prepare` has matched it against its schema before that. */
  envelope(said: Pick<Said, 'meta'>): Envelope
  /** Asks for nothing but whether this program can read the event. @throws UnknownEvent */
  check(event: Readable): void
  /** The newest schema of a type that this program writes. */
  schemaOf(type: string): EventSchema
}

/** The newest schema of a type, and the steps up to it: the first leads from version 1 to 2. */
type Known = { schema: EventSchema; steps: readonly ((data: unknown) => unknown)[] }

/** Gathers the versions of every event type, and the way up through them. */
export const codecOf = (schemas: readonly EventSchema[]): Codec => {
  const known = new Map<string, Known>()
  for (const schema of schemas) {
    if (known.has(schema.type)) throw new Error(`event type ${schema.type} is declared twice`)
    const steps = versionsOf(schema).flatMap(({ before }) => (before ? [before.up] : []))
    known.set(schema.type, { schema, steps })
  }

  const find = (event: Readable): Known => {
    const found = known.get(event.type)
    if (!found || event.schemaVersion < 1 || event.schemaVersion > found.schema.schemaVersion)
      throw new UnknownEvent(event, found?.schema.schemaVersion)
    return found
  }

  return {
    schemaOf: (type) => {
      const found = known.get(type)
      if (!found) throw new Error(`event type ${type} is not declared`)
      return found.schema
    },
    check: find,
    parse: (said) => {
      const { steps } = find(said)
      let data: unknown = JSON.parse(said.payload)
      for (let step = said.schemaVersion - 1; step < steps.length; step += 1) data = steps[step]?.(data)
      return { type: said.type, data }
    },
    envelope: ({ meta }) => JSON.parse(meta) as Envelope,
  }
}
