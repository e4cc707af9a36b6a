import { z } from 'zod'

/** What kind of home an institution for supported people (供养服务机构) is. */
export const InstitutionKind = z
  .enum([
    'SUPPORT_HOME', // 特困人员供养服务设施（敬老院）
    'WELFARE_HOUSE', // 社会福利院
    'CHILD_WELFARE_HOUSE', // 儿童福利院
    'CARE_HOME', // 受委托的养老机构
    'MENTAL_HEALTH_HOUSE', // 精神卫生福利机构
  ])
  .meta({ description: 'Kind of home: 敬老院, 福利院, 儿童福利院, 受委托养老机构, 精神卫生福利机构.' })
export type InstitutionKind = z.infer<typeof InstitutionKind>

/** Why somebody no longer lives in an institution. */
export const DischargeReason = z.enum(['MOVED', 'LEFT', 'SUPPORT_ENDED', 'NOT_USED'])
export type DischargeReason = z.infer<typeof DischargeReason>
