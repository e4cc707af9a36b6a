import type { Context } from './context.ts'
import { rounded } from './figure.ts'
import { type Contender, interleaved, median, medianRatio, quantile } from './measure.ts'
import { ours } from './sides/ours.ts'

/** What one side did in one round: how well, how long each call took, and what was wrong with it. */
export type Sample = {
  value: number
  /** Milliseconds from call to answer. */
  latencies?: readonly number[]
  /** Why the value does not count. */
  fault?: string | undefined
}

type Named = { bench: string; figure: string; unit: string }

const gateOf = (samples: readonly Sample[]): string => {
  const fault = samples.find((sample) => sample.fault !== undefined)?.fault
  return fault === undefined ? 'kept' : `failed: ${fault}`
}

const digits = (value: number): number => (value < 100 ? 2 : 0)

const printSide = ({ print }: Context, named: Named, side: string, samples: readonly Sample[]): void => {
  const values = samples.map(({ value }) => value)
  const latencies = samples.flatMap((sample) => sample.latencies ?? [])
  const middle = median(values)
  print({
    ...named,
    ...(side !== ours.name && { side }),
    value: rounded(middle, digits(middle)),
    min: rounded(Math.min(...values), digits(middle)),
    max: rounded(Math.max(...values), digits(middle)),
    ...(latencies.length > 0 && {
      p50: rounded(quantile(latencies, 0.5), 2),
      p99: rounded(quantile(latencies, 0.99), 2),
    }),
    gate: gateOf(samples),
  })
}

/**
 * Measures the sides in interleaved rounds and prints a line for each, then a line for every other side with the ratio of
 * ours to it: the median of the ratios of the rounds.
 */
export const compareSides = async (
  context: Context,
  named: Named,
  contenders: readonly Contender<Sample>[],
): Promise<void> => {
  const samples = await interleaved(contenders, context.options.rounds)
  for (const [side, all] of samples) printSide(context, named, side, all)
  const own = samples.get(ours.name)?.map(({ value }) => value)
  if (!own) return
  for (const [side, all] of samples) {
    if (side === ours.name) continue
    const ratio = medianRatio(
      own,
      all.map(({ value }) => value),
    )
    context.print({
      ...named,
      value: rounded(median(own), digits(median(own))),
      ratio_to: side,
      ratio: rounded(ratio, 2),
    })
  }
}
