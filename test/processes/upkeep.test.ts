import { expect, test } from 'vitest'
import type { Deps } from '../../src/processes/deps.ts'
import { type Duty, upkeep } from '../../src/processes/upkeep.ts'

test('a duty that fails keeps none of the others from being done', async () => {
  const done: string[] = []
  const duty = (name: string, work: () => number): Duty =>
    Object.defineProperty(async () => work(), 'name', { value: name })
  const round = [
    duty('first', () => done.push('first')),
    duty('broken', () => {
      throw new Error('a case that nobody expected')
    }),
    duty('last', () => done.push('last')),
  ]
  const told: string[] = []
  await upkeep({} as Deps, (error, name) => told.push(`${name}: ${(error as Error).message}`), round)
  expect([done, told]).toEqual([['first', 'last'], ['broken: a case that nobody expected']])
})
