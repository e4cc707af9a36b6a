import { makeBulk, type Sized } from '../bulk.ts'
import type { Commit, EventLog, Verdict } from '../port.ts'
import { COMMITS_AT_ONCE } from './commit-queue.ts'
import { checkWithJson } from './json-text.ts'

/** The bulk path. The server knows no transaction over streams: these are appends, as many at a time as the queue sends. */
export const makeCreateStreams = (
  append: (commit: Commit, bytes: number) => Promise<Verdict>,
  told: (error: unknown) => Verdict,
): EventLog['createStreams'] =>
  makeBulk(checkWithJson, async (commits: readonly Sized[]): Promise<Verdict[]> => {
    const verdicts: Verdict[] = []
    const next = commits.entries()
    const work = async (): Promise<void> => {
      for (const [index, { commit, bytes }] of next) verdicts[index] = await append(commit, bytes).catch(told)
    }
    await Promise.all(Array.from({ length: COMMITS_AT_ONCE }, work))
    return verdicts
  })
