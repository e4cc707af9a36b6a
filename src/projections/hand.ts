import type { Fact } from './view.ts'

/** Whose hand an event is from: columns of tables that keep one row per event. */
export type HandColumns = {
  actor: string
  roles: string[]
  office: string
  actor_area: string
  /** The day the fact concerns. */
  on_day: string
  recorded_at: string
}

/** The same of one event. */
export const handOf = ({ envelope, recordedAt }: Pick<Fact, 'envelope' | 'recordedAt'>): HandColumns => ({
  actor: envelope.actor,
  roles: envelope.roles,
  office: envelope.office,
  actor_area: envelope.area,
  on_day: envelope.on,
  recorded_at: recordedAt,
})
