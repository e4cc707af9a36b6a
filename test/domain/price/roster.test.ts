import { describe, expect, test } from 'vitest'
import { type PriceRosterCommand, priceRosterDecider } from '../../../src/domain/price/roster-decide.ts'
import type { PriceRosterEvent } from '../../../src/domain/price/roster-events.ts'
import type { Actor } from '../../../src/domain/shared/actor.ts'
import { given } from '../../given.ts'
import { COUNTY, id } from './prices.ts'

const preparer: Actor = { sub: 'preparer', roles: ['paymentPreparer'], office: COUNTY, area: COUNTY }
const context = { actor: preparer, today: '2022-10-15' }
const person = (name: string, area = '990101001001') => ({ personId: id(name), area, areaKind: 'RURAL' as const })
const bring = (data: Partial<PriceRosterCommand['data']> = {}): PriceRosterCommand => ({
  type: 'ImportPriceRoster',
  data: {
    rosterId: id('roster'),
    area: COUNTY,
    group: 'UNEMPLOYMENT_BENEFIT',
    month: '2022-09',
    persons: [person('one'), person('two')],
    source: { sha256: 'a'.repeat(64), size: 100 },
    ...data,
  },
})
const before: PriceRosterEvent = {
  type: 'PriceRosterImported',
  data: { ...bring().data, rosterId: id('old'), part: 1, parts: 1, persons: [person('zero')], replaces: null },
}
const roster = (...events: PriceRosterEvent[]) => given(priceRosterDecider, ...events)

describe('a roster that another office keeps', () => {
  test('is taken in whole, 500 persons an event, in one commit', () => {
    const persons = Array.from({ length: 501 }, (_, index) => person(`p${index}`))
    roster()
      .when(bring({ persons }), context)
      .emits(
        { type: 'PriceRosterImported', data: { part: 1, parts: 2 } },
        { type: 'PriceRosterImported', data: { part: 2, parts: 2 } },
      )
      .leaves((state) => expect(state?.persons).toEqual(persons))
  })
  test('replaces the one before, and says which', () => {
    roster(before)
      .when(bring({ source: { sha256: 'b'.repeat(64), size: 100 } }), context)
      .emits({ type: 'PriceRosterImported', data: { replaces: id('old') } })
      .leaves((state) => expect(state?.persons).toHaveLength(2))
    roster(before).when(bring(), context).refuses('price-roster-same')
  })
  test('names each person once, and nobody from elsewhere', () => {
    roster()
      .when(bring({ persons: [person('one'), person('one')] }), context)
      .refuses('price-roster-person-twice')
    roster()
      .when(bring({ persons: [person('one', '990102001')] }), context)
      .refuses('price-roster-person-elsewhere')
  })
  test('is of a group that is no scheme here, of a county, of a month that has begun', () => {
    roster()
      .when(bring({ group: 'ORPHAN' }), context)
      .refuses('price-group-not-imported')
    roster()
      .when(bring({ area: '990201' }), context)
      .refuses('price-outside-area')
    roster()
      .when(bring({ area: '990101001' }), context)
      .refuses('price-roster-not-county')
    roster()
      .when(bring({ month: '2022-11' }), context)
      .refuses('price-roster-month')
  })
  test('is taken in by the preparer of payments', () => {
    roster()
      .when(bring(), { ...context, actor: { ...preparer, roles: ['caseWorker'] } })
      .refuses('price-roster-role-needed')
  })
})
