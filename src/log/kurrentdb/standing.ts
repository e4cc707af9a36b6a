import type { Stored } from './event.ts'

/** Events of one look; what lies between two appends of the same moment is seldom more. */
const MOST = 1_000

type Question = {
  position: bigint
  resolve: (event: Stored | undefined) => void
  reject: (error: unknown) => void
}

/**
 * Finds events by their positions. Appends that end at the same moment stand side by side in the log, so what is asked
 * while a look is under way is found by the next one, with one read for all.
 */
export const makeFinder = (
  between: (first: bigint, last: bigint, most: number) => Promise<readonly Stored[]>,
): ((position: bigint) => Promise<Stored | undefined>) => {
  let waiting: Question[] = []
  let looking = false

  const look = async (asked: readonly Question[]): Promise<void> => {
    const positions = asked.map(({ position }) => position).sort((a, b) => (a < b ? -1 : 1))
    const [first, last] = [positions.at(0), positions.at(-1)]
    if (first === undefined || last === undefined) return
    try {
      const found = new Map((await between(first, last, MOST)).map((stored) => [stored.event.position, stored]))
      for (const { position, resolve } of asked) resolve(found.get(position))
    } catch (error) {
      for (const { reject } of asked) reject(error)
    }
  }

  const work = async (): Promise<void> => {
    await Promise.resolve()
    while (waiting.length > 0) {
      const asked = waiting
      waiting = []
      await look(asked)
    }
    looking = false
  }

  return (position) =>
    new Promise((resolve, reject) => {
      waiting.push({ position, resolve, reject })
      if (looking) return
      looking = true
      void work()
    })
}
