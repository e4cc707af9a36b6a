import { z } from 'zod'

/** What a sample is drawn from: dossiers handed to the county, decisions of townships, or households on roll. */
export const SampleOf = z.enum(['DOSSIERS', 'DELEGATED_DECISIONS', 'ROLL'])
export type SampleOf = z.infer<typeof SampleOf>

/** What a check of one drawn case came to. */
export const CheckResult = z.enum(['CONSISTENT', 'DISCREPANT'])
export type CheckResult = z.infer<typeof CheckResult>

/** How a drawn case was checked. */
export const CheckMode = z.enum(['FILE', 'HOME_VISIT', 'PHONE'])
export type CheckMode = z.infer<typeof CheckMode>

/** What audits and inspections find: a word once recorded is never taken out again. */
export const FindingCode = z.enum([
  'WRONG_INCLUSION', // 错保
  'OMISSION', // 漏保
  'DROPOUT', // 脱保
  'FAVOURING_KIN', // 优亲厚友
  'FAVOUR_ALLOWANCE', // 人情保、关系保
  'FALSE_CLAIM', // 虚报冒领
  'SKIMMING', // 雁过拔毛、索要好处费
  'DIVERSION', // 截留挪用
  'CARD_HELD_BY_OFFICIAL', // 私自保管一卡通
  'WRONG_AMOUNT', // 金额错误
  'LATE_PAYMENT', // 发放不及时
  'PROCEDURE', // 程序不规范
  'OTHER', // 其他
])
export type FindingCode = z.infer<typeof FindingCode>

/** How far an inspection has come. */
export const InspectionStatus = z.enum(['OPEN', 'DRAWN', 'CLOSED'])
export type InspectionStatus = z.infer<typeof InspectionStatus>

/** How far a finding has come: reported as put right by the township, then verified. */
export const FindingStatus = z.enum(['OPEN', 'REPORTED', 'RECTIFIED'])
export type FindingStatus = z.infer<typeof FindingStatus>
