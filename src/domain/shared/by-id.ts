/**
 * Things by their id (UUID), where one is changed by copying a small part of all: for a state that thousands of events change
 * one by one, each of which would else copy the whole.
 */
export type ById<Thing> = readonly ReadonlyMap<string, Thing>[]

const BUCKETS = 256

const bucketOf = (id: string): number => Number.parseInt(id.slice(-2), 16) || 0

/** All of these things. */
export const byId = <Thing>(entries: Iterable<readonly [string, Thing]>): ById<Thing> => {
  const buckets = Array.from({ length: BUCKETS }, () => new Map<string, Thing>())
  for (const [id, thing] of entries) buckets[bucketOf(id)]?.set(id, thing)
  return buckets
}

/** The thing with an id, if there is one. */
export const thingOf = <Thing>(all: ById<Thing>, id: string): Thing | undefined => all[bucketOf(id)]?.get(id)

/** The same with one thing put in, or put in the place of the one before. */
export const withThing = <Thing>(all: ById<Thing>, id: string, thing: Thing): ById<Thing> =>
  all.with(bucketOf(id), new Map(all[bucketOf(id)]).set(id, thing))

/** Every thing with its id, in no order that means anything. */
export const entriesOf = <Thing>(all: ById<Thing>): [string, Thing][] => all.flatMap((bucket) => [...bucket])
