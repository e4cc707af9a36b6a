import { z } from 'zod'
import { Role } from '../domain/shared/actor.ts'
import { AreaCode } from '../domain/shared/area.ts'
import { Day } from '../domain/shared/day.ts'
import { Uuid } from '../domain/shared/event.ts'

/**
 * Who, where, when, why: what every event carries beside its data. Roles, office and area are copied as they were held at
 * that moment and never looked up later. Stored as JSON text and sealed with the event.
 */
export const Envelope = z.strictObject({
  actor: z.string(),
  roles: z.array(Role),
  office: z.string(),
  /** The area of the actor. */
  area: AreaCode,
  /** The delegation instrument under which the actor decided. */
  delegation: z.string().optional(),
  /** The person (id) who asked through another. */
  onBehalfOf: z.string().optional(),
  command: Uuid,
  /** The whole matter: the case, the run. */
  correlation: z.string(),
  /** The event or command that led here. */
  causation: z.string(),
  /** Why an act is entered late, or another reason from a closed list of the event type. */
  reason: z.string().optional(),
  /** The clause and document an act rests on. */
  basis: z.string().optional(),
  /** The day the fact concerns: the law counts with this one. */
  on: Day,
  /** The log position at which the context of the decision was read. */
  readAt: z.string().optional(),
  /** The event id of the fact that this one replaces, or declares never to have been. */
  corrects: Uuid.optional(),
  annuls: Uuid.optional(),
})
export type Envelope = z.infer<typeof Envelope>
