import type { z } from 'zod'
import type { Actor } from '../../domain/shared/actor.ts'
import type { Day } from '../../domain/shared/day.ts'
import type { SchemeCode } from '../../domain/shared/scheme-code.ts'

/** The fields of an object schema. */
export type Shape = z.ZodRawShape

/** No fields at all. */
export type NoFields = Record<never, never>

/** What the fields of a shape come to. */
export type Fields<Of extends Shape> = z.output<z.ZodObject<Of>>

type Given<Of> = { [Key in keyof Of]: Exclude<Of[Key], undefined> }

/** Who reads, and on which day. */
export type Reader = { actor: Actor; today: Day }

/** What a reader asks for: the query, the address, the schemes hidden from them, and the moment it is to be known at. */
export type Wish<Query extends Shape, Params extends z.ZodObject> = Given<Fields<Query>> &
  z.output<Params> & { hidden: readonly SchemeCode[]; knownAt?: bigint }
