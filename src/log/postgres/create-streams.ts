import { makeBulk } from '../bulk.ts'
import { checkCommit } from '../check-commit.ts'
import type { Commit, EventLog, Verdict } from '../port.ts'
import { appendMany, type Statement } from './columns.ts'
import { pastDeadlocks } from './deadlock.ts'
import { appendFailure } from './failure.ts'
import { lastAppended, verdictsOf } from './verdicts.ts'
import type { Writer } from './writer.ts'

/** Events of one statement: enough to be quick, few enough to put the next together meanwhile. */
const EVENTS_AT_ONCE = 4_000

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
    try {
      return await pastDeadlocks(() => write(chunks))
    } catch (error) {
      const verdict = told(appendFailure(error))
      return commits.map(() => verdict)
    }
  }

  return makeBulk(checkCommit, (commits) => send(commits.map(({ commit }) => commit)))
}
