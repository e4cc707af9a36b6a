import type { Sample } from './compare.ts'
import { compareSides } from './compare.ts'
import { type Context, chosen, withSides } from './context.ts'
import { FEN } from './facts.ts'
import { fill } from './filled.ts'
import type { Side } from './sides/side.ts'

const STREAMS = 20
const READERS = 4

type State = { version: number; fen: number }

/** What a case would do with its history: fold it into a state. */
const folded = async (side: Side, stream: string): Promise<State> =>
  (await side.load(stream)).reduce<State>(
    (state, { version, data }) => ({ version, fen: state.fen + Number(data['fen']) }),
    { version: 0, fen: 0 },
  )

const loadFor = async (side: Side, streams: readonly string[], length: number, seconds: number): Promise<Sample> => {
  const latencies: number[] = []
  let wrong = 0
  const start = performance.now()
  const end = start + seconds * 1000
  let turn = 0
  const reader = async (): Promise<void> => {
    while (performance.now() < end) {
      turn += 1
      const called = performance.now()
      const state = await folded(side, streams[turn % streams.length] ?? '')
      latencies.push(performance.now() - called)
      if (state.version !== length || state.fen !== length * FEN) wrong += 1
    }
  }
  await Promise.all(Array.from({ length: READERS }, reader))
  const fault = wrong > 0 ? `${wrong} streams came back with another state` : undefined
  return { value: (latencies.length * 1000) / (performance.now() - start), latencies, fault }
}

/** A stream of 50 and one of 500 events, loaded and folded by four readers at a time. */
export const run = async (context: Context): Promise<void> => {
  for (const length of [50, 500])
    await withSides(context, chosen(context), async (sides) => {
      context.say(`stream-load: ${STREAMS} streams of ${length} events`)
      const filled: { name: string; side: Side; streams: string[] }[] = []
      for (const { kind, side } of sides)
        filled.push({ name: kind.name, side, streams: await fill(side, STREAMS, length) })
      await compareSides(
        context,
        { bench: 'stream-load', figure: `${length} events loaded and folded, ${READERS} at a time`, unit: 'streams/s' },
        filled.map(({ name, side, streams }) => ({
          name,
          once: () => loadFor(side, streams, length, context.options.seconds),
        })),
      )
    })
}
