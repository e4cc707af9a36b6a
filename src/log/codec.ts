import type { AnyEvent, EventSchema } from '../domain/shared/event.ts'
import type { Envelope } from './envelope.ts'
import { UnknownEvent } from './errors.ts'
import type { Recorded } from './port.ts'

/**
 * One step of an event type's history: turns data of version `from` into data of version `from + 1`. Pure, works on a
 * parsed copy, and invents nothing: what was unknown stays explicitly unknown. Stored bytes never change.
 */
export type Upcaster = { type: string; from: number; up: (data: unknown) => unknown }

/** Reads stored events as what the domain knows today. */
export type Codec = {
  /**
   * The event upcast to its newest version. Personal fields still hold sealed text, so data is not matched against the
   * schema here: it was before it was sealed, and is again once `handle` has opened it. Throws `UnknownEvent`.
   */
  parse(recorded: Recorded): AnyEvent
  /** The envelope as it was sealed; `prepare` has matched it against its schema before that. */
  envelope(recorded: Recorded): Envelope
  /** The newest schema of a type; throws `UnknownEvent`. */
  schemaOf(type: string): EventSchema
}

/** Gathers the newest schema of every event type, and the chain of upcasters that leads there. */
export const codecOf = (schemas: readonly EventSchema[], upcasters: readonly Upcaster[] = []): Codec => {
  const newest = new Map<string, EventSchema>()
  for (const schema of schemas) {
    if (newest.has(schema.type)) throw new Error(`event type ${schema.type} is declared twice`)
    newest.set(schema.type, schema)
  }
  const steps = new Map(upcasters.map((step) => [`${step.type}@${step.from}`, step.up]))
  for (const { type, schemaVersion } of schemas)
    for (let from = 1; from < schemaVersion; from++)
      if (!steps.has(`${type}@${from}`)) throw new Error(`no upcaster for ${type} from version ${from}`)

  const schemaOf = (type: string): EventSchema => {
    const schema = newest.get(type)
    if (!schema) throw new UnknownEvent(`unknown event type ${type}`)
    return schema
  }

  return {
    schemaOf,
    parse: ({ type, schemaVersion, payload, stream, version }) => {
      const schema = schemaOf(type)
      if (schemaVersion > schema.schemaVersion)
        throw new UnknownEvent(`${type} at ${stream} ${version} has version ${schemaVersion}, newer than this program`)
      let data: unknown = JSON.parse(payload)
      for (let from = schemaVersion; from < schema.schemaVersion; from++) data = steps.get(`${type}@${from}`)?.(data)
      return { type, data }
    },
    envelope: ({ meta }) => JSON.parse(meta) as Envelope,
  }
}
