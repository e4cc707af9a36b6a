import { z } from 'zod'
import { AssessmentInput, Filing, MemberInput } from '../../scheme/household.ts'
import { SingleGround } from '../../scheme/single-ground.ts'
import { lateEntry } from '../../shared/act-day.ts'
import { AreaCode, AreaKind } from '../../shared/area.ts'
import { Day } from '../../shared/day.ts'
import { Uuid } from '../../shared/event.ts'
import { Particulars } from '../../shared/particulars.ts'
import { Sha256 } from '../../shared/sha256.ts'
import { StaffInput, TextInput } from '../../shared/text.ts'
import { ProxyKind, VisitMode } from '../words.ts'

/** Where something hangs or happened. */
export const place = z.string().trim().min(1).max(200)

/** The number of a decision, as printed on it. */
export const decisionNumber = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .meta({ description: 'Number of the decision as printed on it (文号).' })

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

/** A home visit: by as many investigators as the rules ask for, the form signed by both sides [2021-57 Art.16]. */
export const visit = {
  surveyors: z.array(StaffInput).min(1).max(10),
  mode: VisitMode,
  /** The document that declared the emergency, where nobody could go there in person [2021-57 Art.16]. */
  remoteBasis: z.string().trim().min(1).max(100).optional(),
  place,
  signedByHousehold: z.boolean(),
  signedBySurveyors: z.boolean(),
  formSha256: Sha256.nullable(),
  findings: TextInput,
  ...lateEntry,
}
