import { z } from 'zod'

/** How somebody came to the one window (一门受理): in person, by a hotline, online, or through somebody else. */
export const EnquiryChannel = z.enum(['WINDOW', 'HOTLINE', 'ONLINE', 'VILLAGE_COMMITTEE', 'DEPARTMENT', 'OTHER'])
export type EnquiryChannel = z.infer<typeof EnquiryChannel>

/** What it is about. */
export const EnquiryKind = z.enum(['NEED', 'QUESTION', 'COMPLAINT'])
export type EnquiryKind = z.infer<typeof EnquiryKind>

/** Whom a need is referred to (转介) where no scheme of this programme answers it. */
export const Department = z.enum([
  'MEDICAL_INSURANCE', // 医保
  'EDUCATION', // 教育
  'HOUSING', // 住建
  'EMPLOYMENT', // 人社
  'EMERGENCY_MANAGEMENT', // 应急
  'DISABLED_FEDERATION', // 残联
  'RURAL_REVITALIZATION', // 乡村振兴
  'TRADE_UNION', // 工会
  'WOMEN_FEDERATION', // 妇联
  'CHARITY', // 慈善组织
  'SOCIAL_WORK', // 社会工作服务
  'LEGAL_AID', // 法律援助
  'OTHER', // 其他
])
export type Department = z.infer<typeof Department>

/** What became of a referral. */
export const ReferralOutcome = z.enum(['HELPED', 'DECLINED', 'OTHER'])
export type ReferralOutcome = z.infer<typeof ReferralOutcome>

/** Whether an enquiry still waits for an answer. */
export const EnquiryStatus = z.enum(['OPEN', 'CLOSED'])
export type EnquiryStatus = z.infer<typeof EnquiryStatus>
