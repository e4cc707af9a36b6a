import { z } from 'zod'
import { Day, Month } from '../../shared/day.ts'
import { eventSchema, Uuid } from '../../shared/event.ts'
import { personal } from '../../shared/personal.ts'
import { Deadline } from '../deadline.ts'
import { Entitlement } from '../entitlement.ts'
import { ReviewCause, TerminationGround } from '../words.ts'
import { change, decided, text } from './parts.ts'

/** While entitled, and leaving. */
export const entitlementEvents = [
  eventSchema(
    'ReviewOpened',
    z.strictObject({
      caseId: Uuid,
      openedOn: Day,
      cause: ReviewCause,
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
      ground: TerminationGround,
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
