import { z } from 'zod'
import { Assessment, Filing, Member } from '../../scheme/household.ts'
import { SealedSingleGround } from '../../scheme/single-ground.ts'
import { AreaCode, AreaKind } from '../../shared/area.ts'
import { Code } from '../../shared/codes.ts'
import { Day } from '../../shared/day.ts'
import { eventSchema, nextVersion, Uuid } from '../../shared/event.ts'
import { SealedParticulars } from '../../shared/particulars.ts'
import { personal } from '../../shared/personal.ts'
import { SchemeCode } from '../../shared/scheme-code.ts'
import { Text } from '../../shared/text.ts'
import { Deadline, DeadlineOfAllowance } from '../clocks.ts'
import { LeadSource, LeavingReason, ProxyKind } from '../words.ts'

const household = {
  caseId: Uuid,
  scheme: SchemeCode,
  /** The day it was handed in. */
  filedOn: Day,
  /** Township (9) or village (12) that accepts. */
  area: AreaCode,
  areaKind: AreaKind,
  filing: Filing,
  applicant: Uuid,
  /** Another who files on the applicant's behalf [2021-57 Art.6]. */
  proxy: z.strictObject({ personId: Uuid, kind: ProxyKind }).nullable(),
  members: z.array(Member).min(1).max(50),
  declared: Assessment,
  povertyRegister: z.boolean(),
  /** The truth commitment (承诺书) was signed on this day. */
  commitmentSignedOn: Day.nullable(),
}

const applicationOfAllowance = z.strictObject(household)

/** An application with the scheme's own facts, sealed under the applicant; null where the scheme asks for none. */
const application = z.strictObject({ ...household, particulars: SealedParticulars.nullable() })

/** The same with the ground of a filing alone; absent for a household, and where nobody asked for one. */
const applicationWithGround = z.strictObject({ ...application.shape, singleGround: SealedSingleGround.optional() })

const withoutGround = (old: z.infer<typeof application>): z.infer<typeof applicationWithGround> => old

const withoutParticulars = (old: z.infer<typeof applicationOfAllowance>): z.infer<typeof application> => ({
  ...old,
  particulars: null,
})

const accepted = {
  caseId: Uuid,
  acceptedOn: Day,
  /** The whole procedure of the day, whose clocks and steps this case follows with the texts that lie over it. */
  ruleset: z.string(),
  /** Entry in the separate register of close relatives [2021-57 Art.11]. */
  closeRelative: z.boolean(),
}

const acceptedForAllowance = eventSchema(
  'ApplicationAccepted',
  z.strictObject({
    ...accepted,
    /** Persons whose scheme claim was taken for this case before it was accepted. */
    claimed: z.array(Uuid).min(1).max(50),
    deadlines: z.array(DeadlineOfAllowance),
  }),
)

/** From a lead to an accepted application, and the household as it changes. */
export const intakeEvents = [
  eventSchema(
    'LeadReported',
    z.strictObject({
      caseId: Uuid,
      scheme: SchemeCode,
      area: AreaCode,
      source: LeadSource,
      personId: Uuid,
      reportedOn: Day,
      note: personal(Text),
    }),
  ),
  eventSchema('LeadVerified', z.strictObject({ caseId: Uuid, verifiedOn: Day, inNeed: z.boolean(), note: Text })),
  nextVersion(
    nextVersion(eventSchema('IntakeRegistered', applicationOfAllowance), application)(withoutParticulars),
    applicationWithGround,
  )(withoutGround),
  nextVersion(
    nextVersion(eventSchema('ApplicationOpenedFromLead', applicationOfAllowance), application)(withoutParticulars),
    applicationWithGround,
  )(withoutGround),
  /** The scheme's own facts as the office has found them, whole; they take the place of those before. */
  eventSchema('ParticularsRecorded', z.strictObject({ caseId: Uuid, recordedOn: Day, particulars: SealedParticulars })),
  eventSchema(
    'AuthorizationRecorded',
    z.strictObject({
      caseId: Uuid,
      personId: Uuid,
      signedOn: Day,
      /** Last day on which it may be used. */
      validTo: Day,
    }),
  ),
  /** The question whether anybody of the household is a close relative (近亲属) of staff, and its answer. */
  eventSchema(
    'CloseRelativesDeclared',
    z.strictObject({
      caseId: Uuid,
      relatives: z
        .array(z.strictObject({ personId: Uuid, relation: Text.max(64), officialRole: Text.max(100) }))
        .max(20),
    }),
  ),
  eventSchema('MemberJoined', z.strictObject({ caseId: Uuid, member: Member, joinedOn: Day })),
  eventSchema(
    'MemberLeft',
    z.strictObject({
      caseId: Uuid,
      personId: Uuid,
      leftOn: Day,
      reason: LeavingReason,
    }),
  ),
  eventSchema(
    'SupplementRequested',
    z.strictObject({ caseId: Uuid, missing: z.array(Text.max(200)).min(1).max(30), requestedOn: Day }),
  ),
  eventSchema(
    'SupplementReceived',
    z.strictObject({ caseId: Uuid, received: z.array(Text.max(200)).min(1).max(30), receivedOn: Day }),
  ),
  nextVersion(
    acceptedForAllowance,
    z.strictObject({
      ...accepted,
      /** What the particulars change in the procedure; null for the ordinary one. */
      lane: Code.nullable(),
      /** Persons whose scheme claim was taken for this case before it was accepted; nobody where the scheme takes none. */
      claimed: z.array(Uuid).max(50),
      deadlines: z.array(Deadline),
    }),
  )((old) => ({ ...old, lane: null })),
  /** The fence of the claim sweeper: after it this case can no longer be accepted on that claim. */
  eventSchema(
    'ClaimAbandoned',
    z.strictObject({
      caseId: Uuid,
      personId: Uuid,
      /** How many claims of the person had named this case by then; none of these carries anything any more. */
      claimNumber: z.int().min(0),
    }),
  ),
] as const
