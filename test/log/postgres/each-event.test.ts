import { beforeAll, expect, test } from 'vitest'
import { forEachEvent } from '../../../src/log/each-event.ts'
import { commitOf } from '../../contract/commits.ts'
import { logDatabase } from './database.ts'

const database = logDatabase()
const types = ['Alpha', 'Beta', 'Gamma']

/** 2,500 events of three types in turn, at the positions 1 to 2,500. */
beforeAll(async () => {
  const commits = Array.from({ length: 2_500 }, (_, index) => commitOf({ type: types[index % 3]! }))
  await database.log().createStreams(commits)
})

const walk = async (question: Omit<Parameters<typeof forEachEvent>[1], 'types'>, wanted: readonly string[] = types) => {
  const seen: number[] = []
  await forEachEvent(database.log(), { ...question, types: wanted }, ({ position }) => seen.push(Number(position)))
  return seen
}

const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, index) => from + index)

test('a walk meets every event once and in order, over many pages', async () => {
  expect(await walk({ from: 0n })).toEqual(range(1, 2_500))
})

test('a walk begins behind a position and ends at one, also inside a page', async () => {
  expect(await walk({ from: 990n, to: 2_010n })).toEqual(range(991, 2_010))
  expect(await walk({ from: 1_000n, to: 2_000n })).toEqual(range(1_001, 2_000))
  expect(await walk({ from: 2_000n, to: 2_000n })).toEqual([])
  expect(await walk({ from: 2_500n })).toEqual([])
})

test('a walk passes what it was not asked for', async () => {
  expect(await walk({ from: 0n, to: 9n }, ['Beta'])).toEqual([2, 5, 8])
  expect(await walk({ from: 0n }, ['Delta'])).toEqual([])
})

test('what is appended during a walk is left for the next one', async () => {
  let met = 0
  let appended: Promise<unknown> | undefined
  await forEachEvent(database.log(), { types, from: 0n }, () => {
    met += 1
    appended ??= database.log().append(commitOf({ type: 'Alpha' }))
  })
  await appended
  expect(met).toBe(2_500)
})

test('a walk fails with what its visitor or its log fails with', async () => {
  const fail = () => {
    throw new RangeError('no such household')
  }
  await expect(forEachEvent(database.log(), { types, from: 0n }, fail)).rejects.toThrow(RangeError)
})
