import { checkCommit } from '../check-commit.ts'
import { CommitTooLarge, InvalidEvent } from '../errors.ts'
import type { Commit, EventLog, Verdict } from '../port.ts'
import { refusalOf } from '../verdicts.ts'
import { COMMITS_AT_ONCE } from './commit-queue.ts'
import { checkJsonTexts } from './json-text.ts'

/** The most that one call may carry, as on PostgreSQL. */
const MOST_EVENTS = 100_000
const MOST_BYTES = 256 * 1024 * 1024

const check = (commit: Commit): number => {
  if (commit.expected.version !== 0) throw new InvalidEvent(`${commit.stream} is not created at version 0`)
  const bytes = checkCommit(commit)
  checkJsonTexts(commit)
  return bytes
}

/**
 * The bulk path. The server knows no transaction over streams, so these are many appends, as many at a time as the queue
 * sends. What cannot be stored is refused by itself, before anything is sent. Throws `CommitTooLarge` for the call as a
 * whole; everything else is a verdict on each commit.
 */
export const makeCreateStreams = (
  append: (commit: Commit, bytes: number) => Promise<Verdict>,
  told: (error: unknown) => Verdict,
): EventLog['createStreams'] => {
  let before: Promise<unknown> = Promise.resolve()

  const send = async (commits: readonly { commit: Commit; bytes: number }[]): Promise<Verdict[]> => {
    const verdicts: Verdict[] = []
    const next = commits.entries()
    const work = async (): Promise<void> => {
      for (const [index, { commit, bytes }] of next) verdicts[index] = await append(commit, bytes).catch(told)
    }
    await Promise.all(Array.from({ length: COMMITS_AT_ONCE }, work))
    return verdicts
  }

  /** One call after the other: two at once would wait for each other's commits anyway. */
  const sendInTurn = (commits: readonly { commit: Commit; bytes: number }[]): Promise<Verdict[]> => {
    const sent = before.then(() => send(commits))
    before = sent.catch(() => undefined)
    return sent
  }

  return async (commits) => {
    const verdicts: (Verdict | undefined)[] = []
    const sound: { commit: Commit; bytes: number }[] = []
    let events = 0
    let total = 0
    for (const commit of commits) {
      try {
        const bytes = check(commit)
        events += commit.events.length
        total += bytes
        sound.push({ commit, bytes })
        verdicts.push(undefined)
      } catch (error) {
        verdicts.push(refusalOf(error))
      }
    }
    if (events > MOST_EVENTS || total > MOST_BYTES)
      throw new CommitTooLarge(`${events} events, ${total} bytes in one call`)
    const sent = (await sendInTurn(sound)).values()
    return verdicts.map((verdict) => verdict ?? sent.next().value ?? { is: 'unknown' })
  }
}
