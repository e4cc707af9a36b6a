import { z } from 'zod'

/** What gave the warning: registers that were compared, or somebody who saw or called. */
export const AlertSource = z.enum([
  'LOW_INCOME_MONITORING', // 低收入人口动态监测
  'DATA_MATCH', // 数据比对
  'MEDICAL_COST', // 医疗费用
  'UNEMPLOYMENT', // 失业
  'DISABILITY', // 新增残疾
  'DISASTER', // 灾害事故
  'RURAL_REVITALIZATION', // 防返贫监测
  'HOTLINE', // 热线
  'VILLAGE_COMMITTEE', // 村（居）委会
  'OTHER', // 其他
])
export type AlertSource = z.infer<typeof AlertSource>

/** What the home check came to. */
export const VisitFinding = z.enum(['IN_NEED', 'NOT_IN_NEED', 'NOT_MET'])
export type VisitFinding = z.infer<typeof VisitFinding>

/** How a warning ended: with applications, with a referral elsewhere, or with neither. */
export const AlertOutcome = z.enum(['ENTERED', 'REFERRED', 'COVERED_ALREADY', 'NOT_IN_NEED', 'NOT_FOUND'])
export type AlertOutcome = z.infer<typeof AlertOutcome>

/** How far a warning has come. */
export const AlertStatus = z.enum(['RAISED', 'VISITED', 'CLOSED'])
export type AlertStatus = z.infer<typeof AlertStatus>
