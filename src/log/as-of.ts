import { z } from 'zod'
import { Day } from '../domain/shared/day.ts'
import type { EventLog } from './port.ts'

/**
 * A moment of knowledge: a log position, a time, or a day, which means its end in Asia/Shanghai. Times and days are those of
 * the clock by which events were recorded, never the days of the acts they tell of.
 */
export const AsOf = z.union([z.string().regex(/^(0|[1-9]\d{0,15})$/), Day, z.iso.datetime({ offset: true })]).meta({
  id: 'AsOf',
  description:
    'As known then: a log position, a time (RFC 3339), or a day (to its end in Asia/Shanghai). It goes by when a fact was ' +
    'recorded, not by the day it is about: what was entered late is not known before. The years of a demonstration were ' +
    'recorded while it was built: give a position there.',
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

/** Where to begin to look: the position of some event that was recorded before this time (RFC 3339 UTC), 0n for none. */
export type EarlierThan = (time: string) => Promise<bigint>

/**
 * The log position of a moment of knowledge: of the last event recorded by then. Recorded times rise with positions but for
 * the skew of the writers' clocks. An engine can be read from the place of an event only, so the search cannot jump about: it
 * walks, from the place that `earlierThan` knows, and is as long as the way from there.
 * @throws MomentNotReached for a position or time that has not come yet
 */
export const positionAsOf = async (
  { log, now, earlierThan }: { log: EventLog; now: () => string; earlierThan: EarlierThan },
  asOf: string,
): Promise<bigint> => {
  if (/^\d+$/.test(asOf)) {
    const head = log.positionOf(await log.head())
    if (BigInt(asOf) > head) throw new MomentNotReached({ head: String(head) })
    return BigInt(asOf)
  }
  const time = Date.parse(asOf.length === 10 ? `${asOf}T23:59:59.999+08:00` : asOf)
  // Today is not over; what is known of it so far is what is asked for.
  const begun = asOf.length === 10 ? time - DAY_MS : time
  if (begun > Date.parse(now())) throw new MomentNotReached({ now: now() })
  return lastRecordedBefore(log, time + 1, earlierThan)
}

const DAY_MS = 24 * 60 * 60 * 1000

/** As recorded times are written, so that they compare as text. */
const utcMicroseconds = (time: number): string => new Date(time).toISOString().replace('Z', '000Z')

const PAGE = 1_000

/**
 * Clocks differ from program to program, and are set back. What was recorded so long before a moment lies before everything
 * that was recorded after it, so the answer is the same wherever the walk begins.
 */
const CLOCKS_DIFFER_MS = 10 * 60 * 1000

const lastRecordedBefore = async (log: EventLog, moment: number, earlierThan: EarlierThan): Promise<bigint> => {
  const time = utcMicroseconds(moment)
  let last = await earlierThan(utcMicroseconds(moment - CLOCKS_DIFFER_MS))
  const head = await log.head()
  let after = log.cursorAt(last)
  while (log.compare(after, head) < 0) {
    const { events, scannedTo } = await log.readAll({ after, limit: PAGE })
    for (const { recordedAt, position } of events) {
      if (recordedAt >= time) return last
      last = position
    }
    after = scannedTo
  }
  return last
}
