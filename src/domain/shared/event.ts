import { z } from 'zod'

/**
 * The schema of one event type at one version. `schemaVersion` counts per type and starts at 1; a change of the schema is a
 * new version with an upcaster, never an edit.
 */
export type EventSchema<Type extends string = string, Data extends z.ZodType = z.ZodType> = {
  type: Type
  schemaVersion: number
  data: Data
}

/** Declares an event type: PascalCase, past tense, and for ever. */
export const eventSchema = <Type extends string, Data extends z.ZodType>(
  type: Type,
  data: Data,
  schemaVersion = 1,
): EventSchema<Type, Data> => ({ type, schemaVersion, data })

/** The TypeScript union of the events that a list of schemas declares: `{ type, data }`. */
export type EventOf<Schema> =
  Schema extends EventSchema<infer Type, infer Data> ? { type: Type; data: z.output<Data> } : never

/** Any event as the log sees it: a type and data of strings, whole numbers, booleans, lists and objects. */
export type AnyEvent = { type: string; data: unknown }

/** An opaque id of a stream member: case, person, payment. */
export const Uuid = z.uuid().meta({ description: 'An opaque id (UUID).' })
