import type { SideKey } from '../options.ts'

/** An event as it is offered to every side: the same bytes, whoever stores them. */
export type Fact = {
  id: string
  type: string
  data: Record<string, unknown>
  meta: Record<string, unknown>
}

/** An event as a side gives it back: of which stream, at which version (1 is the first), and its data. */
export type Seen = { stream: string; version: number; data: Record<string, unknown> }

/** A reader that is told of new events until it is stopped. */
export type Follower = { stop(): Promise<void> }

/** An event store in a database of its own, used as its documentation says. */
export type Side = {
  /** Appends to a stream that must stand at `expected` (0: must not exist); rejects when the store refuses. */
  append(stream: string, expected: number, facts: readonly Fact[]): Promise<unknown>
  /** All events of a stream, in order. */
  load(stream: string): Promise<readonly Seen[]>
  /** Every event in the store once, in the order of the store. */
  readAll(see: (seen: Seen) => void): Promise<void>
  /** Follows the store, from its present end on or from before; left out where the store has no feed. */
  follow?: (see: (seen: Seen) => void) => Promise<Follower>
  /** Events stored, counted in the table. */
  count(): Promise<number>
  close(): Promise<void>
}

/** A kind of side and how to open one in an empty database, whose URL is a superuser's. */
export type SideKind = { name: string; key: SideKey; open: (url: string) => Promise<Side> }

/** Connections of a side, where it lets us choose. */
export const POOL = 16
