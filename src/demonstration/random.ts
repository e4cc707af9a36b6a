/** A source of chance that gives the same numbers for the same seed, on every machine. */
export type Random = {
  /** A whole number from 0 up to but not including `below`. */
  int(below: number): number
  /** A whole number from `least` to `most`, both possible. */
  between(least: number, most: number): number
  /** True in so many of a hundred cases. */
  percent(share: number): boolean
  /** One of a list that is not empty. */
  pick<T>(list: readonly [T, ...T[]]): T
  /** The list in another order. */
  shuffle<T>(list: readonly T[]): T[]
  /** A source of its own for one purpose, so that a change elsewhere leaves these numbers as they are. */
  fork(purpose: string): Random
}

/** FNV-1a over the UTF-16 units of a text: 32 bits. */
const hashOf = (text: string): number => {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  return hash >>> 0
}

/** Mulberry32: one 32-bit state, good enough for a made-up county and for nothing else. */
export const randomOf = (seed: string): Random => {
  let state = hashOf(seed)
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    const mixed = Math.imul(state ^ (state >>> 15), state | 1)
    const stirred = mixed ^ (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61))
    return (stirred ^ (stirred >>> 14)) >>> 0
  }
  const int = (below: number): number => next() % below
  return {
    int,
    between: (least, most) => least + int(most - least + 1),
    percent: (share) => int(100) < share,
    pick: (list) => list[int(list.length)] ?? list[0],
    shuffle: (list) => {
      const shuffled = [...list]
      for (let index = shuffled.length - 1; index > 0; index -= 1) {
        const other = int(index + 1)
        ;[shuffled[index], shuffled[other]] = [shuffled[other] as never, shuffled[index] as never]
      }
      return shuffled
    },
    fork: (purpose) => randomOf(`${seed}/${purpose}`),
  }
}
