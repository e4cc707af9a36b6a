import { describe, expect, test } from 'vitest'
import { LogUnavailable, OutcomeUnknown } from '../../src/log/errors.ts'
import type { Appended, Commit, EventLog } from '../../src/log/port.ts'
import { chain, commitOf, tipAfter } from './commits.ts'
import type { Subject } from './harness.ts'

export const failureContract = (subject: Subject): void => {
  describe.runIf(subject.traits.breakable)('with the line', () => brokenLineContract(subject))

  test('a closed log takes nothing more, and has answered all that it took', async () => {
    const closing = await subject.harness().open()
    // As many as an engine sends at once: what waits on a busy machine may wait too long for its turn.
    const commits = Array.from({ length: 60 }, () => commitOf())
    const answers = Promise.all(commits.map((commit) => closing.append(commit)))
    await closing.close()
    expect((await answers).map(({ is }) => is)).toEqual(Array(60).fill('appended'))
    await expect(closing.append(commitOf())).rejects.toThrow(LogUnavailable)
  })
}

/** As `handle` does it: what is unknown, or could not be sent, goes again. */
const appendInTheEnd = (log: EventLog, commit: Commit): Promise<Appended> =>
  log.append(commit).catch((error: unknown) => {
    if (error instanceof OutcomeUnknown || error instanceof LogUnavailable) return appendInTheEnd(log, commit)
    throw error
  })

const brokenLineContract = ({ harness, log, traits: { oneJourney, thousand } }: Subject): void => {
  test('an answer lost after the write is reported as unknown, and its repeat as repeated', async () => {
    const { log: remote, line } = await harness().openBehindFaultyLine()
    const [first, second] = chain(2) as [Commit, Commit]
    await remote.append(first)
    line.loseAnswerTo(second.stream)
    await expect(remote.append(second)).rejects.toThrow(OutcomeUnknown)
    expect(await remote.append(second)).toMatchObject({ is: 'repeated', tip: tipAfter(second) })
    expect((await log().readStream(first.stream)).events).toHaveLength(2)
  })

  test('an answer lost to a batch is told as unknown, and the repeat finds all that was stored', async () => {
    const { log: remote, line } = await harness().openBehindFaultyLine()
    const commits = Array.from({ length: 10 }, () => commitOf())
    await remote.append(commitOf())
    line.loseAnswerTo(commits[0]!.stream)
    const verdicts = await remote.appendBatch(commits)
    expect(verdicts[0]).toEqual({ is: 'unknown' })
    if (oneJourney) expect(verdicts).toEqual(Array(10).fill({ is: 'unknown' }))
    const again = await remote.appendBatch(commits)
    for (const [index, { is }] of verdicts.entries()) {
      expect(['appended', 'unknown']).toContain(is)
      // What was told as stored is there; of what is unknown, at least the one whose answer was on its way.
      if (is === 'appended' || index === 0 || oneJourney) expect(again[index]?.is).toBe('repeated')
    }
    for (const { stream } of commits) expect((await log().readStream(stream)).events).toHaveLength(1)
  })

  test('an answer lost to the bulk path is told as unknown, and the repeat leaves each stream there once', async () => {
    const { log: remote, line } = await harness().openBehindFaultyLine()
    await remote.createStreams([commitOf()])
    for (const [count, lost] of [
      [10, 0],
      [9 * thousand, 9 * thousand - 1],
    ] as const) {
      const after = await log().head()
      const commits = Array.from({ length: count }, () => commitOf())
      line.loseAnswerTo(commits[lost]!.stream)
      const verdicts = await remote.createStreams(commits)
      expect(verdicts[lost]).toEqual({ is: 'unknown' })
      if (oneJourney) expect(verdicts).toEqual(Array(count).fill({ is: 'unknown' }))
      const again = await remote.createStreams(commits)
      expect(again.every(({ is }) => is === 'repeated' || is === 'appended')).toBe(true)
      const { events } = await log().readAll({ after, limit: 2 * count })
      expect(events.map(({ id }) => id).sort()).toEqual(commits.flatMap((commit) => commit.events[0]!.id).sort())
    }
  })

  test('a silent server is unknown, and the log works again when it speaks', async () => {
    const { log: remote, line } = await harness().openBehindFaultyLine('hasty')
    const commit = commitOf()
    await appendInTheEnd(remote, commitOf())
    line.hush()
    await expect(remote.append(commit)).rejects.toThrow(OutcomeUnknown)
    line.restore()
    expect(await appendInTheEnd(remote, commit)).toMatchObject({ tip: tipAfter(commit) })
  })

  test('a server that cannot be reached is unavailable: surely nothing was written', async () => {
    const { log: remote, line } = await harness().openBehindFaultyLine()
    const commit = commitOf()
    await remote.append(commitOf())
    line.fail()
    // The first attempt may still have been on its way when the line was cut.
    await remote.append(commitOf()).catch(() => undefined)
    await expect(remote.append(commit)).rejects.toThrow(LogUnavailable)
    await expect(remote.readStream(commit.stream)).rejects.toThrow(LogUnavailable)
    expect(await remote.appendBatch([commit])).toEqual([{ is: 'refused', code: 'unavailable' }])
    line.restore()
    expect(await remote.append(commit)).toMatchObject({ is: 'appended' })
  })

  test('more appends than the queue holds are turned away, and all that were taken are answered', async () => {
    const { log: remote, line } = await harness().openBehindFaultyLine('hasty')
    await appendInTheEnd(remote, commitOf())
    line.hush()
    const outcomes = await Promise.all(
      Array.from({ length: 2_500 }, () =>
        remote.append(commitOf()).then(
          () => 'appended',
          (error: Error) => error.name,
        ),
      ),
    )
    line.restore()
    expect(outcomes.filter((outcome) => outcome === 'LogUnavailable').length).toBeGreaterThanOrEqual(400)
    expect(outcomes.filter((outcome) => outcome === 'OutcomeUnknown').length).toBeGreaterThanOrEqual(1)
  })
}
