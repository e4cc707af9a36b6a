import { z } from 'zod'
import { CalculationSheet } from '../../scheme/calculation.ts'
import { Filing, Member } from '../../scheme/household.ts'
import { Day, Month } from '../../shared/day.ts'
import { eventSchema, Uuid } from '../../shared/event.ts'
import { Sha256 } from '../../shared/sha256.ts'
import { Deadline } from '../deadline.ts'
import { Entitlement } from '../entitlement.ts'
import { CountyVisitReason, ExtensionReason, RefusalGround } from '../words.ts'
import { decided, place, text, visit } from './parts.ts'

/** The way to the county, the decision and its papers. */
export const decisionEvents = [
  eventSchema('DossierSubmitted', z.strictObject({ caseId: Uuid, submittedOn: Day, deadlines: z.array(Deadline) })),
  eventSchema(
    'DeadlineExtended',
    z.strictObject({
      caseId: Uuid,
      extendedOn: Day,
      reason: ExtensionReason,
      deadlines: z.array(Deadline),
    }),
  ),
  eventSchema(
    'CountyVisitOrdered',
    z.strictObject({
      caseId: Uuid,
      orderedOn: Day,
      reason: CountyVisitReason,
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
      grounds: z.array(RefusalGround).min(1),
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
      source: z.strictObject({ sha256: Sha256, row: z.int().min(1) }),
    }),
  ),
] as const
