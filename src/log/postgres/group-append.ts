import { MOST_BYTES } from '../check-commit.ts'
import { InvalidEvent, LogHalted, LogUnavailable } from '../errors.ts'
import type { Commit, Verdict } from '../port.ts'
import { appendMany, appendOne } from './columns.ts'
import { isBadEvent, isDeadlock, isPassing, outcomeUnknown, sqlState, unavailable } from './failure.ts'
import { appended, verdictOf } from './verdicts.ts'
import type { Row, Writer } from './writer.ts'

/** One statement takes at most this many commits: more made each wait longer and brought nothing. */
export const FLUSH_COMMITS = 64
const QUEUE_COMMITS = 2_000
const QUEUE_BYTES = 64 * 1024 * 1024

/** How long a commit may wait for its turn, in milliseconds; then it is dropped before it is sent, never after. */
const PATIENCE = 5_000
const DEADLOCK_TRIES = 3

type Member = {
  commit: Commit
  bytes: number
  deadline: number
  settle: (verdict: Verdict) => void
  fail: (error: unknown) => void
}

/** A queue in front of the one connection that writes: what arrives while a flush is on its way goes together in the next. */
export type GroupAppend = {
  /** Waits for the verdict; throws `LogUnavailable`, `LogHalted`, `OutcomeUnknown` or `InvalidEvent`. */
  append(commit: Commit, bytes: number): Promise<Verdict>
  /** Takes no more, and resolves when all that was taken has been answered. */
  drain(): Promise<void>
}

/** Verdicts of `append_many`: a row 0 with the position before the first event, then a row per commit not taken. */
export const verdictsOf = (commits: readonly Commit[], rows: readonly Row[]): Verdict[] => {
  const [first, ...others] = rows
  let position = BigInt((first?.[4] as string | null) ?? 0)
  const missed = new Map(others.map(([ordinal, ...row]) => [Number(ordinal), verdictOf(row)]))
  return commits.map((commit, index) => {
    const miss = missed.get(index + 1)
    if (miss) return miss
    position += BigInt(commit.events.length)
    return appended(commit, position)
  })
}

/** What a failed statement means for the commits it carried. */
export const failureOf = (error: unknown): unknown => {
  if (sqlState(error) === undefined) return error
  if (isPassing(error)) return unavailable(error)
  const message = error instanceof Error ? error.message : ''
  return isBadEvent(error)
    ? new InvalidEvent(message, { cause: error })
    : new LogHalted(`the log cannot be written: ${message}`, { cause: error })
}

/** The position of the last event that a flush wrote, if it wrote any. */
export const lastAppended = (verdicts: readonly Verdict[]): bigint | undefined => {
  const last = verdicts.findLast((verdict) => verdict.is === 'appended')
  return last?.is === 'appended' ? last.position : undefined
}

/** Makes the queue of one process. `written` is told the last position after every flush that wrote something. */
export const makeGroupAppend = (writer: Writer, written: (position: bigint) => void): GroupAppend => {
  let waiting: Member[] = []
  let waitingBytes = 0
  let draining = false
  let running: Promise<void> | undefined

  const take = (): Member[] => {
    const now = performance.now()
    const taken: Member[] = []
    const left: Member[] = []
    const streams = new Set<string>()
    let bytes = 0
    for (const member of waiting) {
      if (member.deadline < now) {
        waitingBytes -= member.bytes
        member.fail(new LogUnavailable('waited too long for its turn'))
        continue
      }
      const fits = taken.length < FLUSH_COMMITS && (taken.length === 0 || bytes + member.bytes <= MOST_BYTES)
      if (fits && !streams.has(member.commit.stream)) {
        taken.push(member)
        bytes += member.bytes
      } else left.push(member)
      // Also one that stays behind: commits to a stream keep their order.
      streams.add(member.commit.stream)
    }
    waiting = left
    waitingBytes -= bytes
    return taken
  }

  const sendOne = async ({ commit, settle, fail }: Member): Promise<bigint | undefined> => {
    for (let attempt = 1; ; attempt++) {
      try {
        const verdict = verdictOf((await writer.send(appendOne(commit)))[0] ?? [])
        settle(verdict)
        return verdict.is === 'appended' ? verdict.position : undefined
      } catch (error) {
        if (isDeadlock(error) && attempt < DEADLOCK_TRIES) continue
        fail(failureOf(error))
        return undefined
      }
    }
  }

  /** The whole statement was rolled back for the sake of one: run them one by one, so that only the guilty one is refused. */
  const sendEach = async (members: readonly Member[]): Promise<bigint | undefined> => {
    let last: bigint | undefined
    for (const member of members) last = (await sendOne(member)) ?? last
    return last
  }

  const sendMany = async (members: readonly Member[]): Promise<bigint | undefined> => {
    const commits = members.map(({ commit }) => commit)
    let verdicts: Verdict[]
    try {
      verdicts = verdictsOf(commits, await writer.send(appendMany(commits)))
    } catch (error) {
      if (isBadEvent(error) || isDeadlock(error)) return sendEach(members)
      for (const { fail } of members) fail(failureOf(error))
      return undefined
    }
    members.forEach(({ settle, fail }, index) => {
      const verdict = verdicts[index]
      if (verdict) settle(verdict)
      else fail(outcomeUnknown('an answer is missing'))
    })
    return lastAppended(verdicts)
  }

  const run = async (): Promise<void> => {
    // What is handed over in one go, a batch, leaves in one flush.
    await Promise.resolve()
    while (waiting.length > 0) {
      const members = take()
      const [first] = members
      if (!first) continue
      const last = await (members.length === 1 ? sendOne(first) : sendMany(members))
      if (last !== undefined) written(last)
    }
    running = undefined
  }

  return {
    append: (commit, bytes) =>
      new Promise((settle, fail) => {
        if (draining) return fail(new LogUnavailable('the log is closing'))
        if (waiting.length >= QUEUE_COMMITS || waitingBytes + bytes > QUEUE_BYTES)
          return fail(new LogUnavailable('too many appends are waiting'))
        waiting.push({ commit, bytes, deadline: performance.now() + PATIENCE, settle, fail })
        waitingBytes += bytes
        running ??= run()
      }),
    drain: async () => {
      draining = true
      await running
    },
  }
}
