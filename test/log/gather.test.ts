import { expect, test } from 'vitest'
import { gather } from '../../src/log/gather.ts'

const never = () => false

/** Answers a number with its double, when told to; keeps the lots it was asked. */
const slowDoubler = () => {
  const lots: (readonly number[])[] = []
  const waiting: (() => void)[] = []
  const answer = (numbers: readonly number[]): Promise<readonly number[]> =>
    new Promise((resolve) => {
      lots.push(numbers)
      waiting.push(() => resolve(numbers.map((number) => number * 2)))
    })
  const answerNext = async (): Promise<void> => {
    await Promise.resolve()
    waiting.shift()?.()
  }
  return { lots, answer, answerNext }
}

test('what is asked in one go leaves together, and everybody gets their own answer', async () => {
  const { lots, answer, answerNext } = slowDoubler()
  const ask = gather({ lanes: 4, most: 10, answer, mayBeOne: never })
  const answers = Promise.all([ask(1), ask(2), ask(3)])
  await answerNext()
  expect(await answers).toEqual([2, 4, 6])
  expect(lots).toEqual([[1, 2, 3]])
})

test('what is asked while all lanes are busy waits and goes together, at most so many at a time', async () => {
  const { lots, answer, answerNext } = slowDoubler()
  const ask = gather({ lanes: 1, most: 2, answer, mayBeOne: never })
  const first = ask(1)
  await Promise.resolve()
  const others = Promise.all([ask(2), ask(3), ask(4)])
  expect(lots).toEqual([[1]])
  await answerNext()
  expect(await first).toBe(2)
  await answerNext()
  await expect.poll(() => lots.length).toBe(3)
  await answerNext()
  expect(await others).toEqual([4, 6, 8])
  expect(lots).toEqual([[1], [2, 3], [4]])
})

test('a free lane is taken at once, without waiting for a busy one', async () => {
  const { lots, answer } = slowDoubler()
  const ask = gather({ lanes: 2, most: 10, answer, mayBeOne: never })
  void ask(1)
  await Promise.resolve()
  void ask(2)
  await Promise.resolve()
  expect(lots).toEqual([[1], [2]])
})

/** Fails every lot that holds a negative number. */
const positiveOnly = (lots: (readonly number[])[]) => async (numbers: readonly number[]) => {
  lots.push(numbers)
  if (numbers.some((number) => number < 0)) throw new RangeError('negative')
  return numbers
}

test('one question that cannot be answered does not fail its neighbours', async () => {
  const ask = gather({ lanes: 1, most: 10, answer: positiveOnly([]), mayBeOne: (error) => error instanceof RangeError })
  const outcomes = await Promise.allSettled([ask(1), ask(-2), ask(3)])
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
})

test('a failure that concerns all is told to all, and nothing is asked again', async () => {
  const lots: (readonly number[])[] = []
  const ask = gather({ lanes: 1, most: 10, answer: positiveOnly(lots), mayBeOne: never })
  const outcomes = await Promise.allSettled([ask(1), ask(-2)])
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  expect(lots).toHaveLength(1)
})

test('after a failure the next question is asked as ever', async () => {
  const ask = gather({ lanes: 1, most: 10, answer: positiveOnly([]), mayBeOne: never })
  await expect(ask(-1)).rejects.toThrow('negative')
  expect(await ask(5)).toBe(5)
})
