import { bytesOf } from './check-commit.ts'
import { CommitTooLarge, InvalidEvent } from './errors.ts'
import type { Commit, EventLog, Verdict } from './port.ts'
import { refusalOf } from './verdicts.ts'

/** The most that one call may carry: on one engine all appends wait for it, on the other it is many of them. */
const MOST_EVENTS = 100_000
const MOST_BYTES = 256 * 1024 * 1024

/** A commit that was checked, and how many bytes it has. */
type Sized = { commit: Commit; bytes: number }

/** What of some commits may be sent, and the verdicts on all of them once those on the sound ones are known. */
export type Sifted = { sound: readonly Sized[]; verdicts: (onSound: Iterable<Verdict>) => Verdict[] }

const sizedBy =
  (check: (commit: Commit) => number) =>
  (commit: Commit): Sized => {
    if (commit.expected.version !== 0) throw new InvalidEvent(`${commit.stream} is not created at version 0`)
    return { commit, bytes: check(commit) }
  }

/** Refuses, each by itself, what `check` does not let pass or what creates no stream. */
export const sift = (check: (commit: Commit) => number, commits: readonly Commit[]): Sifted => {
  const size = sizedBy(check)
  const refused: (Verdict | undefined)[] = []
  const sound: Sized[] = []
  for (const commit of commits) {
    try {
      sound.push(size(commit))
      refused.push(undefined)
    } catch (error) {
      refused.push(refusalOf(error))
    }
  }
  const verdicts: Sifted['verdicts'] = (onSound) => {
    const next = Iterator.from(onSound)
    return refused.map((verdict) => verdict ?? next.next().value ?? { is: 'unknown' })
  }
  return { sound, verdicts }
}

const checkWeight = (commits: readonly Commit[]): void => {
  let events = 0
  let bytes = 0
  for (const commit of commits) {
    events += commit.events.length
    for (const event of commit.events) bytes += bytesOf(event)
  }
  if (events > MOST_EVENTS || bytes > MOST_BYTES)
    throw new CommitTooLarge(`${events} events, ${bytes} bytes in one call`)
}

/** Which commits are the first of this call to name their stream. */
const firstOfStream = (commits: readonly Commit[]): boolean[] => {
  const named = new Set<string>()
  return commits.map(({ stream }) => {
    const isFirst = !named.has(stream)
    named.add(stream)
    return isFirst
  })
}

/**
 * The bulk path of an engine: one call is sent after the other, for two at once would only wait for each other. Throws
 * `CommitTooLarge` for a call as a whole; everything else is a verdict on each commit.
 */
export const makeBulk = (send: (commits: readonly Commit[]) => Promise<Verdict[]>): EventLog['createStreams'] => {
  let before: Promise<unknown> = Promise.resolve()

  /** An engine is never given one stream twice: what names one again goes after the others, and learns what became of it. */
  const sendApart = async (commits: readonly Commit[]): Promise<Verdict[]> => {
    const isFirst = firstOfStream(commits)
    const [first, again] = [commits.filter((_, index) => isFirst[index]), commits.filter((_, index) => !isFirst[index])]
    if (again.length === 0) return send(commits)
    const [sent, sentAgain] = [(await send(first)).values(), (await sendApart(again)).values()]
    return isFirst.map((is) => (is ? sent : sentAgain).next().value ?? { is: 'unknown' })
  }

  return async (commits) => {
    checkWeight(commits)
    const sent = before.then(() => sendApart(commits))
    before = sent.catch(() => undefined)
    return sent
  }
}
