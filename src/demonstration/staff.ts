import type { Actor, Role } from '../domain/shared/actor.ts'
import type { AreaCode } from '../domain/shared/area.ts'
import { county, townships } from './places.ts'

const atCounty = (sub: string, office: string, ...roles: Role[]): Actor => ({ sub, roles, office, area: county.code })

/** The staff of the county's offices. Nobody surveys and decides, or prepares and approves. */
export const countyStaff = {
  checker: atCounty('county-checker', '县居民家庭经济状况核对中心', 'caseWorker'),
  surveyor: atCounty('county-surveyor', '县民政局', 'surveyor'),
  confirmer: atCounty('county-confirmer', '县民政局', 'confirmer'),
  importer: atCounty('county-importer', '县民政局', 'administrator'),
  publisher: atCounty('county-publisher', '县民政局', 'policyPublisher'),
  paymentPreparer: atCounty('county-payment-preparer', '县民政局', 'paymentPreparer'),
  paymentReviewer: atCounty('county-payment-reviewer', '县民政局', 'paymentReviewer'),
  paymentApprover: atCounty('county-payment-approver', '县民政局', 'paymentApprover'),
  paymentOfficer: atCounty('county-payment-officer', '县财政局', 'paymentOfficer'),
  auditor: atCounty('county-auditor', '县审计局', 'auditor'),
} as const

/** The province of the county, whose statistics office makes prices known. */
export const province: AreaCode = '990000'
export const statistician: Actor = {
  sub: 'province-statistician',
  roles: ['policyPublisher'],
  office: '示范省统计调查总队',
  area: province,
}

/** Who inspects, and decides nothing. */
export const inspectors: readonly [Actor, Actor, Actor, Actor] = [
  atCounty('county-inspector-1', '县民政局', 'auditor'),
  atCounty('county-inspector-2', '县民政局', 'auditor'),
  atCounty('county-inspector-3', '县民政局', 'auditor'),
  atCounty('county-inspector-4', '县民政局', 'auditor'),
]

/** The staff of one township or street. */
export const townshipStaff = (township: AreaCode) => {
  const office = `${townships.find(({ code }) => code === township)?.name ?? township}社会救助服务站`
  const of = (name: string, ...roles: Role[]): Actor => ({ sub: `${township}-${name}`, roles, office, area: township })
  return {
    assistant: of('assistant', 'assistanceAssistant'),
    caseWorker: of('case-worker', 'caseWorker'),
    surveyor: of('surveyor-1', 'surveyor'),
    secondSurveyor: of('surveyor-2', 'surveyor'),
    reviewer: of('reviewer', 'reviewer'),
    confirmer: of('confirmer', 'confirmer'),
  }
}
