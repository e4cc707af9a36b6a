import type { Cursor, Recorded } from '../port.ts'
import { compareCursors, cursorOf } from './cursor.ts'
import { isSystem, recordedFrom } from './event.ts'
import type { Seen } from './seen.ts'
import type { StreamRules } from './stream-rules.ts'
import type { Subscription } from './subscription.ts'
import { untilHeard } from './waiting.ts'

/** Which events make a batch: of these types (any where undefined) behind a cursor, and how many at most. */
type Wanted = { types: ReadonlySet<string> | undefined; after: Cursor; most: number; signal: AbortSignal }

/** Milliseconds. A batch is cut so long after its first event, or when nothing more has come for a moment. */
const CUT = 50
const MOMENT = 2

/** The next event of a subscription that is asked for and was not shown before. */
const takeOne = (
  subscription: Subscription,
  { types, after }: Pick<Wanted, 'types' | 'after'>,
  { seen, rules }: { seen: Seen; rules: StreamRules },
): Recorded | undefined => {
  for (let event = subscription.take(); event; event = subscription.take()) {
    if (isSystem(event)) {
      rules.saw(event)
      continue
    }
    seen.saw(event.position.commit)
    if (compareCursors(cursorOf(event.position), after) <= 0) continue
    if (!types || types.has(event.type)) return recordedFrom(event)
  }
  return undefined
}

/** Takes what has come, and what comes with it; empty when nothing has come. Throws `LogHalted` for a foreign event. */
export const takeBatch = async (
  subscription: Subscription,
  { types, after, most, signal }: Wanted,
  watch: { seen: Seen; rules: StreamRules },
): Promise<Recorded[]> => {
  const events: Recorded[] = []
  let cut = 0
  while (!signal.aborted && events.length < most) {
    const event = takeOne(subscription, { types, after: events.at(-1)?.cursor ?? after }, watch)
    if (event) {
      if (events.length === 0) cut = performance.now() + CUT
      events.push(event)
    } else if (events.length === 0 || performance.now() >= cut) break
    else if ((await untilHeard(subscription, { ms: MOMENT, signal })) === 'nothing') break
  }
  return events
}
