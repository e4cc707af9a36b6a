import type { Cursor, EventLog, Recorded } from './port.ts'

/** Events of one type read at a time: a page of run lines stays below 100 MiB. */
const PAGE = 1_000

/**
 * Walks over the events of some types behind a log position, in log order, up to the end of the log at the start or to
 * `to`. Each type is read by itself, page by page, and merged here: nothing is read twice, and memory does not grow with
 * the length of history.
 */
export const forEachEvent = async (
  log: EventLog,
  { types, from, to }: { types: readonly string[]; from: bigint; to?: bigint },
  visit: (event: Recorded) => void,
): Promise<void> => {
  const end = to === undefined ? await log.head() : log.cursorAt(to)
  const readers = await Promise.all(types.map((type) => openReader(log, type, log.cursorAt(from), end)))
  for (;;) {
    let first: TypeReader | undefined
    for (const reader of readers) {
      if (reader.isUsedUp()) await reader.refill()
      if (isBefore(reader.next(), first?.next())) first = reader
    }
    const event = first?.take()
    if (!event) return
    visit(event)
  }
}

/** The events of one type, one after another. */
type TypeReader = {
  /** The event at the front of what was read; undefined when nothing is left. */
  next(): Recorded | undefined
  /** True when the page at hand is used up and the log may hold more. */
  isUsedUp(): boolean
  take(): Recorded | undefined
  refill(): Promise<void>
}

const openReader = async (log: EventLog, type: string, start: Cursor, end: Cursor): Promise<TypeReader> => {
  let after = start
  let page: readonly Recorded[] = []
  let index = 0
  const refill = async (): Promise<void> => {
    const { events, scannedTo } = await log.readAll({ after, limit: PAGE, types: [type] })
    page = events.filter(({ cursor }) => log.compare(cursor, end) <= 0)
    index = 0
    after = scannedTo
  }
  const isUsedUp = (): boolean => index >= page.length && log.compare(after, end) < 0
  if (isUsedUp()) await refill()
  return {
    isUsedUp,
    next: () => page[index],
    take: () => {
      index += 1
      return page[index - 1]
    },
    refill,
  }
}

const isBefore = (event: Recorded | undefined, other: Recorded | undefined): boolean =>
  event !== undefined && (other === undefined || event.position < other.position)
