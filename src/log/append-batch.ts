import type { Commit, EventLog, Verdict } from './port.ts'

/** Appends a batch on any engine: `atOnce` commits are handed over at a time, and what is thrown for one is told as its verdict. */
export const makeAppendBatch =
  (
    append: (commit: Commit) => Promise<Verdict>,
    { told, atOnce }: { told: (error: unknown) => Verdict; atOnce: number },
  ): EventLog['appendBatch'] =>
  async (commits) => {
    const verdicts: Verdict[] = []
    for (let from = 0; from < commits.length; from += atOnce) {
      const lot = commits.slice(from, from + atOnce)
      verdicts.push(...(await Promise.all(lot.map((commit) => append(commit).catch(told)))))
    }
    return verdicts
  }
