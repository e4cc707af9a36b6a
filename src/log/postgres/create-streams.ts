import { makeBulk, type Sifted, sift } from '../bulk.ts'
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

const soundOf = ({ sound }: Sifted): Commit[] => sound.map(({ commit }) => commit)

/** A chunk is checked and put together only when its turn comes: the server is then at work on the one before. */
const statementsOf = function* (chunks: readonly Commit[][], sifted: Sifted[]): Generator<Statement> {
  for (const chunk of chunks) {
    const own = sift(checkCommit, chunk)
    sifted.push(own)
    yield appendMany(soundOf(own))
  }
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
  /** One statement is a transaction by itself. */
  const sendAlone = async ([only]: Iterable<Statement>) => (only ? [await writer.send(only)] : [])

  const write = async (chunks: readonly Commit[][]): Promise<Verdict[]> => {
    const sifted: Sifted[] = []
    const statements = statementsOf(chunks, sifted)
    const answers = chunks.length > 1 ? await writer.sendTogether(statements) : await sendAlone(statements)
    const verdicts = sifted.flatMap((own, index) => own.verdicts(verdictsOf(soundOf(own), answers[index] ?? [])))
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
      const own = sift(checkCommit, commits)
      return own.verdicts(own.sound.map(() => verdict))
    }
  }

  return makeBulk(send)
}
