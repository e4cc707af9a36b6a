import { setTimeout as sleep } from 'node:timers/promises'
import type { Context } from '../context.ts'
import { caseLife, factOf, newStream } from '../facts.ts'
import { rounded } from '../figure.ts'
import { interleaved, median, medianRatio, quantile } from '../measure.ts'
import { openOurs, sealing, unsealing } from '../sides/ours.ts'
import type { Side } from '../sides/side.ts'
import { appendFor, caseByCase } from './load.ts'

/** Appends a second that are offered whether or not earlier ones have been answered. */
const OFFERED = 2_000
const CASES = 64
/** A few hundredths are looked for: more rounds than elsewhere. */
const MORE_ROUNDS = 2

type Case = { stream: string; version: number; last: Promise<unknown> }

const freshCase = (): Case => ({ stream: newStream(), version: 0, last: Promise.resolve() })

/** Milliseconds from the moment each append was due to its answer, at a steady rate. */
const offer = async (side: Side, seconds: number): Promise<number[]> => {
  const latencies: number[] = []
  const cases = Array.from({ length: CASES }, freshCase)
  const total = OFFERED * seconds
  const start = performance.now()
  const appendDue = (number: number): Promise<unknown> => {
    const due = start + (number / OFFERED) * 1000
    let own = cases[number % CASES]
    if (!own || own.version === caseLife.length) {
      own = freshCase()
      cases[number % CASES] = own
    }
    const { stream, version } = own
    own.version += 1
    // A case is decided on one event after the other; with so many cases, the turn before has long been answered.
    own.last = own.last
      .then(() => side.append(stream, version, [factOf(version + 1)]))
      .then(() => latencies.push(performance.now() - due))
    return own.last
  }
  const all: Promise<unknown>[] = []
  while (all.length < total) {
    while (all.length < total && start + (all.length / OFFERED) * 1000 <= performance.now())
      all.push(appendDue(all.length))
    await sleep(1)
  }
  await Promise.all(all)
  return latencies
}

const compare = async (
  { options, print }: Context,
  figure: string,
  once: { on: () => Promise<readonly number[]>; off: () => Promise<readonly number[]> },
): Promise<void> => {
  const samples = await interleaved(
    [
      { name: 'on', once: once.on },
      { name: 'off', once: once.off },
    ],
    options.rounds * MORE_ROUNDS,
  )
  const [on, off] = [samples.get('on') ?? [], samples.get('off') ?? []]
  const medians = (all: readonly (readonly number[])[]): number[] => all.map(median)
  print({
    bench: 'append',
    figure: `p50 with leaf and MAC, ${figure}`,
    value: rounded(median(medians(on)), 3),
    unit: 'ms',
    ratio_to: `the same rows with zeros for proofs, ${rounded(median(medians(off)), 3)} ms`,
    ratio: rounded(medianRatio(medians(on), medians(off)), 3),
    p50: rounded(quantile(on.flat(), 0.5), 3),
    p99: rounded(quantile(on.flat(), 0.99), 3),
  })
}

/** The middle latency of sealed appends against that of unsealed ones: at an offered rate, and one and 32 at a time. */
export const sealCost = async (context: Context): Promise<void> => {
  const { server, options } = context
  const urls = [await server.freshDatabase(), await server.freshDatabase()] as const
  const on = await openOurs(urls[0], sealing)
  const off = await openOurs(urls[1], unsealing)
  try {
    await compare(context, `${OFFERED} a second offered`, {
      on: () => offer(on, options.seconds),
      off: () => offer(off, options.seconds),
    })
    for (const appenders of [1, 32])
      await compare(context, `${appenders} at a time, saturated`, {
        on: async () => (await appendFor(on, caseByCase(appenders, options.seconds))).latencies ?? [],
        off: async () => (await appendFor(off, caseByCase(appenders, options.seconds))).latencies ?? [],
      })
  } finally {
    for (const side of [on, off]) await side.close()
    for (const url of urls) await server.dropDatabase(url)
  }
}
