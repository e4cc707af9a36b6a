import type { z } from 'zod'
import type { Day } from './day.ts'
import type { AnyEvent } from './event.ts'

/**
 * A command that the outside may send to one kind of stream. The HTTP room turns each into
 * `POST /v1/<resource>/{id}/<type-in-kebab-case>` with `data` as the body, so adding a command touches one table.
 */
export type CommandSchema<Type extends string = string, Data extends z.ZodType = z.ZodType> = {
  /** The imperative of the event: `PostNotice`. */
  type: Type
  /** A `z.strictObject`: the body. */
  data: Data
  /** One line each for the API documents. */
  summary: { en: string; zh: string }
  /** A body that passes, shown in the API documents. */
  example: z.input<Data>
}

/** Declares a command. */
export const commandSchema = <Type extends string, Data extends z.ZodType>(
  type: Type,
  data: Data,
  summary: { en: string; zh: string },
  example: z.input<Data>,
): CommandSchema<Type, Data> => ({
  type,
  data: data.meta({ id: type, examples: [example] }) as Data,
  summary,
  example,
})

/**
 * The TypeScript union of the commands that a list of schemas declares. `subject` is the id in the URL (case, person, run,
 * area), `newId` a fresh id derived from the command id for whatever the command brings into being: the domain makes no ids.
 */
export type CommandOf<Schema> =
  Schema extends CommandSchema<infer Type, infer Data>
    ? { type: Type; subject: string; newId: string; data: z.output<Data> }
    : never

/** A fact as `decide` returns it, with what it wants to say in the envelope beside today and the actor. */
export type Decided<Event extends AnyEvent> = Event & {
  /** The day the fact concerns; today where absent. */
  on?: Day
  /** Why it is entered late, or another reason from a closed list. */
  reason?: string
  /** The clause and document it rests on. */
  basis?: string
  /** The delegation instrument used. */
  delegation?: string
  corrects?: string
  annuls?: string
}
