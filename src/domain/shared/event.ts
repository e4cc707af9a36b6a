import { z } from 'zod'

/**
 * The schema of one event type in its newest version, with the way up from the versions before it. `schemaVersion` counts
 * per type from 1. What has been stored never changes: another schema is another version (`nextVersion`), never an edit.
 */
export type EventSchema<Type extends string = string, Data extends z.ZodType = z.ZodType> = {
  type: Type
  schemaVersion: number
  data: Data
  /** The version before this one, and how data of that version reads in this one; null in version 1. */
  before: { schema: EventSchema; up: Upcaster } | null
}

/**
 * Turns data of one version into data of the next. Pure, works on a copy, and invents nothing: what was unknown stays
 * explicitly unknown. Personal fields are sealed text at this point: they are carried along under the same name and person,
 * or dropped, never read.
 */
type Upcaster = (data: unknown) => unknown

/** Declares an event type in its first version: PascalCase, past tense, and for ever. */
export const eventSchema = <Type extends string, Data extends z.ZodType>(
  type: Type,
  data: Data,
): EventSchema<Type, Data> => ({ type, schemaVersion: 1, data, before: null })

/**
 * Declares the next version of an event type: its schema, and then how data of the version before reads in it. Two calls,
 * so that the compiler knows the schema when it looks at the function.
 */
export const nextVersion =
  <Type extends string, Old extends z.ZodType, Data extends z.ZodType>(schema: EventSchema<Type, Old>, data: Data) =>
  (up: (old: z.output<Old>) => z.output<Data>): EventSchema<Type, Data> => ({
    type: schema.type,
    schemaVersion: schema.schemaVersion + 1,
    data,
    before: { schema, up: (old) => up(old as z.output<Old>) },
  })

/** Every version of an event type, oldest first. */
export const versionsOf = (newest: EventSchema): readonly EventSchema[] =>
  newest.before ? [...versionsOf(newest.before.schema), newest] : [newest]

/** The TypeScript union of the events that a list of schemas declares, in their newest versions: `{ type, data }`. */
export type EventOf<Schema> =
  Schema extends EventSchema<infer Type, infer Data> ? { type: Type; data: z.output<Data> } : never

/** Any event as the log sees it: a type and data of strings, whole numbers, booleans, lists and objects. */
export type AnyEvent = { type: string; data: unknown }

/** An opaque id of a stream member: case, person, payment. */
export const Uuid = z.uuid().meta({ id: 'Uuid', description: 'An opaque id (UUID).' })
