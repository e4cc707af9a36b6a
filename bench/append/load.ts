import type { Sample } from '../compare.ts'
import { factOf, newStream } from '../facts.ts'
import type { Side } from '../sides/side.ts'

/** How events are appended: so many at a time, for so many seconds, so many in one append, so many appends a stream. */
export type Work = { appenders: number; seconds: number; perAppend: number; appends: number }

/** A case: eight events, one by one. */
export const caseByCase = (appenders: number, seconds: number): Work => ({
  appenders,
  seconds,
  perAppend: 1,
  appends: 8,
})

const faultOf = (sent: number, stored: number, refused: number): string | undefined => {
  if (refused > 0) return `${refused} appends at the right version were refused`
  return stored === sent ? undefined : `${sent} events acknowledged, ${stored} stored`
}

/** Fills stream after stream at the expected version, for a while. Gives events a second. */
export const appendFor = async (side: Side, { appenders, seconds, perAppend, appends }: Work): Promise<Sample> => {
  const before = await side.count()
  const latencies: number[] = []
  let refused = 0
  const start = performance.now()
  const end = start + seconds * 1000
  const oneStream = async (): Promise<void> => {
    const stream = newStream()
    for (let done = 0; done < appends && performance.now() < end; done += 1) {
      const version = done * perAppend
      const facts = Array.from({ length: perAppend }, (_, index) => factOf(version + 1 + index))
      const called = performance.now()
      await side.append(stream, version, facts)
      latencies.push(performance.now() - called)
    }
  }
  const appender = async (): Promise<void> => {
    while (performance.now() < end)
      await oneStream().catch(() => {
        refused += 1
      })
  }
  await Promise.all(Array.from({ length: appenders }, appender))
  const took = (performance.now() - start) / 1000
  const sent = latencies.length * perAppend
  return { value: sent / took, latencies, fault: faultOf(sent, (await side.count()) - before, refused) }
}
