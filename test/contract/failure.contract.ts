import { expect, test } from 'vitest'
import { LogUnavailable, OutcomeUnknown } from '../../src/log/errors.ts'
import type { Commit } from '../../src/log/port.ts'
import { chain, commitOf, tipAfter } from './commits.ts'
import type { Subject } from './harness.ts'

export const failureContract = ({ harness, log }: Subject): void => {
  test('an answer lost after the write is reported as unknown, and its repeat as repeated', async () => {
    const { log: remote, line } = await harness().openBehindFaultyLine()
    const [first, second] = chain(2) as [Commit, Commit]
    await remote.append(first)
    line.loseAnswerTo(second.stream)
    await expect(remote.append(second)).rejects.toThrow(OutcomeUnknown)
    expect(await remote.append(second)).toMatchObject({ is: 'repeated', tip: tipAfter(second) })
    expect((await log().readStream(first.stream)).events).toHaveLength(2)
  })

  test('an answer lost to a batch makes every member unknown, and the repeat finds them all', async () => {
    const { log: remote, line } = await harness().openBehindFaultyLine()
    const commits = Array.from({ length: 10 }, () => commitOf())
    await remote.append(commitOf())
    line.loseAnswerTo(commits[0]!.stream)
    expect(await remote.appendBatch(commits)).toEqual(Array(10).fill({ is: 'unknown' }))
    expect((await remote.appendBatch(commits)).map(({ is }) => is)).toEqual(Array(10).fill('repeated'))
  })

  test('an answer lost to the bulk path makes every stream unknown, and the repeat leaves each there once', async () => {
    const { log: remote, line } = await harness().openBehindFaultyLine()
    await remote.createStreams([commitOf()])
    for (const [count, lost] of [
      [10, 0],
      [9_000, 8_999],
    ] as const) {
      const before = await log().head()
      const commits = Array.from({ length: count }, () => commitOf())
      line.loseAnswerTo(commits[lost]!.stream)
      expect(await remote.createStreams(commits)).toEqual(Array(count).fill({ is: 'unknown' }))
      const again = await remote.createStreams(commits)
      expect(again.every(({ is }) => is === 'repeated' || is === 'appended')).toBe(true)
      expect(log().positionOf(await log().head()) - log().positionOf(before)).toBe(BigInt(count))
    }
  })

  test('a silent server is unknown, and the log works again when it speaks', async () => {
    const { log: remote, line } = await harness().openBehindFaultyLine()
    const commit = commitOf()
    await remote.append(commitOf())
    line.hush()
    await expect(remote.append(commit)).rejects.toThrow(OutcomeUnknown)
    line.restore()
    expect(await remote.append(commit)).toMatchObject({ tip: tipAfter(commit) })
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
    const { log: remote, line } = await harness().openBehindFaultyLine()
    await remote.append(commitOf())
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

  test('a closed log takes nothing more, and has answered all that it took', async () => {
    const closing = await harness().open()
    const commits = Array.from({ length: 100 }, () => commitOf())
    const answers = Promise.all(commits.map((commit) => closing.append(commit)))
    await closing.close()
    expect((await answers).map(({ is }) => is)).toEqual(Array(100).fill('appended'))
    await expect(closing.append(commitOf())).rejects.toThrow(LogUnavailable)
  })
}
