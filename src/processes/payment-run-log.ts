import type { EventLog, Recorded } from '../log/port.ts'

/** Events of one page: a page of chunk events stays below 100 MiB. */
const PAGE = 2_000

/**
 * Walks over the events of some types behind a log position, up to the end of the log at the start or to `to`, page by
 * page: memory does not grow with the length of history.
 */
export const forEachEvent = async (
  log: EventLog,
  { types, from, to, page = PAGE }: { types: readonly string[]; from: bigint; to?: bigint; page?: number },
  visit: (event: Recorded) => void,
): Promise<void> => {
  const end = to === undefined ? await log.head() : log.cursorAt(to)
  let after = log.cursorAt(from)
  while (log.compare(after, end) < 0) {
    const { events, scannedTo } = await log.readAll({ after, limit: page, types })
    for (const event of events) {
      if (log.compare(event.cursor, end) > 0) return
      visit(event)
    }
    after = scannedTo
  }
}
