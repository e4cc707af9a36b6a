import { makeBulk, sift } from '../bulk.ts'
import type { Commit, EventLog, Verdict } from '../port.ts'
import { COMMITS_AT_ONCE } from './commit-queue.ts'
import { checkWithJson } from './json-text.ts'

/** The bulk path. The server knows no transaction over streams: these are appends, as many at a time as the queue sends. */
export const makeCreateStreams = (
  append: (commit: Commit, bytes: number) => Promise<Verdict>,
  told: (error: unknown) => Verdict,
): EventLog['createStreams'] =>
  makeBulk(async (commits) => {
    const { sound, verdicts } = sift(checkWithJson, commits)
    const sent: Verdict[] = []
    const next = sound.entries()
    const work = async (): Promise<void> => {
      for (const [index, { commit, bytes }] of next) sent[index] = await append(commit, bytes).catch(told)
    }
    await Promise.all(Array.from({ length: COMMITS_AT_ONCE }, work))
    return verdicts(sent)
  })
