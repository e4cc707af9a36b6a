import type { EventSchema } from '../domain/shared/event.ts'
import { type Codec, codecOf } from './codec.ts'

const codecs = new WeakMap<readonly EventSchema[], Codec>()

/** The codec of a list of schemas, made once per list. */
export const codecFor = (schemas: readonly EventSchema[]): Codec => {
  const known = codecs.get(schemas)
  if (known) return known
  const made = codecOf(schemas)
  codecs.set(schemas, made)
  return made
}
