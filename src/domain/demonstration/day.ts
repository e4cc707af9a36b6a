import { z } from 'zod'
import { commandSchema } from '../shared/command.ts'
import { Day } from '../shared/day.ts'
import type { Decider } from '../shared/decider.ts'
import { type EventOf, eventSchema } from '../shared/event.ts'
import { type RefusalRow, refuserOf } from '../shared/refusal.ts'

/** The facts of the stream `demonstration`: the day a demonstration county has reached. It only moves forward. */
export const demonstrationEvents = [eventSchema('DayAdvanced', z.strictObject({ to: Day }))] as const
type DemonstrationEvent = EventOf<(typeof demonstrationEvents)[number]>

/** Moves the demonstration to a later day; the body of `POST /v1/demonstration/advance`. */
export const AdvanceDay = commandSchema(
  'AdvanceDay',
  z.strictObject({ to: Day }),
  { en: 'Let the demonstration reach a later day.', zh: '将演示日期推进到更晚的一天' },
  { to: '2024-01-15' },
)

/** Every "no" of the demonstration's day. */
export const demonstrationRefusals = {
  'not-a-demonstration': {
    kind: 'authority',
    en: 'Only a demonstration has a day of its own; everywhere else it is the true day in Asia/Shanghai.',
    zh: '仅演示模式可以推进日期，正式运行使用北京时间的当日。',
  },
  'day-not-later': { kind: 'rule', en: 'The demonstration’s day only moves forward.', zh: '演示日期只能向后推进。' },
} as const satisfies Record<string, RefusalRow>
const refuse = refuserOf(demonstrationRefusals)

/** The refusal of an advance outside demonstration mode. */
export const notADemonstration = () => refuse('not-a-demonstration')

/** `null` before the first advance: then the true day counts. */
export const demonstrationDecider: Decider<Day | null, { to: Day }, DemonstrationEvent, null> = {
  schemas: demonstrationEvents,
  initial: null,
  evolve: (_day, { data }) => data.to,
  decide: ({ to }, day) => {
    if (day === to) return []
    if (day !== null && to < day) throw refuse('day-not-later', { day, to })
    return [{ type: 'DayAdvanced', data: { to }, on: to }]
  },
}
