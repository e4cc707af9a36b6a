import { LogUnavailable } from '../errors.ts'
import type { Commit, Verdict } from '../port.ts'
import { type CommitQueue, type Member, PATIENCE, QUEUE_BYTES, QUEUE_COMMITS } from '../queue.ts'

/** Commits under way at the same time. */
export const COMMITS_AT_ONCE = 64

/** Makes the queue of one process: many streams at the same time, one commit after the other in each. */
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
