import { z } from 'zod'
import type { CaseStatus } from '../case/state.ts'
import type { Day, Month } from '../shared/day.ts'
import type { Fen } from '../shared/fen.ts'

/** What becomes of one case when a standard has moved. */
export const Outcome = z.enum(['AUTOMATIC', 'UNCHANGED', 'MANUAL', 'MUST_REVIEW', 'FAILED'])
export type Outcome = z.infer<typeof Outcome>

/** Why: a word once recorded is never taken out again. */
export const Reason = z.enum([
  'RISES', // 金额提高
  'SAME_AMOUNT', // 金额不变
  'DECIDED_SO', // 最近一次决定已按新标准
  'ENDED', // 已退出
  'DEATH', // 成员死亡后未复核
  'NO_LONGER_QUALIFIES', // 按新标准不再符合条件
  'REVIEW_OVERDUE', // 核查逾期
  'SUSPENDED', // 暂停发放期间
  'GRADUAL_EXIT', // 渐退期间
  'TIER_GONE', // 原档次不再公布
  'FALLS', // 金额降低
  'RATE_MISSING', // 缺少标准
])
export type Reason = z.infer<typeof Reason>

/**
 * Each reason with its outcome. A rise follows the published rate and touches no fact. A fall takes something away: it is
 * a decision on the one household, from 2026-07-01 after a hearing.
 */
export const reasons = {
  RISES: { outcome: 'AUTOMATIC', clause: '2021-57 Art.32' },
  SAME_AMOUNT: { outcome: 'UNCHANGED', clause: null },
  DECIDED_SO: { outcome: 'UNCHANGED', clause: null },
  ENDED: { outcome: 'UNCHANGED', clause: null },
  DEATH: { outcome: 'MUST_REVIEW', clause: '2022-83' },
  NO_LONGER_QUALIFIES: { outcome: 'MUST_REVIEW', clause: '2021-57 Art.31' },
  REVIEW_OVERDUE: { outcome: 'MUST_REVIEW', clause: '2021-57 Art.31' },
  SUSPENDED: { outcome: 'MANUAL', clause: null },
  GRADUAL_EXIT: { outcome: 'MANUAL', clause: '2022-83' },
  TIER_GONE: { outcome: 'MANUAL', clause: null },
  FALLS: { outcome: 'MANUAL', clause: '2021-57 Art.32; 2026-LAW Art.48' },
  RATE_MISSING: { outcome: 'FAILED', clause: null },
} as const satisfies Record<Reason, { outcome: Outcome; clause: string | null }>

/** What one month comes to without and with the change, in fen; null where a rate is missing. */
export type MovedMonth = { month: Month; beforeFen: Fen | null; afterFen: Fen | null }

/** A case as the rules look at it. */
export type CaseQuestion = {
  status: CaseStatus
  /** The months under the last decision that the change can reach, in order. */
  months: readonly MovedMonth[]
  /** Monthly amount of the last decision. */
  decidedFen: Fen
  /** Whether tiers are published but no longer the one that the case was given. */
  tierGone: boolean
  /** Whether a member has died since the last decision. */
  died: boolean
  reviewDue: Day | null
  today: Day
}

/** An outcome with its reason, and the first month that the change moves; the first of all where it moves none. */
export type JudgedCase = { outcome: Outcome; reason: Reason } & MovedMonth

const paid: readonly CaseStatus[] = ['CONFIRMED', 'ENTITLED', 'IN_REVIEW', 'HEARING', 'SUSPENDED', 'GRADUAL_EXIT']

/** What becomes of a case. Undefined where the change reaches none of its months. */
export const judgeCase = (question: CaseQuestion): JudgedCase | undefined => {
  const { months } = question
  const first = months.find(({ afterFen }) => afterFen === null) ?? months.find(isMoved) ?? months[0]
  if (!first) return undefined
  const reason = reasonFor(question, first)
  return { outcome: reasons[reason].outcome, reason, ...first }
}

const isMoved = ({ beforeFen, afterFen }: MovedMonth): boolean => beforeFen !== afterFen

const reasonFor = (question: CaseQuestion, first: MovedMonth): Reason => {
  const { status, months, decidedFen, tierGone, died, reviewDue, today } = question
  if (!paid.includes(status)) return 'ENDED'
  if (first.afterFen === null && !tierGone) return 'RATE_MISSING'
  if (!isMoved(first)) return 'SAME_AMOUNT'
  if (first.afterFen === decidedFen) return 'DECIDED_SO'
  if (died) return 'DEATH'
  if (months.some(({ beforeFen, afterFen }) => afterFen === 0 && beforeFen !== 0)) return 'NO_LONGER_QUALIFIES'
  if (reviewDue !== null && reviewDue < today) return 'REVIEW_OVERDUE'
  if (status === 'SUSPENDED' || status === 'GRADUAL_EXIT') return status
  if (tierGone) return 'TIER_GONE'
  // One month that pays less is enough: what is taken away is never taken by a machine.
  const falls = months.some(({ beforeFen, afterFen }) => (afterFen ?? 0) < (beforeFen ?? 0))
  return falls ? 'FALLS' : 'RISES'
}
