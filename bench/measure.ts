/** One side of a comparison: something that can be done again and again, and a number that says how well it went. */
export type Contender<Sample> = { name: string; once: () => Promise<Sample> }

/** The value in the middle; 0 of nothing. */
export const median = (values: readonly number[]): number => quantile(values, 0.5)

/** The value that a share of all values does not exceed; 0 of nothing. */
export const quantile = (values: readonly number[], share: number): number => {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}

/**
 * Runs every contender once a round, in turning order, so that a slow moment of the machine hits all of them alike. The
 * first round only warms up. Gives the samples of each, in the order of the rounds.
 */
export const interleaved = async <Sample>(
  contenders: readonly Contender<Sample>[],
  rounds: number,
): Promise<Map<string, Sample[]>> => {
  const samples = new Map<string, Sample[]>(contenders.map(({ name }) => [name, []]))
  for (let round = 0; round <= rounds; round += 1) {
    const order = round % 2 ? contenders.toReversed() : contenders
    for (const { name, once } of order) {
      const sample = await once()
      if (round > 0) samples.get(name)?.push(sample)
    }
  }
  return samples
}

/** The median of the ratios of two sides, round by round. */
export const medianRatio = (ours: readonly number[], theirs: readonly number[]): number =>
  median(ours.map((value, round) => value / (theirs[round] ?? Number.NaN)))
