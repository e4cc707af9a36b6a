import { MOST_BYTES } from '../check-commit.ts'
import { LogUnavailable, outcomeUnknown } from '../errors.ts'
import type { Commit, Verdict } from '../port.ts'
import { type CommitQueue, type Member, PATIENCE, QUEUE_BYTES, QUEUE_COMMITS } from '../queue.ts'
import { appendEvent, appendMany } from './columns.ts'
import { isDeadlock, pastDeadlocks } from './deadlock.ts'
import { appendFailure, isBadEvent } from './failure.ts'
import { appended, lastAppended, verdictsOf } from './verdicts.ts'
import type { Writer } from './writer.ts'

/** One flush takes at most this many commits: more made each wait longer and brought nothing. */
const FLUSH_COMMITS = 64

/** While the server works on one flush the next ones are put together and sent after it: neither side waits for the other. */
const FLUSHES = 3

/** As many commits must wait before another flush follows those on their way: each is a wait of its own for the disk. */
const WORTH_A_FLUSH = 8

/**
 * Makes the queue of one process, in front of its one connection that writes: what arrives while flushes are on their way goes
 * together in the next. `written` is told the last position after every flush that wrote something.
 */
export const makeGroupAppend = (writer: Writer, written: (position: bigint) => void): CommitQueue => {
  let waiting: Member[] = []
  let waitingBytes = 0
  let draining = false
  let pumping = false
  const flushes = new Set<Promise<void>>()
  /** Streams of the commits on their way: another commit to one of them waits for the answer, so each stream keeps its order. */
  const busy = new Set<string>()

  const take = (most: number): Member[] => {
    const now = performance.now()
    const taken: Member[] = []
    const left: Member[] = []
    const passed = new Set<string>()
    let bytes = 0
    for (const member of waiting) {
      const { stream } = member.commit
      if (member.deadline < now) {
        waitingBytes -= member.bytes
        member.fail(new LogUnavailable('waited too long for its turn'))
        continue
      }
      const fits = taken.length < most && (taken.length === 0 || bytes + member.bytes <= MOST_BYTES)
      if (fits && !busy.has(stream) && !passed.has(stream)) {
        taken.push(member)
        busy.add(stream)
        bytes += member.bytes
      } else {
        left.push(member)
        passed.add(stream)
      }
    }
    waiting = left
    waitingBytes -= bytes
    return taken
  }

  /** One commit by itself: an event alone goes the short way, and what was not taken there learns why the long way. */
  const verdictOn = async (commit: Commit): Promise<Verdict> => {
    const short = appendEvent(commit)
    const [row] = short ? await writer.send(short) : []
    if (row && row[0] !== null) return appended(commit, BigInt(row[0] as string))
    const [verdict] = verdictsOf([commit], await writer.send(appendMany([commit])))
    return verdict ?? { is: 'unknown' }
  }

  const sendOne = async ({ commit, settle, fail }: Member): Promise<bigint | undefined> => {
    try {
      const verdict = await pastDeadlocks(() => verdictOn(commit))
      settle(verdict)
      return lastAppended([verdict])
    } catch (error) {
      fail(appendFailure(error))
      return undefined
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
      for (const { fail } of members) fail(appendFailure(error))
      return undefined
    }
    members.forEach(({ settle, fail }, index) => {
      const verdict = verdicts[index]
      if (verdict) settle(verdict)
      else fail(outcomeUnknown('an answer is missing'))
    })
    return lastAppended(verdicts)
  }

  const flush = async (members: readonly Member[]): Promise<void> => {
    const [first] = members
    const last = await (first && members.length === 1 ? sendOne(first) : sendMany(members))
    for (const { commit } of members) busy.delete(commit.stream)
    if (last !== undefined) written(last)
  }

  /** What waits for an idle connection is halved where both halves are worth a flush, so that the server begins early. */
  const fairShare = (): number =>
    flushes.size > 0 || waiting.length < 2 * WORTH_A_FLUSH
      ? FLUSH_COMMITS
      : Math.min(Math.ceil(waiting.length / 2), FLUSH_COMMITS)

  const pump = (): void => {
    pumping = false
    while (flushes.size < FLUSHES && waiting.length >= (flushes.size === 0 ? 1 : WORTH_A_FLUSH)) {
      const members = take(fairShare())
      if (members.length === 0) return
      const sent = flush(members).finally(() => {
        flushes.delete(sent)
        pumpSoon()
      })
      flushes.add(sent)
    }
  }

  /** After everybody who was just answered, or is about to ask in the same go, has had a say: they leave together. */
  const pumpSoon = (): void => {
    if (pumping) return
    pumping = true
    process.nextTick(pump)
  }

  return {
    append: (commit, bytes) =>
      new Promise((settle, fail) => {
        if (draining) return fail(new LogUnavailable('the log is closing'))
        if (waiting.length >= QUEUE_COMMITS || waitingBytes + bytes > QUEUE_BYTES)
          return fail(new LogUnavailable('too many appends are waiting'))
        waiting.push({ commit, bytes, deadline: performance.now() + PATIENCE, settle, fail })
        waitingBytes += bytes
        pumpSoon()
      }),
    drain: async () => {
      draining = true
      for (pump(); flushes.size > 0; pump()) await Promise.race(flushes)
    },
  }
}
