import {
  type DemonstrationCommand,
  type DemonstrationCounty,
  type DemonstrationEvent,
  type DemonstrationState,
  demonstrationDecider,
  demonstrationEvents,
  notADemonstration,
} from '../domain/demonstration/day.ts'
import { type Day, dayInShanghai } from '../domain/shared/day.ts'
import { type Handled, handle } from '../log/handle.ts'
import { load, openEvents } from '../log/load.ts'
import type { WriteSide } from '../log/prepare.ts'
import { demonstrationStream } from '../log/streams.ts'
import { type CommandCall, envelopeOf } from './call.ts'
import type { Clock } from './deps.ts'

/** The true day in Asia/Shanghai. */
export const trueClock: Clock = { today: () => dayInShanghai(Date.now()) }

/** A clock whose day is persisted in the log and moves only by `advance`, here or in another process. */
export type DemonstrationClock = Clock & {
  advance(side: WriteSide, call: CommandCall, to: Day): Promise<Handled>
  /** Comes to the day that the log has reached: whoever serves does so before each request. */
  catchUp(): Promise<void>
}

/** Opens the demonstration's day as the log has it; the true day before the first advance. */
export const openDemonstrationClock = async (side: WriteSide): Promise<DemonstrationClock> => {
  let version = 0
  let { day } = demonstrationDecider.initial
  const catchUp = async (): Promise<void> => {
    const { events } = await side.log.readStream(demonstrationStream, { from: version + 1 })
    for (const { opened, version: at } of await openEvents<DemonstrationEvent>(
      side.vault,
      demonstrationEvents,
      events,
    )) {
      // Of two that look at once the slower one brings back nothing older.
      if (at <= version) continue
      version = at
      if (opened.type === 'DayAdvanced') day = opened.data.to
    }
  }
  await catchUp()
  return {
    today: () => day ?? trueClock.today(),
    catchUp,
    advance: async (write, call, to) => {
      const handled = await send(write, call, { to }, to)
      await catchUp()
      return handled
    },
  }
}

const send = (write: WriteSide, call: CommandCall, command: DemonstrationCommand, on: Day): Promise<Handled> =>
  handle(write, demonstrationDecider, {
    stream: demonstrationStream,
    command,
    context: null,
    envelope: envelopeOf(call, demonstrationStream, on),
  })

/** What the log says of a demonstration: which county, and the day it has reached; null where it says nothing yet. */
export const demonstrationOf = async (side: WriteSide): Promise<DemonstrationState> =>
  (await load(side, demonstrationDecider, demonstrationStream)).state

/** Says which county a demonstration is. Saying it again changes nothing; another one is refused (`another-demonstration`). */
export const chooseCounty = (
  write: WriteSide,
  call: CommandCall,
  county: DemonstrationCounty,
  on: Day,
): Promise<Handled> => send(write, call, { county, on }, on)

/** Moves the demonstration's day; refused where the clock is the true one. */
export const advanceDay = (side: WriteSide, clock: Clock, call: CommandCall, to: Day): Promise<Handled> => {
  if (!isDemonstrationClock(clock)) throw notADemonstration()
  return clock.advance(side, call, to)
}

/** Whether a clock has a day of its own. */
export const isDemonstrationClock = (clock: Clock): clock is DemonstrationClock => 'advance' in clock
