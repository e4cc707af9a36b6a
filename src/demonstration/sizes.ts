import type { Random } from './random.ts'

const LARGEST = 6

/**
 * Sizes of so many households that together have exactly so many persons: everybody starts alone, and the others join at
 * random households that are not full. Most stay small, as on a real roll.
 */
export const sizesOf = (random: Random, households: number, persons: number): number[] => {
  const sizes = Array.from({ length: households }, () => 1)
  let left = persons - households
  while (left > 0) {
    const index = random.int(households)
    const size = sizes[index] ?? LARGEST
    if (size >= LARGEST) continue
    sizes[index] = size + 1
    left -= 1
  }
  return sizes
}
