import { z } from 'zod'
import { Day } from '../shared/day.ts'

/** A statutory limit of this case: when it ends, and whether a missing holiday calendar makes it provisional. */
export const Deadline = z.strictObject({
  clock: z.enum([
    'SURVEY_START', // 入户调查开始
    'CHECK_START', // 核对启动
    'WHOLE_CASE', // 全程
    'DELIBERATION', // 民主评议
    'OPINION', // 审核意见
    'COUNTY_DECISION', // 县级确认
    'REFUSAL_NOTICE', // 不予确认书面告知
    'REVIEW', // 动态核查
    'RECHECK_AFTER_DEATH', // 死亡后复核
    'SUPPLEMENT', // 补正
  ]),
  due: Day,
  provisional: z.boolean(),
  clause: z.string(),
})
export type Deadline = z.infer<typeof Deadline>
