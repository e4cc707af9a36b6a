import { randomUUID } from 'node:crypto'
import { type Random, randomOf } from '../../src/demonstration/random.ts'

/** Chance that can be had again: the seed is printed, and `ANJUAN_E2E_SEED` gives the same one. */
export const chanceOf = (purpose: string): Random => {
  const seed = process.env['ANJUAN_E2E_SEED'] ?? randomUUID().slice(0, 8)
  process.stdout.write(`${purpose}: ANJUAN_E2E_SEED=${seed}\n`)
  return randomOf(`${seed}/${purpose}`)
}
