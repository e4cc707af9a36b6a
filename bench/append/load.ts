import { caseLife, factOf, newStream } from '../facts.ts'
import type { Side } from '../sides/side.ts'

/** What a stretch of appending came to. */
export type Load = {
  seconds: number
  /** Events acknowledged, and events counted in the table afterwards, less those before. */
  sent: number
  stored: number
  /** Appends at the right version that failed all the same. */
  refused: number
  /** Milliseconds from call to answer. */
  latencies: readonly number[]
}

/** Appends case after case, each of eight events one by one at the expected version, so many at a time for so long. */
export const appendFor = async (side: Side, appenders: number, seconds: number): Promise<Load> => {
  const before = await side.count()
  const latencies: number[] = []
  let refused = 0
  const start = performance.now()
  const end = start + seconds * 1000
  const oneCase = async (): Promise<void> => {
    const stream = newStream()
    for (let version = 0; version < caseLife.length && performance.now() < end; version += 1) {
      const called = performance.now()
      await side.append(stream, version, [factOf(version + 1)])
      latencies.push(performance.now() - called)
    }
  }
  const appender = async (): Promise<void> => {
    while (performance.now() < end)
      await oneCase().catch(() => {
        refused += 1
      })
  }
  await Promise.all(Array.from({ length: appenders }, appender))
  const took = (performance.now() - start) / 1000
  return {
    seconds: took,
    sent: latencies.length,
    stored: (await side.count()) - before,
    refused,
    latencies,
  }
}
