import { z } from 'zod'
import { Day } from './day.ts'
import { type RefusalRow, refuserOf } from './refusal.ts'

/** Why an act is entered later than the day on which it happened: a closed list, kept in the envelope. */
const LateReason = z
  .enum([
    'PAPER_FIRST', // 先纸质后录入
    'NO_NETWORK', // 现场无网络
    'SYSTEM_DOWN', // 系统故障
    'RECEIVED_LATE', // 材料迟到
    'OTHER',
  ])
  .meta({ id: 'LateReason' })

/** Every act that is not a decision may carry the earlier day on which it happened; then it is a late entry with a reason. */
export const lateEntry = {
  on: Day.optional().meta({ description: 'The day it happened; today where absent, never in the future.' }),
  lateReason: LateReason.optional().meta({ description: 'Required when `on` is before today.' }),
}

/** What an act says, without the day of its late entry and the reason for it: those stand in the envelope. */
export const withoutLateEntry = <Data extends { on?: unknown; lateReason?: unknown }>(
  data: Data,
): Omit<Data, 'on' | 'lateReason'> => {
  const { on: _on, lateReason: _lateReason, ...said } = data
  return said
}

/** Why an act cannot have happened on the day that is given for it. */
export const actDayRefusals = {
  'future-day': { kind: 'malformed', en: 'The day has not come yet.', zh: '日期不得晚于今天。' },
  'late-without-reason': {
    kind: 'malformed',
    en: 'An act of an earlier day is a late entry and needs its reason (`lateReason`).',
    zh: '补录以前发生的事项，应当填写补录原因（`lateReason`）。',
  },
  'before-earlier-step': {
    kind: 'rule',
    en: 'The day lies before the step that this one follows.',
    zh: '日期早于前一环节的日期。',
  },
} as const satisfies Record<string, RefusalRow>

const refuse = refuserOf(actDayRefusals)

/** The day an act happened and, when that was before today, what the envelope says about the late entry. */
export type ActDay = { day: Day; entry: { on?: Day; reason?: string } }

/**
 * The day of an act that is not a decision: today, or an earlier day with the reason for entering it late; never in the
 * future and never before the step it follows.
 */
export const actDay = (
  { on, lateReason }: { on?: Day | undefined; lateReason?: string | undefined },
  today: Day,
  earliest?: Day | null,
): ActDay => {
  const day = on ?? today
  notFuture(day, today)
  if (earliest && day < earliest) throw refuse('before-earlier-step', { day, earliest })
  if (day === today) return { day, entry: {} }
  if (lateReason === undefined) throw refuse('late-without-reason', { day, today })
  return { day, entry: { on: day, reason: lateReason } }
}

/** Refuses a day that has not come yet. */
export const notFuture = (day: Day, today: Day): void => {
  if (day > today) throw refuse('future-day', { day, today })
}
