import { expect, test } from 'vitest'
import { InvalidEvent } from '../../../src/log/errors.ts'
import type { Cursor } from '../../../src/log/port.ts'
import { noStream } from '../../../src/log/port.ts'
import { commitOf } from '../../contract/commits.ts'
import { logDatabase } from './database.ts'

const database = logDatabase()

test('a stream that no name can be of is not there, or refused as such: never taken for an outage', async () => {
  for (const name of ['', `case-'1'`, 'case-"1"', 'case-{1,2}', 'case-案卷', 'case-\ud800', 'x'.repeat(10_000)])
    expect((await database.log().readStream(name)).tip).toEqual(noStream)
  await expect(database.log().readStream('case-\0')).rejects.toThrow(InvalidEvent)
  await expect(database.log().readStream('case-\0', { direction: 'backward' })).rejects.toThrow(InvalidEvent)
})

test('whoever asks for one spoils no answer of those who ask at the same time', async () => {
  const commit = commitOf()
  await database.log().append(commit)
  const names = [commit.stream, 'case-\0', commit.stream, 'case-none', commit.stream]
  const answers = await Promise.allSettled(names.map((name) => database.log().readStream(name)))
  expect(answers.map((answer) => (answer.status === 'fulfilled' ? answer.value.tip.version : 'refused'))).toEqual([
    1,
    'refused',
    1,
    0,
    1,
  ])
})

test('a place that no log can have is refused, also by whoever would follow from there', async () => {
  const far = 'pg:99999999999999999999' as Cursor
  await expect(database.log().readAll({ after: far, limit: 1 })).rejects.toThrow(RangeError)
  const { signal } = new AbortController()
  const following = async () => {
    for await (const batch of database.log().follow({ after: far, batch: 1, signal })) return batch
    return undefined
  }
  await expect(following()).rejects.toThrow(RangeError)
})
