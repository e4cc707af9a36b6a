import { describe, expect, test } from 'vitest'
import { type PriceRosterCommand, priceRosterDecider } from '../../../src/domain/price/roster-decide.ts'
import type { PriceRosterEvent } from '../../../src/domain/price/roster-events.ts'
import type { Actor } from '../../../src/domain/shared/actor.ts'
import { given, stateAfter } from '../../given.ts'
import { COUNTY, id } from './prices.ts'

const preparer: Actor = { sub: 'preparer', roles: ['paymentPreparer'], office: COUNTY, area: COUNTY }
const context = { actor: preparer, today: '2022-10-15' }
const person = (name: string, area = '990101001001') => ({ personId: id(name), area, areaKind: 'RURAL' as const })
const bring = (data: Partial<PriceRosterCommand['data']> = {}, fromPart = 1): PriceRosterCommand => ({
  type: 'ImportPriceRoster',
  fromPart,
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
      .leaves((state) => expect(state.standing?.persons).toEqual(persons))
  })
  test('replaces the one before, and says which', () => {
    roster(before)
      .when(bring({ source: { sha256: 'b'.repeat(64), size: 100 } }), context)
      .emits({ type: 'PriceRosterImported', data: { replaces: id('old') } })
      .leaves((state) => expect(state.standing?.persons).toHaveLength(2))
    roster(before).when(bring(), context).refuses('price-roster-same')
  })
  describe('of a large county', () => {
    const persons = Array.from({ length: 8_001 }, (_, index) => person(`p${index}`))
    const all = bring({ persons, source: { sha256: 'b'.repeat(64), size: 100 } }).data
    const partsFrom = (fromPart: number, rosterId = all.rosterId, past: PriceRosterEvent[] = []) =>
      priceRosterDecider.decide(bring({ ...all, rosterId }, fromPart), stateAfter(priceRosterDecider, past), context)
    const first = partsFrom(1)

    test('takes several commits, and counts from the last one on', () => {
      expect(first.map(({ data }) => [data.part, data.parts, data.persons.length])).toEqual(
        Array.from({ length: 16 }, (_, index) => [index + 1, 17, 500]),
      )
      expect(stateAfter(priceRosterDecider, [before, ...first]).standing?.rosterId).toBe(id('old'))
      roster(before, ...first)
        .when(bring(all, 17), context)
        .emits({ type: 'PriceRosterImported', data: { part: 17, parts: 17, replaces: id('old') } })
        .leaves(({ standing }) => expect(standing).toMatchObject({ rosterId: all.rosterId, persons }))
    })
    test('is left behind where another import begins before it is whole', () => {
      const other = partsFrom(1, id('other'), [...first])
      roster(...first, ...other)
        .when(bring(all, 17), context)
        .refuses('price-roster-overtaken', { rosterId: all.rosterId })
      roster(...first, ...other)
        .when(bring({ ...all, rosterId: id('other') }, 17), context)
        .emits({ type: 'PriceRosterImported', data: { part: 17 } })
        .leaves(({ standing }) => expect(standing?.persons).toEqual(persons))
      roster(...first.slice(0, 15))
        .when(bring(all, 17), context)
        .refuses('price-roster-overtaken')
      roster(...first)
        .when(bring(), context)
        .emits({ type: 'PriceRosterImported' })
        .leaves(({ standing }) => expect(standing?.persons).toHaveLength(2))
    })
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
