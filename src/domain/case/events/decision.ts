import { z } from 'zod'
import {
  CalculationSheet,
  CalculationSheetInTheOpen,
  CalculationSheetOfOneStandard,
  withRates,
} from '../../scheme/calculation.ts'
import { Filing, Member } from '../../scheme/household.ts'
import { Code } from '../../shared/codes.ts'
import { Day, Month } from '../../shared/day.ts'
import { eventSchema, nextVersion, Uuid } from '../../shared/event.ts'
import { SealedParticulars } from '../../shared/particulars.ts'
import { Sha256 } from '../../shared/sha256.ts'
import { Text } from '../../shared/text.ts'
import { Deadline, DeadlineOfAllowance } from '../clocks.ts'
import { Entitlement, EntitlementToHolder, withPayee } from '../entitlement.ts'
import { CountyVisitReason, ExtensionReason, RedoneStep, RefusalGroundOfAllowance } from '../words.ts'
import { decided, place, visit } from './parts.ts'

const oldLimits = z.array(DeadlineOfAllowance)
const limits = z.array(Deadline)
const submitted = { caseId: Uuid, submittedOn: Day }
const extended = { caseId: Uuid, extendedOn: Day, reason: ExtensionReason }

const granted = <Sheet extends z.ZodType>(sheet: Sheet) =>
  z.strictObject({
    ...decided,
    entitlement: Entitlement,
    sheet,
    /** Null where there is nothing to review. */
    reviewDue: Day.nullable(),
    deadlines: limits,
  })

const takenOver = {
  caseId: Uuid,
  takenOverOn: Day,
  oldDecisionNumber: z.string().min(1).max(100),
  oldDecisionOn: Day,
  filing: Filing,
  members: z.array(Member).min(1).max(50),
}
/** Batch and row of the imported file. */
const source = z.strictObject({ sha256: Sha256, row: z.int().min(1) })

/** The way to the county, the decision and its papers. */
export const decisionEvents = [
  nextVersion(
    eventSchema('DossierSubmitted', z.strictObject({ ...submitted, deadlines: oldLimits })),
    z.strictObject({ ...submitted, deadlines: limits }),
  )((old) => old),
  /** Back to whoever drafted the opinion, with what has to be done again before the next one. */
  eventSchema(
    'DossierReturned',
    z.strictObject({
      caseId: Uuid,
      returnedOn: Day,
      reasons: Text,
      redo: z.array(RedoneStep).max(RedoneStep.options.length),
      deadlines: limits,
    }),
  ),
  nextVersion(
    eventSchema('DeadlineExtended', z.strictObject({ ...extended, deadlines: oldLimits })),
    z.strictObject({ ...extended, deadlines: limits }),
  )((old) => old),
  eventSchema(
    'CountyVisitOrdered',
    z.strictObject({
      caseId: Uuid,
      orderedOn: Day,
      reason: CountyVisitReason,
    }),
  ),
  eventSchema('CountyVisitRecorded', visit),
  nextVersion(
    nextVersion(
      eventSchema(
        'GrantDecided',
        z.strictObject({
          ...decided,
          entitlement: EntitlementToHolder,
          sheet: CalculationSheetOfOneStandard,
          reviewDue: Day,
          deadlines: oldLimits,
        }),
      ),
      granted(CalculationSheetInTheOpen),
    )(({ entitlement, sheet, ...old }) => ({ ...old, entitlement: withPayee(entitlement), sheet: withRates(sheet) })),
    granted(CalculationSheet),
  )((old) => old),
  eventSchema('DecisionFiled', z.strictObject({ caseId: Uuid, filedOn: Day, decisionNumber: z.string() })),
  nextVersion(
    eventSchema(
      'RefusalDecided',
      z.strictObject({
        ...decided,
        grounds: z.array(RefusalGroundOfAllowance).min(1),
        reasons: Text,
        deadlines: oldLimits,
      }),
    ),
    z.strictObject({ ...decided, grounds: z.array(Code).min(1).max(20), reasons: Text, deadlines: limits }),
  )((old) => old),
  eventSchema(
    'DecisionPublished',
    z.strictObject({ caseId: Uuid, publishedOn: Day, places: z.array(place).min(1).max(10) }),
  ),
  eventSchema(
    'WrittenNoticeDelivered',
    z.strictObject({ caseId: Uuid, deliveredOn: Day, decisionNumber: z.string(), receivedBy: Uuid }),
  ),
  eventSchema('EntitlementStarted', z.strictObject({ caseId: Uuid, fromMonth: Month })),
  /** Somebody of the existing roll, with the old decision it rests on: the one named exception to the order of steps. */
  nextVersion(
    eventSchema(
      'EntitlementTakenOver',
      z.strictObject({ ...takenOver, entitlement: EntitlementToHolder, reviewDue: Day, source }),
    ),
    z.strictObject({
      ...takenOver,
      entitlement: Entitlement,
      particulars: SealedParticulars.nullable(),
      reviewDue: Day.nullable(),
      source,
    }),
  )(({ entitlement, ...old }) => ({ ...old, entitlement: withPayee(entitlement), particulars: null })),
] as const
