import { makeAppendBatch } from '../append-batch.ts'
import { checkCommit } from '../check-commit.ts'
import type { Commit, EventLog, Verdict } from '../port.ts'
import { appendedOrThrow, makeTold } from '../verdicts.ts'
import type { ConnectionOptions, Limits } from './connection.ts'
import { makeCreateStreams } from './create-streams.ts'
import { compareCursors, cursorAt, positionOf } from './cursor.ts'
import { follow } from './follow.ts'
import { makeGroupAppend } from './group-append.ts'
import { makeReader } from './reader.ts'
import { makeWakeUp } from './wake-up.ts'
import { makeWriter } from './writer.ts'

/** How to open a log on PostgreSQL. */
export type PostgresLogOptions = ConnectionOptions & {
  /** Connections that read at the same time, beside one that appends, one for bulk and one that listens. */
  readers?: number
  /** Server-side limits in milliseconds, where the defaults do not fit. */
  limits?: { append?: Limits; bulk?: Limits; read?: Limits }
  /** Told of trouble that the log overcomes by itself but somebody should know. */
  troubled?: (message: string) => void
}

/**
 * Server-side limits in milliseconds. An append may wait for a bulk call that holds the head; a bulk call takes its time; a
 * read is short unless a whole stream is asked for. A program that puts a bulk call together may be slow on a busy machine.
 */
const APPEND = { statement: 5_000, lock: 4_000 }
const BULK = { statement: 120_000, lock: 10_000, idle: 30_000 }
const READ = { statement: 10_000, lock: 0 }

/** So many commits of a batch are handed over at a time: enough to keep the connection busy, few beside other appends. */
const BATCH_COMMITS = 256

/** How often partitions are made ahead, in milliseconds: one lasts for hours at any rate this log can take. */
const UPKEEP = 600_000

/**
 * Opens the log of a PostgreSQL database. Throws `LogHalted` when its settings lose data (`checkSettings`) or rights are
 * missing, `LogUnavailable` when it cannot be reached.
 */
export const openPostgresLog = async (options: PostgresLogOptions): Promise<EventLog> => {
  const { readers = 4, limits = {}, troubled = () => undefined } = options
  const writer = makeWriter(options, limits.append ?? APPEND, 'anjuan log writer')
  const bulkWriter = makeWriter(options, limits.bulk ?? BULK, 'anjuan log bulk writer')
  const reader = makeReader(options, limits.read ?? READ, readers, 'anjuan log reader')
  const wakeUp = makeWakeUp(options, reader.notify, troubled)
  const queue = makeGroupAppend(writer, wakeUp.written)

  const makePartitions = (): Promise<void> =>
    reader.makePartitions().catch((error: Error) => troubled(`no partitions were made ahead: ${error.message}`))
  await makePartitions()
  await writer.open().catch(async (error: unknown) => {
    await reader.close()
    throw error
  })
  const upkeep = setInterval(makePartitions, UPKEEP).unref()

  const told = makeTold(troubled)
  const append = async (commit: Commit): Promise<Verdict> => queue.append(commit, checkCommit(commit))

  const close = async (): Promise<void> => {
    clearInterval(upkeep)
    await queue.drain()
    await wakeUp.close()
    await Promise.all([writer.close(), bulkWriter.close(), reader.close()])
  }
  let closing: Promise<void> | undefined

  return {
    append: async (commit) => {
      const verdict = await append(commit)
      // What would tell is not on this server; the read says where it is.
      if (verdict.is === 'refused' && verdict.code === 'partition-away')
        await reader.readStream(commit.stream, { from: commit.expected.version + 1, maxCount: commit.events.length })
      return appendedOrThrow(commit, verdict)
    },
    appendBatch: makeAppendBatch(append, { told, atOnce: BATCH_COMMITS }),
    createStreams: makeCreateStreams(bulkWriter, { written: wakeUp.written, told }),
    readStream: reader.readStream,
    readAll: reader.readAll,
    readSaid: reader.readSaid,
    follow: (followOptions) => follow(reader, wakeUp, followOptions),
    head: reader.head,
    compare: compareCursors,
    cursorAt,
    positionOf,
    relation: 'log.event',
    close: () => {
      closing ??= close()
      return closing
    },
  }
}
