import { z } from 'zod'
import { AreaCode } from './area.ts'

/**
 * The roles that staff hold: those of a case, of a payment month, of policy, and those that look on. They are copied onto
 * every event as they were held at that moment.
 */
export const Role = z.enum([
  'assistanceAssistant', // 救助协理员
  'caseWorker', // 经办人员
  'surveyor', // 入户调查员
  'reviewer', // 审核人
  'confirmer', // 确认人
  'paymentPreparer', // 发放经办
  'paymentReviewer', // 发放复核
  'paymentApprover', // 发放审批
  'paymentOfficer', // 财务
  'policyPublisher', // 政策发布
  'auditor', // 审计
  'disciplineInspector', // 纪检监察
  'administrator', // 系统管理
])
export type Role = z.infer<typeof Role>

/** Who acts: a staff account with the roles, office and area held now. An area of 9 digits is a township, 6 a county. */
export const Actor = z.strictObject({
  sub: z.string().min(1).max(64),
  roles: z.array(Role).min(1),
  office: z.string().min(1).max(64),
  area: AreaCode,
})
export type Actor = z.infer<typeof Actor>

/** Whether somebody holds one of these roles now. */
export const holdsOneOf = ({ roles }: Pick<Actor, 'roles'>, asked: readonly Role[]): boolean =>
  asked.some((role) => roles.includes(role))
