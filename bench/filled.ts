import { factOf, newStream } from './facts.ts'
import type { Side } from './sides/side.ts'

const APPENDERS = 16

/** Fills a side with streams of so many events, each stream in as few appends as 100 events allow. Gives their names. */
export const fill = async (side: Side, streams: number, perStream: number): Promise<string[]> => {
  const names = Array.from({ length: streams }, newStream)
  const left = names.values()
  const appender = async (): Promise<void> => {
    for (const stream of left)
      for (let version = 0; version < perStream; version += 100) {
        const length = Math.min(100, perStream - version)
        const facts = Array.from({ length }, (_, index) => factOf(version + 1 + index))
        await side.append(stream, version, facts)
      }
  }
  await Promise.all(Array.from({ length: APPENDERS }, appender))
  return names
}
