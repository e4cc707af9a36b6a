import { calendarOf } from '../../../src/domain/policy/calendar.ts'
import { noPolicy } from '../../../src/domain/policy/policy.ts'
import type { PriceCommandNamed } from '../../../src/domain/price/commands.ts'
import type { PriceContext } from '../../../src/domain/price/decide.ts'
import type { PriceEvent } from '../../../src/domain/price/events.ts'
import type { PriceIndexKind } from '../../../src/domain/price/index-kind.ts'
import { evolvePrices, noPrices } from '../../../src/domain/price/state.ts'
import type { LocalTerms } from '../../../src/domain/price/terms.ts'
import type { Actor } from '../../../src/domain/shared/actor.ts'
import { addMonths } from '../../../src/domain/shared/day.ts'
import { idFrom } from '../../../src/log/event-id.ts'

export const COUNTY = '990101'
export const CITY = '990100'
export const statistician: Actor = { sub: 'stat', roles: ['policyPublisher'], office: CITY, area: CITY }
export const document = { number: 'TEST-1', title: 'Prices of a month', issuer: 'Statistics' }
export const id = (name: string): string => idFrom('price test', name)

/** A place that has set nothing of its own. */
export const nothingLocal: LocalTerms = {
  base: 'CPI',
  thresholds: { BASE: null, FOOD_CPI: null, GRAIN_PRICE: null },
  floor: { value: 0, clause: 'product default' },
}

/** An index as it was published, released on the 12th of the month after. */
export const published = (
  index: PriceIndexKind,
  month: string,
  yearOnYear: number,
  { area = COUNTY, releasedOn = `${addMonths(month, 1)}-12`, corrects = null as string | null } = {},
): Extract<PriceEvent, { type: 'PriceIndexPublished' }> => ({
  type: 'PriceIndexPublished',
  data: {
    indexId: id(`${area} ${index} ${month} ${yearOnYear}`),
    area,
    month,
    index,
    yearOnYear,
    releasedOn,
    document,
    corrects,
  },
})

/** What a decision rests on, where these facts have been published by the area and above it. */
export const knowing = (facts: readonly PriceEvent[], changed: Partial<PriceContext> = {}): PriceContext => ({
  actor: statistician,
  today: '2026-08-01',
  book: facts.reduce(evolvePrices, noPrices),
  calendar: calendarOf(noPolicy),
  termsFor: () => nothingLocal,
  ...changed,
})

export const declare = (month: string, area = COUNTY): PriceCommandNamed<'DeclarePriceTrigger'> => ({
  type: 'DeclarePriceTrigger',
  subject: area,
  newId: id(`trigger ${area} ${month}`),
  data: { month },
})
