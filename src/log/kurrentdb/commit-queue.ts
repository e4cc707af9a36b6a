import { LogUnavailable } from '../errors.ts'
import type { Commit, Verdict } from '../port.ts'

/** Commits under way at the same time. */
export const COMMITS_AT_ONCE = 64
const QUEUE_COMMITS = 2_000
const QUEUE_BYTES = 64 * 1024 * 1024

/** How long a commit may wait for its turn, in milliseconds; then it is dropped before it is sent, never after. */
const PATIENCE = 5_000

type Member = {
  commit: Commit
  bytes: number
  deadline: number
  settle: (verdict: Verdict) => void
  fail: (error: unknown) => void
}

/** A bounded queue in front of the server: many streams at the same time, one commit after the other in each. */
export type CommitQueue = {
  /** Waits for the verdict; throws `LogUnavailable` for what was not sent, and what `send` throws. */
  append(commit: Commit, bytes: number): Promise<Verdict>
  /** Takes no more, and resolves when all that was taken has been answered. */
  drain(): Promise<void>
}

/** Makes the queue of one process. */
export const makeCommitQueue = (send: (commit: Commit) => Promise<Verdict>): CommitQueue => {
  const ready: Member[] = []
  /** What waits behind a commit to the same stream that is ready or under way. */
  const behind = new Map<string, Member[]>()
  let taken = 0
  let bytesTaken = 0
  let underWay = 0
  let draining = false
  let drained: () => void = () => undefined

  const work = async ({ commit, deadline, settle, fail }: Member): Promise<void> => {
    if (deadline < performance.now()) return fail(new LogUnavailable('waited too long for its turn'))
    try {
      settle(await send(commit))
    } catch (error) {
      fail(error)
    }
  }

  const finish = ({ commit, bytes }: Member): void => {
    taken -= 1
    bytesTaken -= bytes
    underWay -= 1
    const next = behind.get(commit.stream)?.shift()
    if (next) ready.push(next)
    else behind.delete(commit.stream)
    if (draining && taken === 0) drained()
    begin()
  }

  const begin = (): void => {
    while (underWay < COMMITS_AT_ONCE) {
      const member = ready.shift()
      if (!member) return
      underWay += 1
      void work(member).finally(() => finish(member))
    }
  }

  return {
    append: (commit, bytes) =>
      new Promise((settle, fail) => {
        if (draining) return fail(new LogUnavailable('the log is closing'))
        if (taken >= QUEUE_COMMITS || bytesTaken + bytes > QUEUE_BYTES)
          return fail(new LogUnavailable('too many appends are waiting'))
        taken += 1
        bytesTaken += bytes
        const member = { commit, bytes, deadline: performance.now() + PATIENCE, settle, fail }
        const queue = behind.get(commit.stream)
        if (queue) queue.push(member)
        else {
          behind.set(commit.stream, [])
          ready.push(member)
        }
        begin()
      }),
    drain: () =>
      new Promise((resolve) => {
        draining = true
        drained = resolve
        if (taken === 0) resolve()
      }),
  }
}
