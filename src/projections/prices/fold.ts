import type { PriceEvent } from '../../domain/price/events.ts'
import type { PriceRosterEvent } from '../../domain/price/roster-events.ts'
import type { Fact } from '../view.ts'
import type { PriceIndexTable, PriceOutcomeTable, PriceRosterTable } from './tables.ts'

type Of<Type extends PriceEvent['type']> = Fact<Extract<PriceEvent, { type: Type }>>

/** The row of a published index. */
export const indexRow = ({ data, id, position }: Of<'PriceIndexPublished'>): PriceIndexTable => ({
  index_id: data.indexId,
  area: data.area,
  month: data.month,
  index: data.index,
  year_on_year: data.yearOnYear,
  released_on: data.releasedOn,
  document_number: data.document.number,
  document_title: data.document.title,
  document_issuer: data.document.issuer,
  corrects: data.corrects,
  event_id: id,
  published_at: Number(position),
  corrected_by: null,
  corrected_at: null,
})

/** The row of a judged month. */
export const outcomeRow = (fact: Of<'PriceTriggerDeclared'> | Of<'PriceTriggerNotMet'>): PriceOutcomeTable => {
  const { triggerId, area, month, version, judged, replaces } = fact.data
  return {
    trigger_id: triggerId,
    area,
    month,
    version,
    judged,
    ...(fact.type === 'PriceTriggerDeclared' ? dues(fact.data) : noDues),
    suspends_after: null,
    replaces,
    declared_on: fact.envelope.on,
    event_id: fact.id,
    decided_at: Number(fact.position),
    replaced_by: null,
    replaced_at: null,
  }
}

const dues = (data: Of<'PriceTriggerDeclared'>['data']) => ({
  met: true,
  triggered_by: data.triggeredBy,
  rise: data.rise,
  factor: data.factor,
  groups: data.groups,
  floor_fen: data.floorFen,
  floor_clause: data.floorClause,
  pay_by: data.payBy.due,
  pay_by_provisional: data.payBy.provisional,
  pay_by_clause: data.payBy.clause,
})

const noDues = {
  met: false,
  triggered_by: null,
  rise: null,
  factor: null,
  groups: null,
  floor_fen: null,
  floor_clause: null,
  pay_by: null,
  pay_by_provisional: null,
  pay_by_clause: null,
} as const

/** The row of a roster after one more part of its import. */
export const rosterRow = (
  before: PriceRosterTable | undefined,
  { data, envelope, position }: Fact<PriceRosterEvent>,
): PriceRosterTable => ({
  roster_id: data.rosterId,
  area: data.area,
  price_group: data.group,
  month: data.month,
  persons: (before?.persons ?? 0) + data.persons.length,
  sha256: data.source.sha256,
  replaces: data.replaces,
  imported_on: envelope.on,
  imported_at: Number(position),
  complete: data.part === data.parts,
  replaced_by: null,
  replaced_at: null,
})
