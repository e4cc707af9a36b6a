import type { Commit } from '../../src/log/port.ts'
import { noStream } from '../../src/log/port.ts'
import type { Sample } from '../compare.ts'
import { compareSides } from '../compare.ts'
import type { Context } from '../context.ts'
import { factOf, newStream } from '../facts.ts'
import { openOurs, ours, sealing } from '../sides/ours.ts'
import { copySide } from './copy.ts'

const EVENTS = 20_000

/** Commits of new streams, sealed beforehand: both sides write the same rows. */
const commitsOf = (events: number, perStream: number): Commit[] =>
  Array.from({ length: events / perStream }, () => {
    const facts = Array.from({ length: perStream }, (_, index) => factOf(index + 1))
    return sealing(newStream(), noStream, facts).commit
  })

const timed = async (
  commits: readonly Commit[],
  count: () => Promise<number>,
  write: (commits: readonly Commit[]) => Promise<unknown>,
): Promise<Sample> => {
  const sent = commits.reduce((sum, { events }) => sum + events.length, 0)
  const before = await count()
  const start = performance.now()
  await write(commits)
  const seconds = (performance.now() - start) / 1000
  const stored = (await count()) - before
  return { value: sent / seconds, fault: stored === sent ? undefined : `${sent} events sent, ${stored} stored` }
}

/** Many new streams in one call, against COPY of the same event and stream rows into plain tables with the same indexes. */
export const importAgainstCopy = async (context: Context): Promise<void> => {
  const { server, say } = context
  for (const perStream of [1, 8]) {
    say(`batch: streams of ${perStream} created at once, against COPY`)
    const urls = [await server.freshDatabase(), await server.freshDatabase()] as const
    const log = await openOurs(urls[0], sealing)
    const copy = await copySide(urls[1])
    try {
      await compareSides(
        context,
        { bench: 'batch', figure: `${EVENTS} events imported as new streams of ${perStream}`, unit: 'events/s' },
        [
          {
            name: ours.name,
            once: () => timed(commitsOf(EVENTS, perStream), log.count, (commits) => log.log.createStreams(commits)),
          },
          { name: 'COPY', once: () => timed(commitsOf(EVENTS, perStream), copy.count, copy.write) },
        ],
      )
    } finally {
      await log.close()
      await copy.close()
      for (const url of urls) await server.dropDatabase(url)
    }
  }
}
