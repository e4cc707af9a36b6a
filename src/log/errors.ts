import type { Tip, Version } from './port.ts'

/** What an error says, whatever was thrown. */
export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** The code that the system, the network or a database has put on an error; empty where there is none. */
export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

/** The stream was not at the expected version: somebody was first. */
export class WrongExpectedVersion extends Error {
  override readonly name = 'WrongExpectedVersion'
  readonly stream: string
  readonly expected: Version
  readonly actual: Tip
  constructor(stream: string, expected: Version, actual: Tip) {
    super(`${stream} stands at ${actual.version}, not at ${expected}`)
    this.stream = stream
    this.expected = expected
    this.actual = actual
  }
}

/** Some event ids of this commit are already there and others are not: the same command id with other content. */
export class PartlyRepeated extends Error {
  override readonly name = 'PartlyRepeated'
}

/**
 * The commit was sent, but no answer came, or not all of it: it may or may not have been written. Send it again with the same
 * ids: what was written is then `repeated`.
 */
export class OutcomeUnknown extends Error {
  override readonly name = 'OutcomeUnknown'
}

/** The same, for the error that left it open. */
export const outcomeUnknown = (error: unknown): OutcomeUnknown =>
  new OutcomeUnknown(`no answer from the log: ${reasonOf(error)}`, { cause: error })

/** Surely not written, or not read: no connection, nobody leads, queue full, waited too long for its turn, shutting down. */
export class LogUnavailable extends Error {
  override readonly name = 'LogUnavailable'
}

/** More than 500 events or 1 MiB in one commit, or more than the server takes by its own limit. */
export class CommitTooLarge extends Error {
  override readonly name = 'CommitTooLarge'
}

/** Bytes that the log must not hold: NUL, lone surrogates, floats, what is no JSON, a bad stream name. */
export class InvalidEvent extends Error {
  override readonly name = 'InvalidEvent'
}

/**
 * Nothing more until a person acts: unsafe settings or addresses, a server that is not trusted or does not trust us, a head
 * behind what is known, history that was taken away, events of another program, a cursor of another log.
 */
export class LogHalted extends Error {
  override readonly name: string = 'LogHalted'
}

/** A part of history that is not on the server: from `first` to before `end`. A person brings it back. */
export type AwayPartition = { partition: string; first: bigint; end: bigint }

/** What was asked for lies, or may lie, in a partition that was moved away from the server: history is never told shorter. */
export class PartitionAway extends LogHalted {
  override readonly name = 'PartitionAway'
  readonly away: AwayPartition
  constructor(away: AwayPartition) {
    super(
      `positions ${away.first} to ${away.end - 1n} are not on this server: bring ${away.partition} back (anjuan partitions import)`,
    )
    this.away = away
  }
}

/** The caller has seen another revision of the stream than the present one (`If-Match`). */
export class Stale extends Error {
  override readonly name = 'Stale'
  readonly stream: string
  readonly seen: Version
  readonly actual: Version
  constructor(stream: string, seen: Version, actual: Version) {
    super(`${stream} stands at ${actual}; the caller has seen ${seen}`)
    this.stream = stream
    this.seen = seen
    this.actual = actual
  }
}

/**
 * Refuses whoever has seen another revision than the present one. For what writes to other streams first: nothing is
 * claimed for a command that is stale.
 * @throws Stale
 */
export const expectSeen = (stream: string, seen: Version | undefined, actual: Version): void => {
  if (seen !== undefined && seen !== actual) throw new Stale(stream, seen, actual)
}

/**
 * The stream was closed by an operator: nothing is ever appended to it again. On KurrentDB by a tombstone, which takes its
 * history with it, or by a list of writers without this program, which leaves it.
 */
export class StreamClosed extends Error {
  override readonly name = 'StreamClosed'
}

/** Which stored event it is. */
type EventPlace = { type: string; schemaVersion: number; stream: string; version: Version; position: bigint }

/**
 * A stored event of a type or schema version that this program does not know, as a newer program writes them. Reading stops
 * there and nothing is skipped: whoever reads on would take half of what happened for all of it.
 */
export class UnknownEvent extends Error {
  override readonly name = 'UnknownEvent'
  readonly event: EventPlace
  /** The newest version of the type that this program knows; absent where it does not know the type. */
  readonly newestKnown: number | undefined
  constructor(event: EventPlace, newestKnown: number | undefined) {
    const { type, schemaVersion, stream, version, position } = event
    const known = newestKnown === undefined ? 'no such type' : `${type} up to version ${newestKnown}`
    super(
      `${type} version ${schemaVersion} at position ${position} (${stream}, ${version}): this program knows ${known}`,
    )
    this.event = { type, schemaVersion, stream, version, position }
    this.newestKnown = newestKnown
  }
}
