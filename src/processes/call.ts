import type { Actor } from '../domain/shared/actor.ts'
import type { Day } from '../domain/shared/day.ts'
import type { Envelope } from '../log/envelope.ts'
import type { Version } from '../log/port.ts'
import type { EnvelopeOfCall } from '../log/prepare.ts'

/** Who calls, and as which command: the same `commandId` again is the same command. */
export type CommandCall = {
  actor: Actor
  commandId: string
  /** The whole matter; the stream itself where absent. */
  correlation?: string
  /** The revision that the caller has seen (`If-Match`). */
  seen?: Version | undefined
}

/** The envelope of a call: roles, office and area are copied as the actor holds them now. */
export const envelopeOf = (call: CommandCall, stream: string, today: Day): EnvelopeOfCall => ({
  actor: call.actor.sub,
  roles: call.actor.roles,
  office: call.actor.office,
  area: call.actor.area,
  command: call.commandId,
  correlation: call.correlation ?? stream,
  on: today,
})

/** Whether the events of a stream show that a call was carried out before. */
export const wasCarriedOut = (
  events: readonly { envelope: Pick<Envelope, 'command'> }[],
  { commandId }: Pick<CommandCall, 'commandId'>,
): boolean => events.some(({ envelope }) => envelope.command === commandId)
