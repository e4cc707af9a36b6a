import { expect, test } from 'vitest'
import { LogUnavailable, OutcomeUnknown, WrongExpectedVersion } from '../../src/log/errors.ts'
import { type Appended, type EventLog, noStream } from '../../src/log/port.ts'
import { appendSurely } from '../../src/log/prepare.ts'
import { commitOf } from '../contract/commits.ts'

const commit = commitOf()

/** A log that says one thing after the other to every append. */
const logThatSays = (...answers: (Appended | Error)[]): EventLog => {
  const left = answers.values()
  const append = async (): Promise<Appended> => {
    const answer = left.next().value
    if (answer === undefined || answer instanceof Error) throw answer ?? new Error('asked once too often')
    return answer
  }
  return { append } as Partial<EventLog> as EventLog
}

test('a commit whose outcome is unknown, and which cannot be sent again, stays unknown: it may have been written', async () => {
  const log = logThatSays(new OutcomeUnknown('lost'), new LogUnavailable('no connection'))
  await expect(appendSurely(log, commit)).rejects.toThrow(OutcomeUnknown)
})

test('a commit that was never sent is surely not written', async () => {
  await expect(appendSurely(logThatSays(new LogUnavailable('no connection')), commit)).rejects.toThrow(LogUnavailable)
})

test('a repeat that meets another event says so: the first was not written either', async () => {
  const log = logThatSays(new OutcomeUnknown('lost'), new WrongExpectedVersion(commit.stream, 0, noStream))
  await expect(appendSurely(log, commit)).rejects.toThrow(WrongExpectedVersion)
})
