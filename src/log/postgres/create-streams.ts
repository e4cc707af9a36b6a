import { checkCommit } from '../check-commit.ts'
import { CommitTooLarge, InvalidEvent } from '../errors.ts'
import type { Commit, EventLog, Verdict } from '../port.ts'
import { refusalOf } from '../verdicts.ts'
import { appendMany, type Statement } from './columns.ts'
import { DEADLOCK_TRIES, isDeadlock } from './failure.ts'
import { failureOf, lastAppended, verdictsOf } from './group-append.ts'
import type { Writer } from './writer.ts'

/** The most that one call may carry: the head row is held while it is written, and all else waits. */
const MOST_EVENTS = 100_000
const MOST_BYTES = 256 * 1024 * 1024

/** Events of one statement: enough to be quick, few enough to put the next together meanwhile. */
const EVENTS_AT_ONCE = 4_000

const check = (commit: Commit): number => {
  if (commit.expected.version !== 0) throw new InvalidEvent(`${commit.stream} is not created at version 0`)
  return checkCommit(commit)
}

const chunksOf = (commits: readonly Commit[]): Commit[][] => {
  const chunks: Commit[][] = []
  let chunk: Commit[] = []
  let events = 0
  for (const commit of commits) {
    if (chunk.length === 0 || events + commit.events.length > EVENTS_AT_ONCE) {
      chunk = []
      events = 0
      chunks.push(chunk)
    }
    chunk.push(commit)
    events += commit.events.length
  }
  return chunks
}

const statementsOf = function* (chunks: readonly Commit[][]): Generator<Statement> {
  for (const chunk of chunks) yield appendMany(chunk)
}

/**
 * The bulk path: one transaction on a connection of its own, past the queue. From its first statement on it holds the head
 * and still makes stream rows, so against somebody who makes the same streams at this moment the server may send one of
 * the two back, which then tries again. Throws `CommitTooLarge` for the call as a whole; everything else is a verdict on
 * each commit.
 */
export const makeCreateStreams = (
  writer: Writer,
  { written, told }: { written: (position: bigint) => void; told: (error: unknown) => Verdict },
): EventLog['createStreams'] => {
  let before: Promise<unknown> = Promise.resolve()

  const write = async (chunks: readonly Commit[][]): Promise<Verdict[]> => {
    const [first, ...more] = chunks
    if (!first) return []
    const answers =
      more.length === 0 ? [await writer.send(appendMany(first))] : await writer.sendTogether(statementsOf(chunks))
    const verdicts = chunks.flatMap((chunk, index) => verdictsOf(chunk, answers[index] ?? []))
    const last = lastAppended(verdicts)
    if (last !== undefined) written(last)
    return verdicts
  }

  const send = async (commits: readonly Commit[]): Promise<Verdict[]> => {
    const chunks = chunksOf(commits)
    for (let attempt = 1; ; attempt++) {
      try {
        return await write(chunks)
      } catch (error) {
        if (isDeadlock(error) && attempt < DEADLOCK_TRIES) continue
        const verdict = told(failureOf(error))
        return commits.map(() => verdict)
      }
    }
  }

  /** One transaction at a time has the connection. */
  const sendInTurn = (commits: readonly Commit[]): Promise<Verdict[]> => {
    const sent = before.then(() => send(commits))
    before = sent.catch(() => undefined)
    return sent
  }

  return async (commits) => {
    const verdicts: (Verdict | undefined)[] = []
    let events = 0
    let bytes = 0
    for (const commit of commits) {
      try {
        bytes += check(commit)
        events += commit.events.length
        verdicts.push(undefined)
      } catch (error) {
        verdicts.push(refusalOf(error))
      }
    }
    if (events > MOST_EVENTS || bytes > MOST_BYTES)
      throw new CommitTooLarge(`${events} events, ${bytes} bytes in one call`)
    const sent = (await sendInTurn(commits.filter((_, index) => verdicts[index] === undefined))).values()
    return verdicts.map((verdict) => verdict ?? sent.next().value ?? { is: 'unknown' })
  }
}
