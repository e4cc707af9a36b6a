import { z } from 'zod'
import { allEvents } from '../domain/events.ts'
import { codecOf } from '../log/codec.ts'
import type { Recorded } from '../log/port.ts'
import { hideSealed } from './rows.ts'

const codec = codecOf(allEvents)

/** An event as readers see it: what, who, when, and its data with personal fields hidden. */
export const Fact = z
  .strictObject({
    id: z.string(),
    stream: z.string(),
    version: z.int(),
    position: z.string(),
    type: z.string(),
    recordedAt: z.string(),
    on: z.string(),
    actor: z.string(),
    roles: z.array(z.string()),
    office: z.string(),
    area: z.string(),
    command: z.string(),
    correlation: z.string(),
    causation: z.string(),
    data: z.unknown().meta({ description: 'Personal fields read ***.' }),
  })
  .meta({ id: 'Event' })

/** A recorded event as `Fact`. */
export const factOf = (recorded: Recorded): z.infer<typeof Fact> => {
  const { actor, roles, office, area, command, correlation, causation, on } = codec.envelope(recorded)
  const { id, stream, version, position, type, recordedAt } = recorded
  const said = { actor, roles, office, area, command, correlation, causation }
  const data = hideSealed(codec.parse(recorded).data)
  return { id, stream, version, position: String(position), type, recordedAt, on, ...said, data }
}
