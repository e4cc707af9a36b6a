import { CommitTooLarge, InvalidEvent } from '../errors.ts'
import type { Commit, EventLog, Verdict } from '../port.ts'
import { checkCommit } from './check-commit.ts'
import { appendMany } from './columns.ts'
import { failureOf, lastAppended, verdictsOf } from './group-append.ts'
import { refusalOf } from './verdicts.ts'
import type { Writer } from './writer.ts'

/** The most that one call may carry: the head row is held while it is written, and all else waits. */
const MOST_EVENTS = 100_000
const MOST_BYTES = 256 * 1024 * 1024

const check = (commit: Commit): number => {
  if (commit.expected.version !== 0) throw new InvalidEvent(`${commit.stream} is not created at version 0`)
  return checkCommit(commit)
}

/**
 * The bulk path: one statement on a connection of its own, past the queue. Throws `CommitTooLarge` for the call as a whole;
 * everything else is a verdict on each commit.
 */
export const makeCreateStreams = (writer: Writer, written: (position: bigint) => void): EventLog['createStreams'] => {
  const send = async (commits: readonly Commit[]): Promise<Verdict[]> => {
    if (commits.length === 0) return []
    try {
      const verdicts = verdictsOf(commits, await writer.send(appendMany(commits)))
      const last = lastAppended(verdicts)
      if (last !== undefined) written(last)
      return verdicts
    } catch (error) {
      return commits.map(() => refusalOf(failureOf(error)))
    }
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
    const sent = (await send(commits.filter((_, index) => verdicts[index] === undefined))).values()
    return verdicts.map((verdict) => verdict ?? sent.next().value ?? { is: 'unknown' })
  }
}
