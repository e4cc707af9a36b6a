import type { EventLog, Said } from './port.ts'

/** Events read at a time: a page of run lines stays below 100 MiB. */
const PAGE = 1_000

/**
 * Walks over the events of some types behind a log position, in log order, up to the end of the log at the start or to
 * `to`. Page by page: memory does not grow with the length of history. The next page is read while this one is visited.
 */
export const forEachEvent = async (
  log: EventLog,
  { types, from, to }: { types: readonly string[]; from: bigint; to?: bigint },
  visit: (event: Said) => void,
): Promise<void> => {
  const end = to === undefined ? await log.head() : log.cursorAt(to)
  const read = (after = log.cursorAt(from)) =>
    log.compare(after, end) < 0 ? log.readSaid({ after, limit: PAGE, types }) : undefined
  for (let page = await read(); page; ) {
    const next = read(page.scannedTo)
    // It is awaited below; without this a failure while events are visited would end the process.
    next?.catch(() => undefined)
    for (const event of page.events) if (log.compare(event.cursor, end) <= 0) visit(event)
    page = await next
  }
}
