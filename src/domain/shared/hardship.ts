import { z } from 'zod'

/**
 * Why a person or household has suddenly come into hardship [2014-47, 2018-23, 2022-83]. A closed list: by it "the same
 * cause again" is told from another one.
 */
export const HardshipCause = z.enum([
  'FIRE', // 火灾
  'TRAFFIC_ACCIDENT', // 交通事故
  'OTHER_ACCIDENT', // 其他意外事件
  'SUDDEN_ILLNESS', // 突发重大疾病
  'MEDICAL_COST', // 医疗支出
  'EDUCATION_COST', // 教育支出
  'LOST_INCOME', // 失业等收入中断
  'RETURN_TO_POVERTY', // 返贫致贫
  'OTHER', // 其他特殊困难
])
export type HardshipCause = z.infer<typeof HardshipCause>

/** A cause with what happened, in words. */
export const Hardship = z.strictObject({ cause: HardshipCause, account: z.string().trim().min(1).max(500) })
export type Hardship = z.infer<typeof Hardship>
