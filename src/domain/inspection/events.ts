import { z } from 'zod'
import { Document } from '../policy/events.ts'
import { AreaCode } from '../shared/area.ts'
import { Day } from '../shared/day.ts'
import { type EventOf, eventSchema, Uuid } from '../shared/event.ts'
import { SchemeCode } from '../shared/scheme-code.ts'
import { Sha256 } from '../shared/sha256.ts'
import { Staff, Text } from '../shared/text.ts'
import { CheckMode, CheckResult, FindingCode, SampleOf } from './words.ts'

const percent = z.int().min(1).max(100)

/** From what and how much is drawn, and which staff may be drawn to check it. */
export const SamplePlan = z.strictObject({
  of: SampleOf,
  scheme: SchemeCode,
  /** First and last day of the acts that are drawn from; of a roll, the month is the one of `from`. */
  from: Day,
  until: Day,
  /** Per cent of the cases of each township, rounded up. */
  percent,
  /** The list of names (检查人员名录库) that inspectors are drawn from. */
  inspectors: z.array(Staff).min(2).max(200),
  inspectorsPerCase: z.int().min(2).max(10),
})
export type SamplePlan = z.infer<typeof SamplePlan>

/** A case that was drawn, and who was drawn to check it. */
export const DrawnCase = z.strictObject({
  caseId: Uuid,
  township: AreaCode,
  inspectors: z.array(Staff).min(2).max(10),
})
export type DrawnCase = z.infer<typeof DrawnCase>

/** How many cases of a township there were to draw from, and how many were drawn. */
export const Stratum = z.strictObject({ township: AreaCode, population: z.int().min(1), drawn: z.int().min(1) })
export type Stratum = z.infer<typeof Stratum>

/** Drawn cases of one event: also with ten inspectors each they are less than a commit holds. */
export const CASES_PER_PART = 500

/** Townships of one sample at most: their numbers stand in one event. */
export const MOST_STRATA = 1000

/** The facts of `inspection-<uuid>`. */
export const inspectionEvents = [
  eventSchema(
    'InspectionOpened',
    z.strictObject({
      inspectionId: Uuid,
      /** The area that is inspected. */
      area: AreaCode,
      title: z.string().min(1).max(200),
      document: Document.nullable(),
      openedOn: Day,
      /** Null for an inspection without a random sample. */
      sample: SamplePlan.nullable(),
      /** The clause that asks for at least so many per cent, where one does. */
      leastPercent: z.strictObject({ value: percent, clause: z.string() }).nullable(),
    }),
  ),
  /** Cases of a large sample, which counts from its `SampleDrawn` on: that holds the last of them. */
  eventSchema(
    'SamplePartDrawn',
    z.strictObject({
      inspectionId: Uuid,
      /** SHA-256 of all that was drawn: parts of one sample share it. */
      drawnSha256: Sha256,
      part: z.int().min(0),
      drawn: z.array(DrawnCase).min(1).max(CASES_PER_PART),
    }),
  ),
  eventSchema(
    'SampleDrawn',
    z.strictObject({
      inspectionId: Uuid,
      drawnOn: Day,
      /** The leaf hash of the event that opened the inspection: nobody could know it before, nobody can change it after. */
      drawKey: Sha256,
      /** How cases are put in order: by SHA-256 of `drawKey|caseId`. */
      method: z.enum(['SHA256_ORDER_BY_TOWNSHIP']),
      /** The population is what was known at this position of the log. */
      position: z.string(),
      /** SHA-256 over the population, one `township caseId` a line, sorted. */
      populationSha256: Sha256,
      strata: z.array(Stratum).max(MOST_STRATA),
      drawn: z.array(DrawnCase).max(4000),
    }),
  ),
  /** They check what too few of the list may check, and nothing else is drawn for them. */
  eventSchema(
    'InspectorsAdded',
    z.strictObject({ inspectionId: Uuid, inspectors: z.array(Staff).min(1).max(200), addedOn: Day, reason: Text }),
  ),
  eventSchema(
    'InspectorReplaced',
    z.strictObject({ inspectionId: Uuid, caseId: Uuid, from: Staff, to: Staff, replacedOn: Day, reason: Text }),
  ),
  eventSchema(
    'SpotCheckRecorded',
    z.strictObject({
      inspectionId: Uuid,
      caseId: Uuid,
      checkedOn: Day,
      mode: CheckMode,
      result: CheckResult,
      note: Text,
    }),
  ),
  eventSchema(
    'FindingRecorded',
    z.strictObject({
      inspectionId: Uuid,
      findingId: Uuid,
      /** The township or county that has to put it right. */
      area: AreaCode,
      caseId: Uuid.nullable(),
      code: FindingCode,
      what: Text,
      foundOn: Day,
      /** Last day on which it should be put right. */
      rectifyBy: Day,
    }),
  ),
  eventSchema(
    'RectificationReported',
    z.strictObject({ inspectionId: Uuid, findingId: Uuid, reportedOn: Day, measures: Text }),
  ),
  eventSchema(
    'RectificationVerified',
    z.strictObject({
      inspectionId: Uuid,
      findingId: Uuid,
      verifiedOn: Day,
      /** False sends the finding back: it stays open. */
      rectified: z.boolean(),
      note: Text,
    }),
  ),
  eventSchema('InspectionClosed', z.strictObject({ inspectionId: Uuid, closedOn: Day, summary: Text })),
] as const
export type InspectionEvent = EventOf<(typeof inspectionEvents)[number]>
