import { z } from 'zod'
import { Code } from '../../shared/codes.ts'
import { Day } from '../../shared/day.ts'
import { eventSchema, Uuid } from '../../shared/event.ts'
import { Text } from '../../shared/text.ts'
import { Deadline } from '../clocks.ts'
import { ObjectionOutcome } from '../words.ts'
import { place } from './parts.ts'

/** The notice before a stop, and what was said against it. */
export const stopNoticeEvents = [
  eventSchema(
    'StopNoticePosted',
    z.strictObject({
      caseId: Uuid,
      postedOn: Day,
      /** Last of the full days it hangs [2021-43 Art.26]. */
      lastDay: Day,
      ground: Code,
      places: z.array(place).min(1).max(10),
    }),
  ),
  eventSchema(
    'StopObjectionRaised',
    z.strictObject({
      caseId: Uuid,
      objectionId: Uuid,
      raisedOn: Day,
      anonymous: z.boolean(),
      ground: Text,
      deadlines: z.array(Deadline),
    }),
  ),
  eventSchema(
    'StopObjectionSettled',
    z.strictObject({ caseId: Uuid, objectionId: Uuid, settledOn: Day, outcome: ObjectionOutcome, answer: Text }),
  ),
] as const
