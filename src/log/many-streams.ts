import type { EventLog, StreamSlice } from './port.ts'

/** Streams that are read at the same time. */
const AT_ONCE = 1_000

/** Reads many streams whole, and gives them in the order in which they were asked for. */
export async function* readStreams(
  log: Pick<EventLog, 'readStream'>,
  streams: readonly string[],
): AsyncGenerator<StreamSlice> {
  for (let from = 0; from < streams.length; from += AT_ONCE)
    yield* await Promise.all(streams.slice(from, from + AT_ONCE).map((stream) => log.readStream(stream)))
}
