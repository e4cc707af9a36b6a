import { NotLeaderError } from '@eventstore/db-client'
import { makeAppendBatch } from '../append-batch.ts'
import type { Commit, EventLog, Verdict } from '../port.ts'
import { appendedOrThrow, makeTold } from '../verdicts.ts'
import { makeAppendOne } from './append-one.ts'
import { COMMITS_AT_ONCE, makeCommitQueue } from './commit-queue.ts'
import { makeCreateStreams } from './create-streams.ts'
import { compareCursors, cursorAt, type Place, positionOf } from './cursor.ts'
import { makeFindByPosition } from './find-by-position.ts'
import { follow } from './follow.ts'
import { checkWithJson } from './json-text.ts'
import { makeKnownPlaces } from './known-places.ts'
import { makeLine } from './line.ts'
import { makeOneStream } from './one-stream.ts'
import { makeSeen } from './seen.ts'
import { settingsOf } from './settings.ts'
import { makeStreamRules } from './stream-rules.ts'
import { makeWalk } from './walk.ts'
import { makeWholeLog } from './whole-log.ts'

/** How long this engine waits, in milliseconds. */
export type Deadlines = {
  /** For the answer to an append; then its outcome is unknown. */
  append: number
  /** For the next event of a read. */
  read: number
  /** For an event or checkpoint of a subscription; then it is made anew. */
  follow: number
}

/** How to open a log on KurrentDB or EventStoreDB. */
export type KurrentLogOptions = {
  /** `esdb://user:password@host:2113,…`, or `esdb+discover://` with one name for the whole cluster. */
  connectionString: string
  deadlines?: Partial<Deadlines>
  /** Told of trouble that the log overcomes by itself, or that takes history away, but somebody should know. */
  troubled?: (message: string) => void
}

const DEADLINES: Deadlines = { append: 5_000, read: 10_000, follow: 30_000 }

/**
 * Opens the log of a KurrentDB server or cluster. Throws `LogHalted` when the address is unsafe (`settingsOf`), the server is
 * not trusted or refuses the credentials, `LogUnavailable` when it cannot be reached.
 */
export const openKurrentLog = async (options: KurrentLogOptions): Promise<EventLog> => {
  const { connectionString, troubled = () => undefined } = options
  const deadlines = { ...DEADLINES, ...options.deadlines }
  const line = makeLine(settingsOf(connectionString))
  const seen = makeSeen()
  const rules = makeStreamRules(troubled)
  const streams = makeOneStream(line, deadlines.read, { ...seen, lossOf: rules.lossOf })
  const saw = ({ commit }: Place): void => seen.saw(commit)
  const walk = makeWalk(line, deadlines.read, makeKnownPlaces(), { saw, sawSystemEvent: rules.saw })
  const whole = makeWholeLog(walk, saw)
  const findByPosition = makeFindByPosition(whole.between)
  const queue = makeCommitQueue(makeAppendOne({ line, streams, seen, deadline: deadlines.append, findByPosition }))

  try {
    // A node that does not lead names the one that does, and the second look goes there.
    await whole.head().catch((error: Error) => {
      if (error.cause instanceof NotLeaderError) return whole.head()
      throw error
    })
  } catch (error) {
    await line.close()
    throw error
  }

  const told = makeTold(troubled)
  const append = async (commit: Commit): Promise<Verdict> => queue.append(commit, checkWithJson(commit))

  const close = async (): Promise<void> => {
    await queue.drain()
    await line.close()
  }
  let closing: Promise<void> | undefined

  return {
    append: async (commit) => appendedOrThrow(commit, await append(commit)),
    appendBatch: makeAppendBatch(append, { told, atOnce: COMMITS_AT_ONCE }),
    createStreams: makeCreateStreams(queue.append, told),
    readStream: streams.readStream,
    readAll: whole.readAll,
    readSaid: whole.readAll,
    follow: (followOptions) => follow({ line, whole, seen, rules, silence: deadlines.follow, troubled }, followOptions),
    head: whole.head,
    compare: compareCursors,
    cursorAt,
    positionOf,
    close: () => {
      closing ??= close()
      return closing
    },
  }
}
