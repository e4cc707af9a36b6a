import { availableParallelism } from 'node:os'
import { runGates } from './append/gates.ts'
import { appendFor, type Load } from './append/load.ts'
import { sealCost } from './append/seal-cost.ts'
import { type Context, chosen, withSides } from './context.ts'
import { rounded } from './figure.ts'
import { interleaved, median, medianRatio, quantile } from './measure.ts'
import { ours } from './sides/ours.ts'

const rates = (loads: readonly Load[]): number[] => loads.map(({ stored, seconds }) => stored / seconds)

const storedAsSent = (loads: readonly Load[]): string => {
  const sent = loads.reduce((sum, load) => sum + load.sent, 0)
  const stored = loads.reduce((sum, load) => sum + load.stored, 0)
  const refused = loads.reduce((sum, load) => sum + load.refused, 0)
  if (refused > 0) return `failed: ${refused} appends at the right version were refused`
  return stored === sent ? 'kept' : `failed: ${sent} events acknowledged, ${stored} stored`
}

const printSides = ({ print }: Context, figure: string, samples: ReadonlyMap<string, readonly Load[]>): void => {
  const own = rates(samples.get(ours.name) ?? [])
  for (const [side, loads] of samples) {
    const seen = rates(loads)
    const latencies = loads.flatMap((load) => load.latencies)
    print({
      bench: 'append',
      figure,
      ...(side !== ours.name && { side }),
      value: rounded(median(seen)),
      unit: 'events/s',
      min: rounded(Math.min(...seen)),
      max: rounded(Math.max(...seen)),
      p50: rounded(quantile(latencies, 0.5), 2),
      p99: rounded(quantile(latencies, 0.99), 2),
      gate: storedAsSent(loads),
    })
  }
  for (const [side, loads] of samples)
    if (side !== ours.name && own.length > 0)
      print({
        bench: 'append',
        figure,
        value: rounded(median(own)),
        unit: 'events/s',
        ratio_to: side,
        ratio: rounded(medianRatio(own, rates(loads)), 2),
      })
}

const caseLives = (context: Context, appenders: number): Promise<void> =>
  withSides(context, chosen(context), async (sides) => {
    const { rounds, seconds } = context.options
    const contenders = sides.map(({ kind, side }) => ({
      name: kind.name,
      once: () => appendFor(side, appenders, seconds),
    }))
    printSides(context, `one event per append, ${appenders} at a time`, await interleaved(contenders, rounds))
  })

/**
 * Cases of eight events, appended one by one at an expected version by 1, 8 and 32 at a time, each side in a new database;
 * what sealing costs; and what each side loses, doubles or lets through.
 */
export const run = async (context: Context): Promise<void> => {
  const { options, say } = context
  for (const appenders of options.appenders) {
    say(`append: ${appenders} at a time, on ${availableParallelism()} cores together with the server`)
    await caseLives(context, appenders)
  }
  if (options.sides === undefined || options.sides.includes(ours.key)) await sealCost(context)
  if (options.gates) await runGates(context)
}
