import { gather } from '../gather.ts'
import type { Stored } from './event.ts'

/** Events of one look; what lies between two appends of the same moment is seldom more. */
const MOST = 1_000

const order = (a: bigint, b: bigint): number => (a < b ? -1 : 1)

/**
 * Finds events by their positions. Appends that end at the same moment stand side by side in the log, so what is asked
 * while a look is under way is found by the next one, with one read for all.
 */
export const makeFindByPosition = (
  between: (first: bigint, last: bigint, most: number) => Promise<readonly Stored[]>,
): ((position: bigint) => Promise<Stored | undefined>) =>
  gather<bigint, Stored | undefined>({
    answer: async (positions) => {
      const rising = positions.toSorted(order)
      const [first = 0n, last = first] = [rising.at(0), rising.at(-1)]
      const found = new Map((await between(first, last, MOST)).map((stored) => [stored.event.position, stored]))
      return positions.map((position) => found.get(position))
    },
  })
