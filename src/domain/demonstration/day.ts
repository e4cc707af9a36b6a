import { z } from 'zod'
import { commandSchema } from '../shared/command.ts'
import { Day } from '../shared/day.ts'
import type { Decider } from '../shared/decider.ts'
import { type EventOf, eventSchema } from '../shared/event.ts'
import { type RefusalRow, refuserOf } from '../shared/refusal.ts'

/** Which made-up county a demonstration is: the seed it is made from, and at which size. */
export const DemonstrationCounty = z.strictObject({
  seed: z.string().min(1).max(100),
  scale: z.enum(['whole', 'small']),
})
export type DemonstrationCounty = z.infer<typeof DemonstrationCounty>

/** The facts of the stream `demonstration`: which county it is, once, and the day it has reached, which only moves forward. */
export const demonstrationEvents = [
  eventSchema('DayAdvanced', z.strictObject({ to: Day })),
  eventSchema('DemonstrationCountyChosen', DemonstrationCounty),
] as const
export type DemonstrationEvent = EventOf<(typeof demonstrationEvents)[number]>

/** Moves the demonstration to a later day; the body of `POST /v1/demonstration/advance`. */
export const AdvanceDay = commandSchema(
  'AdvanceDay',
  z.strictObject({ to: Day }),
  { en: 'Let the demonstration reach a later day.', zh: '将演示日期推进到更晚的一天' },
  { to: '2024-01-15' },
)

/** Every "no" of a demonstration. */
export const demonstrationRefusals = {
  'not-a-demonstration': {
    kind: 'authority',
    en: 'Only a demonstration has a day of its own; everywhere else it is the true day in Asia/Shanghai.',
    zh: '仅演示模式可以推进日期，正式运行使用北京时间的当日。',
  },
  'day-not-later': { kind: 'rule', en: 'The demonstration’s day only moves forward.', zh: '演示日期只能向后推进。' },
  'another-demonstration': {
    kind: 'state',
    en: 'These data hold another demonstration county: its seed and size are chosen once. Ask for it as it is, or set ANJUAN_DATA_DIR to another directory.',
    zh: '该数据目录已有另一个演示县，种子和规模一经选定不能更改；请按原规模继续，或将 ANJUAN_DATA_DIR 设为其他目录。',
  },
} as const satisfies Record<string, RefusalRow>
const refuse = refuserOf(demonstrationRefusals)

/** The refusal of an advance outside demonstration mode. */
export const notADemonstration = () => refuse('not-a-demonstration')

/** What a demonstration is by its log; the true day counts before the first advance. */
export type DemonstrationState = { day: Day | null; county: DemonstrationCounty | null }

/** Moves the day, or says which county this is; saying the same again changes nothing. */
export type DemonstrationCommand = { to: Day } | { county: DemonstrationCounty; on: Day }

export const demonstrationDecider: Decider<DemonstrationState, DemonstrationCommand, DemonstrationEvent, null> = {
  schemas: demonstrationEvents,
  initial: { day: null, county: null },
  evolve: (state, event) =>
    event.type === 'DayAdvanced' ? { ...state, day: event.data.to } : { ...state, county: event.data },
  decide: (command, state) =>
    'county' in command ? choose(command.county, command.on, state) : advance(command.to, state),
}

type Decision = ReturnType<typeof demonstrationDecider.decide>

const choose = (asked: DemonstrationCounty, on: Day, { county }: DemonstrationState): Decision => {
  if (county === null) return [{ type: 'DemonstrationCountyChosen', data: asked, on }]
  if (county.seed !== asked.seed || county.scale !== asked.scale)
    throw refuse('another-demonstration', { ...county, askedSeed: asked.seed, askedScale: asked.scale })
  return []
}

const advance = (to: Day, { day }: DemonstrationState): Decision => {
  if (day === to) return []
  if (day !== null && to < day) throw refuse('day-not-later', { day, to })
  return [{ type: 'DayAdvanced', data: { to }, on: to }]
}
