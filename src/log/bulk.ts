import { CommitTooLarge, InvalidEvent } from './errors.ts'
import type { Commit, EventLog, Verdict } from './port.ts'
import { refusalOf } from './verdicts.ts'

/** The most that one call may carry: on one engine all appends wait for it, on the other it is many of them. */
const MOST_EVENTS = 100_000
const MOST_BYTES = 256 * 1024 * 1024

/** A commit that was checked, and how many bytes it has. */
export type Sized = { commit: Commit; bytes: number }

/** Which commits are the first of this call to name their stream. */
const firstOfStream = (commits: readonly Sized[]): boolean[] => {
  const named = new Set<string>()
  return commits.map(({ commit: { stream } }) => {
    const isFirst = !named.has(stream)
    named.add(stream)
    return isFirst
  })
}

/**
 * The bulk path of an engine. What `check` does not let pass is refused by itself before anything is sent; then one call is
 * sent after the other, for two at once would only wait for each other. Throws `CommitTooLarge` for a call as a whole;
 * everything else is a verdict on each commit.
 */
export const makeBulk = (
  check: (commit: Commit) => number,
  send: (commits: readonly Sized[]) => Promise<Verdict[]>,
): EventLog['createStreams'] => {
  let before: Promise<unknown> = Promise.resolve()

  /** An engine is never given one stream twice: what names one again goes after the others, and learns what became of it. */
  const sendApart = async (commits: readonly Sized[]): Promise<Verdict[]> => {
    const isFirst = firstOfStream(commits)
    const [first, again] = [commits.filter((_, index) => isFirst[index]), commits.filter((_, index) => !isFirst[index])]
    if (again.length === 0) return send(commits)
    const [sent, sentAgain] = [(await send(first)).values(), (await sendApart(again)).values()]
    return isFirst.map((is) => (is ? sent : sentAgain).next().value ?? { is: 'unknown' })
  }

  const sendInTurn = (commits: readonly Sized[]): Promise<Verdict[]> => {
    const sent = before.then(() => sendApart(commits))
    before = sent.catch(() => undefined)
    return sent
  }

  const sized = (commit: Commit): Sized => {
    if (commit.expected.version !== 0) throw new InvalidEvent(`${commit.stream} is not created at version 0`)
    return { commit, bytes: check(commit) }
  }

  return async (commits) => {
    const verdicts: (Verdict | undefined)[] = []
    const sound: Sized[] = []
    for (const commit of commits) {
      try {
        sound.push(sized(commit))
        verdicts.push(undefined)
      } catch (error) {
        verdicts.push(refusalOf(error))
      }
    }
    const events = sound.reduce((sum, { commit }) => sum + commit.events.length, 0)
    const bytes = sound.reduce((sum, each) => sum + each.bytes, 0)
    if (events > MOST_EVENTS || bytes > MOST_BYTES)
      throw new CommitTooLarge(`${events} events, ${bytes} bytes in one call`)
    const sent = (await sendInTurn(sound)).values()
    return verdicts.map((verdict) => verdict ?? sent.next().value ?? { is: 'unknown' })
  }
}
