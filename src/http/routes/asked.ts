import { z } from 'zod'
import type { Actor } from '../../domain/shared/actor.ts'
import type { Day } from '../../domain/shared/day.ts'
import type { SchemeCode } from '../../domain/shared/scheme-code.ts'
import { AsOf } from '../../log/as-of.ts'
import { ReadHeaders } from '../reads.ts'

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

/** What every route that shows something of a read model says of itself. */
export type ReadRoute<Query extends Shape, Params extends z.ZodObject> = {
  url: string
  tags: readonly string[]
  operationId: string
  summary: string
  description: string
  /** The read model that it shows, and the other one that it rests on. */
  view: string
  second?: string
  params?: Params
  query?: Query
  /** Takes `asOf`: what is shown as known at a moment of the past. */
  asOf?: boolean
}

/** How such a route is described. */
export const headOf = ({ tags, operationId, summary, description }: ReadRoute<Shape, z.ZodObject>) => ({
  tags,
  operationId,
  summary,
  description,
  headers: ReadHeaders,
})

/** What such a route may be asked, beside what others of its kind add. */
export const queryOf = ({ query, asOf }: ReadRoute<Shape, z.ZodObject>, more: Shape = {}) =>
  z.strictObject({ ...more, ...query, ...(asOf ? { asOf: AsOf.optional() } : {}) })
