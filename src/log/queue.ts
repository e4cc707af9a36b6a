import type { Commit, Verdict } from './port.ts'

/** A bounded queue of commits in front of a server. In each stream one goes after the other. */
export type CommitQueue = {
  /** Waits for the verdict; throws `LogUnavailable` for what was not sent, and what sending throws. */
  append(commit: Commit, bytes: number): Promise<Verdict>
  /** Takes no more, and resolves when all that was taken has been answered. */
  drain(): Promise<void>
}

/** A commit in a queue, and whom to tell. */
export type Member = {
  commit: Commit
  bytes: number
  /** On the clock of `performance.now()`. */
  deadline: number
  settle: (verdict: Verdict) => void
  fail: (error: unknown) => void
}

/** The most that a queue holds. */
export const QUEUE_COMMITS = 2_000
export const QUEUE_BYTES = 64 * 1024 * 1024

/** How long a commit may wait for its turn, in milliseconds; then it is dropped before it is sent, never after. */
export const PATIENCE = 5_000
