import { z } from 'zod'
import { AreaCode, AreaKind } from '../shared/area.ts'
import { Day, Month } from '../shared/day.ts'
import { type EventOf, eventSchema, Uuid } from '../shared/event.ts'
import { Fen } from '../shared/fen.ts'
import { personal } from '../shared/personal.ts'
import { SchemeCode } from '../shared/scheme-code.ts'
import { CalculationSheet, Entitlement } from './entitlement.ts'
import { Assessment, Filing, Member } from './household.ts'

const text = z.string().min(1).max(1000)
const staff = z.string().min(1).max(64)
const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const place = z.string().min(1).max(200)

/** A statutory limit of this case: when it ends, and whether a missing holiday calendar makes it provisional. */
export const Deadline = z.strictObject({
  clock: z.enum([
    'SURVEY_START', // 入户调查开始
    'CHECK_START', // 核对启动
    'WHOLE_CASE', // 全程
    'DELIBERATION', // 民主评议
    'OPINION', // 审核意见
    'COUNTY_DECISION', // 县级确认
    'REFUSAL_NOTICE', // 不予确认书面告知
    'REVIEW', // 动态核查
    'RECHECK_AFTER_DEATH', // 死亡后复核
    'SUPPLEMENT', // 补正
  ]),
  due: Day,
  provisional: z.boolean(),
  clause: z.string(),
})
export type Deadline = z.infer<typeof Deadline>

const application = z.strictObject({
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
  proxy: z.strictObject({ personId: Uuid, kind: z.enum(['FAMILY', 'VILLAGE_COMMITTEE', 'OTHER']) }).nullable(),
  members: z.array(Member).min(1).max(50),
  declared: Assessment,
  povertyRegister: z.boolean(),
  /** The truth commitment (承诺书) was signed on this day. */
  commitmentSignedOn: Day.nullable(),
})

const visit = z.strictObject({
  caseId: Uuid,
  /** The applicant, under whose key place and findings are sealed. */
  personId: Uuid,
  visitedOn: Day,
  surveyors: z.array(staff).min(1).max(10),
  mode: z.enum(['IN_PERSON', 'VIDEO', 'PHONE']),
  place: personal(place),
  signedByHousehold: z.boolean(),
  signedBySurveyors: z.boolean(),
  formSha256: sha256.nullable(),
  findings: personal(text),
})

const decided = {
  caseId: Uuid,
  decidedOn: Day,
  decisionNumber: z.string().min(1).max(100),
  /** Delegation instrument when a township decided; null when the county did. */
  delegationId: Uuid.nullable(),
  ruleset: z.string(),
}
const change = { entitlement: Entitlement, sheet: CalculationSheet, reasons: text }

