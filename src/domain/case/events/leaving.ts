import { z } from 'zod'
import { AreaCode, AreaKind } from '../../shared/area.ts'
import { Day, Month } from '../../shared/day.ts'
import { eventSchema, Uuid } from '../../shared/event.ts'
import { personal } from '../../shared/personal.ts'
import { Text } from '../../shared/text.ts'
import { Deadline } from '../clocks.ts'
import { Entitlement } from '../entitlement.ts'
import { WorkAnswer } from '../work.ts'

/** Conduct while entitled, and a case that moves. */
export const leavingEvents = [
  eventSchema(
    'WorkOffered',
    z.strictObject({ caseId: Uuid, personId: Uuid, offerId: Uuid, offeredOn: Day, job: Text, suits: Text }),
  ),
  eventSchema(
    'WorkAnswered',
    z.strictObject({
      caseId: Uuid,
      personId: Uuid,
      offerId: Uuid,
      answeredOn: Day,
      answer: WorkAnswer,
      reasons: Text,
    }),
  ),
  eventSchema(
    'UnreportedChangeFound',
    z.strictObject({
      caseId: Uuid,
      personId: Uuid,
      happenedOn: Day,
      foundOn: Day,
      what: personal(Text),
      /** The clause under which the household was reprimanded; null where the change was not old enough for that. */
      reprimandedUnder: z.string().nullable(),
    }),
  ),
  eventSchema(
    'ReviewDeferred',
    z.strictObject({ caseId: Uuid, measureId: Uuid, reviewDue: Day, deadlines: z.array(Deadline) }),
  ),
  /** A gradual exit that would end under a pause of exits runs on. */
  eventSchema('GradualExitExtended', z.strictObject({ caseId: Uuid, measureId: Uuid, lastMonth: Month })),
  eventSchema(
    'TransferRequested',
    z.strictObject({ caseId: Uuid, requestedOn: Day, to: AreaCode, areaKind: AreaKind, reasons: Text }),
  ),
  eventSchema('TransferDeclined', z.strictObject({ caseId: Uuid, declinedOn: Day, reasons: Text })),
  /** The case is another area's: what it holds is paid there from the first month of this entitlement on. */
  eventSchema(
    'EntitlementMoved',
    z.strictObject({ caseId: Uuid, movedOn: Day, from: AreaCode, entitlement: Entitlement, reasons: Text }),
  ),
  /** Another county's window has taken the application in (异地受理); the home county decides. */
  eventSchema(
    'AcceptedElsewhere',
    z.strictObject({
      caseId: Uuid,
      acceptedOn: Day,
      /** The area of the window. */
      at: AreaCode,
      office: z.string().min(1).max(64),
      crossProvince: z.boolean(),
      deadlines: z.array(Deadline),
    }),
  ),
  /** The window has sent it to the home county. */
  eventSchema('CaseTransferred', z.strictObject({ caseId: Uuid, transferredOn: Day, from: AreaCode, to: AreaCode })),
  eventSchema(
    'ResultRelayed',
    z.strictObject({ caseId: Uuid, relayedOn: Day, decisionNumber: z.string(), receivedBy: Uuid }),
  ),
] as const
