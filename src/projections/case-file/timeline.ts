import type { CaseEvent } from '../../domain/case/events.ts'
import { Envelope } from '../../log/envelope.ts'
import { caseStream } from '../../log/streams.ts'
import { handOf } from '../hand.ts'
import type { Fact } from '../view.ts'
import type { CaseTimelineTable } from './tables.ts'

/** The timeline row of an event: all of it, so that a case at any past moment is folded from its rows. */
export const timelineRow = (fact: Fact<CaseEvent>): CaseTimelineTable => {
  const { envelope } = fact
  return {
    case_id: fact.data.caseId,
    version: fact.version,
    position: Number(fact.position),
    event_id: fact.id,
    type: fact.type,
    ...handOf(fact),
    command: envelope.command,
    correlation: envelope.correlation,
    causation: envelope.causation,
    reason: envelope.reason ?? null,
    basis: envelope.basis ?? null,
    delegation: envelope.delegation ?? null,
    on_behalf_of: envelope.onBehalfOf ?? null,
    read_at: envelope.readAt ?? null,
    corrects: envelope.corrects ?? null,
    annuls: envelope.annuls ?? null,
    data: fact.data,
  }
}

/** The event again, as the view first saw it. */
export const factOfRow = (row: CaseTimelineTable): Fact<CaseEvent> => {
  const event = { type: row.type, data: row.data } as CaseEvent
  return {
    ...event,
    id: row.event_id,
    stream: caseStream(row.case_id),
    version: row.version,
    position: BigInt(row.position),
    recordedAt: row.recorded_at,
    envelope: Envelope.parse({
      actor: row.actor,
      roles: row.roles,
      office: row.office,
      area: row.actor_area,
      command: row.command,
      correlation: row.correlation,
      causation: row.causation,
      on: row.on_day,
      ...unlessNull('reason', row.reason),
      ...unlessNull('basis', row.basis),
      ...unlessNull('delegation', row.delegation),
      ...unlessNull('onBehalfOf', row.on_behalf_of),
      ...unlessNull('readAt', row.read_at),
      ...unlessNull('corrects', row.corrects),
      ...unlessNull('annuls', row.annuls),
    }),
  }
}

const unlessNull = (name: string, value: string | null) => (value === null ? {} : { [name]: value })
