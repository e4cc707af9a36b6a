import type { z } from 'zod'
import { ERASED } from '../domain/shared/personal.ts'
import type { PersonKeys } from './port.ts'
import { walkOf } from './walker.ts'

/**
 * Event data with every personal field (`personal(…)` in the schema) replaced by sealed text under the key of its owner:
 * the `personId` of the nearest enclosing object that has one. What reads `erased` already stays so. A null inside a
 * personal field is sealed like any value, so that not even its absence shows. Data without personal fields comes back
 * as it is; otherwise the input is left alone and a copy returned.
 *
 * Throws `PersonalFieldFault` for a schema or data in which a personal field has no owner, and what `keys.seal` throws.
 */
export const sealFields = (schema: z.core.$ZodType, data: unknown, keys: PersonKeys): unknown => {
  const walk = walkOf(schema)
  if (!walk) return data
  return walk(data, undefined, (personId, field, value) =>
    value === ERASED ? ERASED : keys.seal(personId, field, value),
  )
}

/**
 * The reverse of `sealFields`: plain values where the key is at hand, `erased` where it has been destroyed. Throws what
 * `keys.open` throws when a text was not sealed for this person and field.
 */
export const openFields = (schema: z.core.$ZodType, data: unknown, keys: PersonKeys): unknown => {
  const walk = walkOf(schema)
  if (!walk) return data
  return walk(data, undefined, (personId, field, value) => {
    if (value === ERASED) return ERASED
    if (typeof value === 'string') return keys.open(personId, field, value)
    throw new TypeError(`the personal field "${field}" was not sealed`)
  })
}

/** The ids of the persons whose keys sealing or opening this data needs, each once, in order of appearance. */
export const personsIn = (schema: z.core.$ZodType, data: unknown): string[] => {
  const walk = walkOf(schema)
  if (!walk) return []
  const found = new Set<string>()
  walk(data, undefined, (personId, _field, value) => {
    if (value !== ERASED) found.add(personId)
    return value
  })
  return [...found]
}
