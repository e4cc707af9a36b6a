import { z } from 'zod'

/** What the domain sees in place of a personal field once the person's key has been destroyed. */
export const ERASED = 'erased'

/** Schemas whose values are personal data: names, ID numbers, addresses, accounts, health. */
export const personalFields = z.registry<{ personal: true }>()

/**
 * Marks a field of an event as personal. `handle` seals it under the key of the person named by the nearest enclosing
 * `personId`, and opens it again for `decide`; after erasure it reads `erased`.
 */
export const personal = <Inner extends z.ZodType>(inner: Inner) => {
  const field = z.union([inner, z.literal(ERASED)])
  personalFields.add(field, { personal: true })
  return field
}

/** A personal value unless its key has been destroyed. */
export type Erasable<T> = T | typeof ERASED
