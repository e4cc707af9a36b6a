import { z } from 'zod'
import { Code } from '../shared/codes.ts'
import { Day } from '../shared/day.ts'

/** The clocks of a case by the names under which events keep them. */
export const clocks = [
  'SURVEY_START', // 入户调查开始
  'CHECK_START', // 核对启动
  'TOWNSHIP_OPINION', // 乡镇（街道）初审
  'WHOLE_CASE', // 全程
  'CROSS_PROVINCE', // 跨省通办
  'DELIBERATION', // 民主评议
  'OPINION', // 县级审批意见
  'REDO_AFTER_OBJECTION', // 异议后重新调查
  'REDO_AFTER_RETURN', // 退回后重新报送
  'COUNTY_DECISION', // 县级确认
  'REFUSAL_NOTICE', // 不予确认书面告知
  'REVIEW', // 动态核查
  'RECHECK_AFTER_DEATH', // 死亡后复核
  'SELF_CARE_AGAIN', // 自理能力复评
  'STOP_AFTER_OBJECTION', // 终止异议后重新决定
  'SUPPLEMENT', // 补正
  'PAPERWORK', // 先行救助后补齐手续
] as const
/** A clock by its name. */
export type Clock = (typeof clocks)[number]

const limit = { due: Day, provisional: z.boolean(), clause: z.string() }

/** A limit as the first version kept it: the closed list of the allowance's clocks. */
export const DeadlineOfAllowance = z.strictObject({
  clock: z.enum([
    'SURVEY_START',
    'CHECK_START',
    'WHOLE_CASE',
    'DELIBERATION',
    'OPINION',
    'COUNTY_DECISION',
    'REFUSAL_NOTICE',
    'REVIEW',
    'RECHECK_AFTER_DEATH',
    'SUPPLEMENT',
  ]),
  ...limit,
})

/** A statutory limit of this case: when it ends, and whether a missing holiday calendar makes it provisional. */
export const Deadline = z.strictObject({ clock: Code, ...limit }).meta({ id: 'Deadline' })
export type Deadline = z.infer<typeof Deadline>
