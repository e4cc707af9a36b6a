import { v5 } from 'uuid'

/** The namespace of ids that are derived from something other than a command. Never changes. */
const NAMESPACE = '6f0a3c1e-7d53-5b0e-9a54-2f2b6f6d9c11'

/**
 * The id of the event number `index` (from 0) that a command appends to a stream. The same command gives the same ids, so a
 * repeated append is recognised. `command` is a UUID.
 */
export const eventIdOf = (command: string, stream: string, index: number): string => v5(`${stream}/${index}`, command)

/** A UUID derived from a seed (a command id, a natural key) and a name: the same again for the same input. */
export const idFrom = (seed: string, name: string): string => v5(JSON.stringify([seed, name]), NAMESPACE)
