import type { PolicyEvent } from '../../domain/policy/events.ts'
import type { Fact } from '../view.ts'
import type { PolicyEntryTable } from './tables.ts'

/** The id of the entry that an event makes or ends. A calendar has no id of its own: it is its event. */
export const subjectOf = (fact: Fact<PolicyEvent>): string => {
  switch (fact.type) {
    case 'StandardPublished':
    case 'RateLinked':
    case 'FigurePublished':
    case 'StandardWithdrawn':
      return fact.data.standardId
    case 'TiersPublished':
      return fact.data.tiersId
    case 'ParameterPublished':
      return fact.data.parameterId
    case 'HolidayCalendarPublished':
      return fact.id
    case 'AuthorityDelegated':
    case 'AuthorityRevoked':
      return fact.data.delegationId
  }
}

/** An entry after one more event. */
export const foldPolicyEntry = (row: PolicyEntryTable | undefined, fact: Fact<PolicyEvent>): PolicyEntryTable => {
  if (fact.type === 'StandardWithdrawn' || fact.type === 'AuthorityRevoked') {
    if (!row) throw new Error(`${fact.type} of what was never published: ${subjectOf(fact)}`)
    return {
      ...row,
      withdrawn_on: fact.data.on,
      withdrawn_document: fact.data.document.number,
      withdrawn_at: Number(fact.position),
    }
  }
  const { area, document } = fact.data
  return {
    entry_id: subjectOf(fact),
    area,
    document_number: document.number,
    document_title: document.title,
    document_issuer: document.issuer,
    event_id: fact.id,
    published_at: Number(fact.position),
    withdrawn_on: null,
    withdrawn_document: null,
    withdrawn_at: null,
    scheme: null,
    area_kind: null,
    key: null,
    ...contentOf(fact),
  }
}

type Published = Exclude<Fact<PolicyEvent>, { type: 'StandardWithdrawn' | 'AuthorityRevoked' }>
type Content = Pick<PolicyEntryTable, 'kind' | 'effective_from' | 'effective_until' | 'in_force_on' | 'value'> &
  Partial<Pick<PolicyEntryTable, 'scheme' | 'area_kind' | 'key'>>

const contentOf = (fact: Published): Content => {
  switch (fact.type) {
    case 'StandardPublished': {
      const { figure, printed } = fact.data
      return { kind: 'STANDARD', ...rateOf(fact.data), value: { figure, printed } }
    }
    case 'RateLinked': {
      const { use, factor, base, printed } = fact.data
      return { kind: 'LINK', ...rateOf(fact.data), value: { use, factor, base, printed } }
    }
    case 'FigurePublished': {
      const { kind, value, unit, printed } = fact.data
      return { kind: 'FIGURE', ...rateOf(fact.data), value: { kind, value, unit, printed } }
    }
    case 'TiersPublished': {
      const { scheme, areaKind, tiers } = fact.data
      return { kind: 'TIERS', scheme, area_kind: areaKind, ...datesOf(fact.data), value: { tiers } }
    }
    case 'ParameterPublished': {
      const { scheme, key, value, printed } = fact.data
      return { kind: 'PARAMETER', scheme, key, ...datesOf(fact.data), value: { value, printed } }
    }
    case 'HolidayCalendarPublished': {
      const { year, daysOff, workedWeekendDays } = fact.data
      return {
        kind: 'CALENDAR',
        effective_from: `${year}-01-01`,
        effective_until: `${year}-12-31`,
        in_force_on: fact.envelope.on,
        value: { year, daysOff, workedWeekendDays },
      }
    }
    case 'AuthorityDelegated': {
      const { scheme, to, capFen, from, until } = fact.data
      return {
        kind: 'DELEGATION',
        scheme,
        effective_from: from,
        effective_until: until,
        in_force_on: fact.envelope.on,
        value: { to, capFen },
      }
    }
  }
}

const rateOf = (
  data: Extract<PolicyEvent, { type: 'StandardPublished' | 'RateLinked' | 'FigurePublished' }>['data'],
) => ({
  scheme: data.scheme,
  area_kind: data.areaKind,
  key: data.rate,
  ...datesOf(data),
})

const datesOf = (data: { effectiveFrom: string; inForceOn: string }) => ({
  effective_from: data.effectiveFrom,
  effective_until: null,
  in_force_on: data.inForceOn,
})
