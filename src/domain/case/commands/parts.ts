import { z } from 'zod'
import { AssessmentInput, Filing, MemberInput } from '../../scheme/household.ts'
import { SingleGround } from '../../scheme/single-ground.ts'
import { AreaCode, AreaKind } from '../../shared/area.ts'
import { Day } from '../../shared/day.ts'
import { Uuid } from '../../shared/event.ts'
import { Particulars } from '../../shared/particulars.ts'
import { Sha256 } from '../../shared/sha256.ts'
import { ProxyKind, VisitMode } from '../words.ts'

/** Free text of an act: reasons, findings, records. */
export const text = z.string().trim().min(1).max(1000)

/** The account of a member of staff: one account cannot be written in two ways that look the same. */
export const staff = z
  .string()
  .max(64)
  .regex(/^(?!\s)[^\p{Cc}\p{Cf}\p{Cs}]+(?<!\s)$/u, 'an account of visible characters without blanks at its ends')

/** Where something hangs or happened. */
export const place = z.string().trim().min(1).max(200)

/** The number of a decision, as printed on it. */
export const decisionNumber = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .meta({ description: 'Number of the decision as printed on it (文号).' })

/** Why an act is entered later than the day on which it happened: a closed list, kept in the envelope. */
const LateReason = z
  .enum([
    'PAPER_FIRST', // 先纸质后录入
    'NO_NETWORK', // 现场无网络
    'SYSTEM_DOWN', // 系统故障
    'RECEIVED_LATE', // 材料迟到
    'OTHER',
  ])
  .meta({ id: 'LateReason' })

/** Every act that is not a decision may carry the earlier day on which it happened; then it is a late entry with a reason. */
export const late = {
  on: Day.optional().meta({ description: 'The day it happened; today where absent, never in the future.' }),
  lateReason: LateReason.optional().meta({ description: 'Required when `on` is before today.' }),
}

/** What an application tells about the household, whichever way it came in. */
export const application = {
  /** Township (9) or village (12) that accepts. */
  area: AreaCode.min(9),
  areaKind: AreaKind,
  filing: Filing,
  singleGround: SingleGround.optional(),
  applicant: Uuid,
  proxy: z.strictObject({ personId: Uuid, kind: ProxyKind }).nullable(),
  members: z.array(MemberInput).min(1).max(50),
  declared: AssessmentInput,
  povertyRegister: z.boolean(),
  commitmentSignedOn: Day.nullable(),
  particulars: Particulars.nullable().default(null),
}

/** A home visit: at least two investigators, the form signed by both sides [2021-57 Art.15]. */
export const visit = {
  surveyors: z.array(staff).min(1).max(10),
  mode: VisitMode,
  /** The document that declared the emergency, where nobody could go there in person [2021-57 Art.16]. */
  remoteBasis: z.string().trim().min(1).max(100).optional(),
  place,
  signedByHousehold: z.boolean(),
  signedBySurveyors: z.boolean(),
  formSha256: Sha256.nullable(),
  findings: text,
  ...late,
}
