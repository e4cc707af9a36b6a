import { z } from 'zod'
import { Day } from '../domain/shared/day.ts'
import type { EventLog } from './port.ts'

/** A moment of knowledge: a log position, a time, or a day, which means its end in Asia/Shanghai. */
export const AsOf = z.union([z.string().regex(/^(0|[1-9]\d{0,14})$/), Day, z.iso.datetime({ offset: true })]).meta({
  description: 'As known then: a log position, a time (RFC 3339), or a day (to its end in Asia/Shanghai).',
  examples: ['2023-06-30'],
})

/** A moment of knowledge that has not come yet; the facts say how far the log, or time, has come. */
export class MomentNotReached extends Error {
  override readonly name = 'MomentNotReached'
  readonly facts: Readonly<Record<string, string>>
  constructor(facts: Readonly<Record<string, string>>) {
    super(`that moment has not come yet: ${Object.values(facts).join(', ')}`)
    this.facts = facts
  }
}

/**
 * The log position of a moment of knowledge. Recorded times rise with positions but for the skew of the writers' clocks, so
 * the search is by halves.
 * @throws MomentNotReached for a position or time that has not come yet
 */
export const positionAsOf = async (log: EventLog, asOf: string, now: string): Promise<bigint> => {
  const head = log.positionOf(await log.head())
  if (/^\d+$/.test(asOf)) {
    if (BigInt(asOf) > head) throw new MomentNotReached({ head: String(head) })
    return BigInt(asOf)
  }
  const time = Date.parse(asOf.length === 10 ? `${asOf}T23:59:59.999+08:00` : asOf)
  // Today is not over; what is known of it so far is what is asked for.
  if (asOf.length > 10 && time > Date.parse(now)) throw new MomentNotReached({ now })
  if (asOf.length === 10 && time - DAY_MS > Date.parse(now)) throw new MomentNotReached({ now })
  return lastRecordedBy(log, time, head)
}

const DAY_MS = 24 * 60 * 60 * 1000

const lastRecordedBy = async (log: EventLog, time: number, head: bigint): Promise<bigint> => {
  let low = 0n
  let high = head
  while (low < high) {
    const middle = (low + high + 1n) / 2n
    const { events } = await log.readAll({ after: log.cursorAt(middle - 1n), limit: 1 })
    const [event] = events
    if (event && Date.parse(event.recordedAt) <= time) low = event.position
    else high = middle - 1n
  }
  return low
}
