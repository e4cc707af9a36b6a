import { z } from 'zod'
import { Document } from '../policy/events.ts'
import { AreaCode } from '../shared/area.ts'
import { Day, Month } from '../shared/day.ts'
import { type EventOf, eventSchema, Uuid } from '../shared/event.ts'
import { DischargeReason, InstitutionKind } from './words.ts'

const description = {
  institutionId: Uuid,
  name: z.string().min(1).max(100),
  kind: InstitutionKind,
  /** Beds for supported people. */
  beds: z.int().min(1).max(10_000),
}

const resident = { institutionId: Uuid, caseId: Uuid, personId: Uuid, moveId: Uuid.nullable() }

/** The facts of `institution-<uuid>`: what a home is, where it is paid, who lives in it by which case. */
export const institutionEvents = [
  eventSchema(
    'InstitutionRegistered',
    z.strictObject({
      ...description,
      /** Unified social credit code; null for a home that is no legal person of its own. */
      creditCode: z.string().nullable(),
      /** Township (9 digits) or village (12) in which it stands. */
      area: AreaCode,
    }),
  ),
  eventSchema('InstitutionChanged', z.strictObject(description)),
  /**
   * The institution's own account (集体账户): held in its name, so never personal data. It lies open in the log, and is
   * starred wherever it is read.
   */
  eventSchema(
    'InstitutionAccountRegistered',
    z.strictObject({ institutionId: Uuid, bank: z.string(), account: z.string(), accountHolder: z.string() }),
  ),
  /** A bed taken for a resident by their case, from a day on. */
  eventSchema('ResidentAdmitted', z.strictObject({ ...resident, fromDay: Day })),
  eventSchema('ResidentDischarged', z.strictObject({ ...resident, lastDay: Day, reason: DischargeReason })),
  /** All residents of the institution go to another one; from this month on the other one is paid for them. */
  eventSchema(
    'ResidentsMoveStarted',
    z.strictObject({
      institutionId: Uuid,
      moveId: Uuid,
      into: Uuid,
      fromMonth: Month,
      document: Document,
      residents: z.int().min(1),
    }),
  ),
  eventSchema('ResidentsMoveFinished', z.strictObject({ institutionId: Uuid, moveId: Uuid, moved: z.int().min(0) })),
  eventSchema('InstitutionClosed', z.strictObject({ institutionId: Uuid, closedOn: Day, document: Document })),
] as const
export type InstitutionEvent = EventOf<(typeof institutionEvents)[number]>
