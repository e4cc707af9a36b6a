import { z } from 'zod'
import { AreaCode } from '../shared/area.ts'
import { Day } from '../shared/day.ts'
import { type EventOf, eventSchema, Uuid } from '../shared/event.ts'
import { personal } from '../shared/personal.ts'
import { Staff, Text } from '../shared/text.ts'
import { AlertOutcome, AlertSource, VisitFinding } from './words.ts'

/** The facts of `alert-<uuid>`: a warning (预警) that somebody may need help, the visit it asks for, and how it ended. */
export const alertEvents = [
  eventSchema(
    'AlertRaised',
    z.strictObject({
      alertId: Uuid,
      personId: Uuid,
      /** Township (9) or village (12) that visits. */
      area: AreaCode,
      source: AlertSource,
      raisedOn: Day,
      what: personal(Text),
      /** The last day of the home check, and the text that sets it. */
      visitBy: z.strictObject({ due: Day, provisional: z.boolean(), clause: z.string() }),
    }),
  ),
  eventSchema(
    'AlertVisited',
    z.strictObject({
      alertId: Uuid,
      personId: Uuid,
      visitedOn: Day,
      surveyors: z.array(Staff).min(1).max(10),
      finding: VisitFinding,
      findings: personal(Text),
    }),
  ),
  eventSchema(
    'AlertClosed',
    z.strictObject({
      alertId: Uuid,
      closedOn: Day,
      outcome: AlertOutcome,
      /** The cases opened as leads, and the enquiry that refers elsewhere. */
      caseIds: z.array(Uuid).max(20),
      enquiryId: Uuid.nullable(),
      note: Text,
    }),
  ),
] as const
export type AlertEvent = EventOf<(typeof alertEvents)[number]>