/** The facts of `case-<uuid>`, in the order of a case's life (domain states of the design). */
export const caseEvents = [
  // From a lead to a complete application
  eventSchema(
    'LeadReported',
    z.strictObject({
      caseId: Uuid,
      scheme: SchemeCode,
      area: AreaCode,
      source: z.enum(['PROACTIVE_FIND', 'HOTLINE', 'DATA_MATCH', 'VILLAGE_COMMITTEE', 'OTHER']),
      personId: Uuid,
      reportedOn: Day,
      note: personal(text),
    }),
  ),
  eventSchema('LeadVerified', z.strictObject({ caseId: Uuid, verifiedOn: Day, inNeed: z.boolean(), note: text })),
  eventSchema('IntakeRegistered', application),
  eventSchema('ApplicationOpenedFromLead', application),
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
        .array(z.strictObject({ personId: Uuid, relation: text.max(64), officialRole: text.max(100) }))
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
      reason: z.enum(['DIED', 'MARRIED_OUT', 'MOVED_OUT', 'IMPRISONED', 'CLERGY', 'MISSING', 'OTHER']),
    }),
  ),
  eventSchema(
    'SupplementRequested',
    z.strictObject({ caseId: Uuid, missing: z.array(text.max(200)).min(1).max(30), requestedOn: Day }),
  ),
  eventSchema(
    'SupplementReceived',
    z.strictObject({ caseId: Uuid, received: z.array(text.max(200)).min(1).max(30), receivedOn: Day }),
  ),
  eventSchema(
    'ApplicationAccepted',
    z.strictObject({
      caseId: Uuid,
      acceptedOn: Day,
      /** The ruleset whose clocks and steps this case follows. */
      ruleset: z.string(),
      /** Entry in the separate register of close relatives [2021-57 Art.11]. */
      closeRelative: z.boolean(),
      /** Persons whose scheme claim was taken for this case before it was accepted. */
      claimed: z.array(Uuid).min(1).max(50),
      deadlines: z.array(Deadline),
    }),
  ),
  /** The fence of the claim sweeper: after it this case can no longer be accepted on that claim. */
  eventSchema('ClaimAbandoned', z.strictObject({ caseId: Uuid, personId: Uuid })),
  // Survey and check
  eventSchema(
    'SurveyStarted',
    z.strictObject({ caseId: Uuid, startedOn: Day, surveyors: z.array(staff).min(1).max(10) }),
  ),
  eventSchema('HomeVisitRecorded', visit),
  eventSchema(
    'EconomicCheckRequested',
    z.strictObject({ caseId: Uuid, requestedOn: Day, deadlines: z.array(Deadline) }),
  ),
  eventSchema(
    'EconomicCheckCompleted',
    z.strictObject({
      caseId: Uuid,
      completedOn: Day,
      reportNumber: z.string().min(1).max(100),
      outcome: z.enum(['CONSISTENT', 'DISCREPANT']),
      findings: text,
    }),
  ),
  eventSchema('CheckDisputed', z.strictObject({ caseId: Uuid, disputedOn: Day, ground: text })),
  eventSchema('CheckDisputeSettled', z.strictObject({ caseId: Uuid, settledOn: Day, outcome: text })),
  eventSchema('IncomeAssessed', z.strictObject({ caseId: Uuid, assessedOn: Day, assessment: Assessment })),
  // Opinion, notice, objection
  eventSchema(
    'OpinionDrafted',
    z.strictObject({
      caseId: Uuid,
      draftedOn: Day,
      /** 1 for the first opinion, one more after each re-survey. */
      round: z.int().min(1),
      opinion: z.enum(['GRANT', 'REFUSE']),
      reasons: text,
      sheet: CalculationSheet,
    }),
  ),
  eventSchema(
    'NoticePosted',
    z.strictObject({
      caseId: Uuid,
      postedOn: Day,
      /** Last of the full days it hangs [2021-57 Art.19]. */
      lastDay: Day,
      places: z.array(place).min(1).max(10),
      photoSha256: sha256.nullable(),
      /** What the notice says beside the applicant's masked name. */
      memberCount: z.int().min(1),
      amountFen: Fen,
    }),
  ),
  eventSchema('NoticeExpired', z.strictObject({ caseId: Uuid, lastDay: Day })),
  eventSchema(
    'ObjectionRaised',
    z.strictObject({ caseId: Uuid, objectionId: Uuid, raisedOn: Day, anonymous: z.boolean(), ground: text }),
  ),
  eventSchema('ReSurveyOrdered', z.strictObject({ caseId: Uuid, objectionId: Uuid, orderedOn: Day, reason: text })),
  eventSchema(
    'DeliberationRecorded',
    z.strictObject({
      caseId: Uuid,
      /** Null where the rules demand a deliberation for every case. */
      objectionId: Uuid.nullable(),
      heldOn: Day,
      attendees: z.int().min(1),
      residents: z.int().min(0),
      outcome: z.enum(['UPHELD', 'DISMISSED']),
      record: text,
    }),
  ),
  eventSchema(
    'ObjectionSettled',
    z.strictObject({
      caseId: Uuid,
      objectionId: Uuid,
      settledOn: Day,
      outcome: z.enum(['UPHELD', 'DISMISSED']),
      answer: text,
    }),
  ),
  eventSchema('ComplaintReceived', z.strictObject({ caseId: Uuid, complaintId: Uuid, receivedOn: Day, ground: text })),
  eventSchema('ComplaintSettled', z.strictObject({ caseId: Uuid, complaintId: Uuid, settledOn: Day, answer: text })),
  // Decision
  eventSchema('DossierSubmitted', z.strictObject({ caseId: Uuid, submittedOn: Day, deadlines: z.array(Deadline) })),
  eventSchema(
    'DeadlineExtended',
    z.strictObject({
      caseId: Uuid,
      extendedOn: Day,
      reason: z.enum(['OBJECTION', 'LIVING_ELSEWHERE', 'FILED_ELSEWHERE', 'HARD_SURVEY']),
      deadlines: z.array(Deadline),
    }),
  ),
  eventSchema(
    'CountyVisitOrdered',
    z.strictObject({
      caseId: Uuid,
      orderedOn: Day,
      reason: z.enum(['CLOSE_RELATIVE', 'COMPLAINT', 'SAMPLE', 'OTHER']),
    }),
  ),
  eventSchema('CountyVisitRecorded', visit),
  eventSchema(
    'GrantDecided',
    z.strictObject({
      ...decided,
      entitlement: Entitlement,
      sheet: CalculationSheet,
      reviewDue: Day,
      deadlines: z.array(Deadline),
    }),
  ),
  eventSchema('DecisionFiled', z.strictObject({ caseId: Uuid, filedOn: Day, decisionNumber: z.string() })),
  eventSchema(
    'RefusalDecided',
    z.strictObject({
      ...decided,
      grounds: z.array(z.enum(['INCOME', 'ASSETS', 'NOT_RESIDENT', 'OTHER_SCHEME', 'FALSE_STATEMENT', 'OTHER'])).min(1),
      reasons: text,
      deadlines: z.array(Deadline),
    }),
  ),
  eventSchema(
    'DecisionPublished',
    z.strictObject({ caseId: Uuid, publishedOn: Day, places: z.array(place).min(1).max(10) }),
  ),
  eventSchema(
    'WrittenNoticeDelivered',
    z.strictObject({ caseId: Uuid, deliveredOn: Day, decisionNumber: z.string(), receivedBy: Uuid }),
  ),
  eventSchema('EntitlementStarted', z.strictObject({ caseId: Uuid, fromMonth: Month })),
  /** A household of the existing roll, with the old decision it rests on: the one named exception to the order of steps. */
  eventSchema(
    'EntitlementTakenOver',
    z.strictObject({
      caseId: Uuid,
      takenOverOn: Day,
      oldDecisionNumber: z.string().min(1).max(100),
      oldDecisionOn: Day,
      filing: Filing,
      members: z.array(Member).min(1).max(50),
      entitlement: Entitlement,
      reviewDue: Day,
      /** Batch and row of the imported file. */
      source: z.strictObject({ sha256, row: z.int().min(1) }),
    }),
  ),
  // While entitled
  eventSchema(
    'ReviewOpened',
    z.strictObject({
      caseId: Uuid,
      openedOn: Day,
      cause: z.enum(['CADENCE', 'ALERT', 'DATA_MATCH', 'DEATH', 'COMPLAINT', 'OWN_REPORT', 'OTHER']),
      deadlines: z.array(Deadline),
    }),
  ),
  eventSchema('ReviewClosedUnchanged', z.strictObject({ caseId: Uuid, closedOn: Day, reviewDue: Day, reasons: text })),
  eventSchema('HearingInvited', z.strictObject({ caseId: Uuid, invitedOn: Day, hearingOn: Day, about: text })),
  eventSchema(
    'HearingRecorded',
    z.strictObject({
      caseId: Uuid,
      heldOn: Day,
      /** Null with a reason why nobody could be heard. */
      statement: personal(text).nullable(),
      personId: Uuid,
      notPossible: text.nullable(),
    }),
  ),
  eventSchema('EntitlementIncreased', z.strictObject({ ...decided, ...change, reviewDue: Day })),
  eventSchema('ReductionDecided', z.strictObject({ ...decided, ...change, reviewDue: Day })),
  eventSchema(
    'HolderChanged',
    z.strictObject({ caseId: Uuid, changedOn: Day, entitlement: Entitlement, reasons: text }),
  ),
  eventSchema(
    'EntitlementSuspended',
    z.strictObject({ caseId: Uuid, decidedOn: Day, fromMonth: Month, until: Day, reasons: text }),
  ),
  eventSchema(
    'EntitlementResumed',
    z.strictObject({ caseId: Uuid, decidedOn: Day, entitlement: Entitlement, reasons: text }),
  ),
  // Leaving
  eventSchema(
    'GradualExitStarted',
    z.strictObject({
      ...decided,
      /** Who found work. */
      personId: Uuid,
      fromMonth: Month,
      /** Last paid month, at most six from the start [2022-83]. */
      lastMonth: Month,
      reasons: text,
    }),
  ),
  eventSchema(
    'GradualExitEnded',
    z.strictObject({
      caseId: Uuid,
      endedOn: Day,
      outcome: z.enum(['TERMINATED', 'BACK_TO_ENTITLED']),
      lastMonth: Month.nullable(),
    }),
  ),
  eventSchema(
    'TerminationDecided',
    z.strictObject({
      ...decided,
      ground: z.enum([
        'INCOME',
        'ASSETS',
        'DEATH',
        'MOVED_OUT',
        'OTHER_SCHEME',
        'OWN_WISH',
        'FALSE_STATEMENT',
        'REFUSED_REVIEW',
        'OTHER',
      ]),
      lastMonth: Month,
      reasons: text,
    }),
  ),
  eventSchema(
    'ProcedureDiscontinued',
    z.strictObject({
      caseId: Uuid,
      discontinuedOn: Day,
      ground: z.enum(['WITHDRAWN', 'NOT_COOPERATING', 'LEAD_DISMISSED']),
      reasons: text,
    }),
  ),
  eventSchema('CaseClosed', z.strictObject({ caseId: Uuid, closedOn: Day })),
] as const
export type CaseEvent = EventOf<(typeof caseEvents)[number]>
