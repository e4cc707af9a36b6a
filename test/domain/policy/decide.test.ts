import { describe, expect, test } from 'vitest'
import { policyCommands } from '../../../src/domain/policy/commands.ts'
import type { PolicyEvent } from '../../../src/domain/policy/events.ts'
import { holidayCalendars } from '../../../src/domain/policy/holidays/calendars.ts'
import { given, NEW, publisher, today } from './office.ts'
import { anId, COUNTY, delegation, documentOf, SCHEME, standard, TOWNSHIP } from './published.ts'

const dated = { document: documentOf('示民发〔2023〕7号'), effectiveFrom: '2023-04-01', inForceOn: '2023-03-01' }
const publish = (over: object = {}) => ({
  type: 'PublishStandard' as const,
  data: { ...dated, scheme: SCHEME, areaKind: 'RURAL', monthlyFen: 57_000, ...over },
})

test('every example of a command passes its own schema', () => {
  for (const { data, example } of policyCommands) expect(data.safeParse(example).error).toBeUndefined()
})

describe('publishing a standard', () => {
  test('says what was published, for which area, under which document', () => {
    const figure = { fen: 57_000, per: 'MONTH' }
    given()
      .when(publish())
      .emits({
        type: 'StandardPublished',
        data: {
          standardId: NEW,
          area: COUNTY,
          ...dated,
          scheme: SCHEME,
          rate: 'STANDARD',
          areaKind: 'RURAL',
          figure,
          printed: null,
        },
      })
  })

  test('is for policy publishers, inside their own area', () => {
    given()
      .when(publish(), { actor: { ...publisher, roles: ['confirmer'] } })
      .refuses('not-policy-publisher')
    given().when(publish(), { subject: '990102' }).refuses('policy-outside-area')
    given().when(publish(), { subject: '000000' }).refuses('policy-outside-area')
    given().when(publish(), { subject: 'county' }).refuses('unknown-area')
    given().when(publish(), { subject: '990101001' }).refuses('policy-below-county')
  })

  test('refuses a yearly sum, a sum in yuan, and nothing at all', () => {
    for (const monthlyFen of [0, 570, 4_999, 300_001, 432_000, 485_300, 684_000])
      given().when(publish({ monthlyFen })).refuses('implausible-standard')
    for (const monthlyFen of [5_000, 300_000])
      given()
        .when(publish({ monthlyFen }))
        .emits(expect.objectContaining({ type: 'StandardPublished' }))
  })

  test('refuses days that cannot belong to one notice', () => {
    given()
      .when(publish({ effectiveFrom: '1997-09-01', inForceOn: '1997-09-01' }))
      .refuses('implausible-dates')
    given()
      .when(publish({ effectiveFrom: '2026-03-02' }))
      .refuses('implausible-dates')
    given()
      .when(publish({ effectiveFrom: '2020-02-29' }))
      .refuses('implausible-dates')
    for (const over of [
      { effectiveFrom: '2026-03-01' },
      { effectiveFrom: '2020-03-01' },
      { effectiveFrom: '1997-09-02', inForceOn: '1997-09-02' },
    ])
      given()
        .when(publish(over))
        .emits(expect.objectContaining({ type: 'StandardPublished' }))
  })

  test('refuses what has not been announced yet, as it does for tiers and parameters', () => {
    const ahead = { inForceOn: '2023-03-07' }
    given().when(publish(ahead)).refuses('future-day', { day: '2023-03-07', today })
    const parameter = { ...dated, scheme: SCHEME, key: 'rounding', value: 'YUAN_UP', ...ahead }
    given().when({ type: 'PublishParameter', data: parameter }).refuses('future-day')
    given()
      .when(publish({ inForceOn: today }))
      .emits(expect.objectContaining({ type: 'StandardPublished' }))
  })

  test('refuses a second one for the same day, until the first is withdrawn', () => {
    const first = standard({ effectiveFrom: '2023-04-01' })
    const { standardId } = first.data as { standardId: string }
    given(first).when(publish()).refuses('standard-twice')
    given(first)
      .when(publish({ areaKind: 'URBAN' }))
      .emits(expect.objectContaining({ type: 'StandardPublished' }))
    given(first, {
      type: 'StandardWithdrawn',
      data: { standardId, area: COUNTY, document: dated.document, on: '2023-03-02' },
    })
      .when(publish())
      .emits(expect.objectContaining({ type: 'StandardPublished' }))
  })
})

describe('withdrawing a standard', () => {
  const standardId = anId()
  const withdraw = (over: object = {}) => ({
    type: 'WithdrawStandard' as const,
    data: { standardId, document: dated.document, on: '2023-03-05', ...over },
  })

  test('names the event it takes back', () => {
    given(standard({ standardId }))
      .when(withdraw())
      .emits({ type: 'StandardWithdrawn', data: { area: COUNTY, ...withdraw().data }, annuls: 'event-0' })
  })

  test('is refused for an unknown one, twice, and ahead of time', () => {
    given().when(withdraw()).refuses('unknown-standard')
    given(standard({ standardId }), { type: 'StandardWithdrawn', data: { area: COUNTY, ...withdraw().data } })
      .when(withdraw())
      .refuses('standard-withdrawn')
    given(standard({ standardId }))
      .when(withdraw({ on: today }))
      .emits(expect.objectContaining({ type: 'StandardWithdrawn' }))
    given(standard({ standardId }))
      .when(withdraw({ on: '2023-03-07' }))
      .refuses('implausible-dates')
  })
})

describe('tiers and parameters', () => {
  const tiers = (rows: object[]) => ({
    type: 'PublishTiers' as const,
    data: { ...dated, scheme: SCHEME, areaKind: 'RURAL', tiers: rows },
  })
  const set = (key: string, value: string) => ({
    type: 'PublishParameter' as const,
    data: { ...dated, scheme: SCHEME, key, value },
  })

  test('tiers have different names and plausible sums', () => {
    given()
      .when(
        tiers([
          { tier: 'A', monthlyFen: 300_000 },
          { tier: 'B', monthlyFen: 100 },
        ]),
      )
      .emits(expect.objectContaining({ type: 'TiersPublished' }))
    given()
      .when(
        tiers([
          { tier: 'A', monthlyFen: 50_000 },
          { tier: 'A', monthlyFen: 30_000 },
        ]),
      )
      .refuses('tier-twice')
    given()
      .when(tiers([{ tier: 'A', monthlyFen: 300_001 }]))
      .refuses('implausible-standard')
    given()
      .when(tiers([{ tier: 'A', monthlyFen: 99 }]))
      .refuses('implausible-standard')
  })

  test('are published once for a first day, and again after the first were withdrawn', () => {
    const row = { ...dated, area: COUNTY, scheme: SCHEME }
    const [tiersId, parameterId] = [anId(), anId()]
    const published: PolicyEvent[] = [
      { type: 'TiersPublished', data: { ...row, tiersId, areaKind: 'RURAL', tiers: [{ tier: 'A', monthlyFen: 300 }] } },
      { type: 'ParameterPublished', data: { ...row, parameterId, key: 'amountMode', value: 'TIER', printed: null } },
    ]
    const again = [tiers([{ tier: 'A', monthlyFen: 300_000 }]), set('amountMode', 'GAP')]
    for (const [index, standardId] of [tiersId, parameterId].entries()) {
      const withdrawal = { standardId, document: dated.document, on: '2023-03-05' }
      given(...published)
        .when(again[index]!)
        .refuses('published-twice', { standardId, document: dated.document.number })
      given(...published)
        .when({ type: 'WithdrawStandard', data: withdrawal })
        .emits({ type: 'StandardWithdrawn', data: { area: COUNTY, ...withdrawal }, annuls: `event-${index}` })
      given(...published, { type: 'StandardWithdrawn', data: { area: COUNTY, ...withdrawal } })
        .when(again[index]!)
        .emits(expect.anything())
    }
    given(...published)
      .when({ ...set('amountMode', 'GAP'), data: { ...set('amountMode', 'GAP').data, effectiveFrom: '2023-05-01' } })
      .emits(expect.objectContaining({ type: 'ParameterPublished' }))
  })

  test('a parameter has only values of its catalogue', () => {
    given()
      .when(set('employmentCostPercent', '20'))
      .emits(expect.objectContaining({ type: 'ParameterPublished' }))
    given().when(set('employmentCostPercent', '0.2')).refuses('implausible-parameter')
    given().when(set('amountMode', 'gap')).refuses('implausible-parameter')
    for (const key of ['careRatio', 'constructor']) given().when(set(key, '20')).refuses('unknown-parameter')
  })
})

describe('publishing a holiday calendar', () => {
  const publishYear = (over: object) => ({
    type: 'PublishHolidayCalendar' as const,
    data: { document: dated.document, year: 2023, daysOff: ['2023-04-05'], workedWeekendDays: [], ...over },
  })
  const nation = { subject: '000000', actor: { ...publisher, area: '000000' } }

  test('takes every calendar that is shipped', () => {
    for (const data of holidayCalendars)
      given()
        .when({ type: 'PublishHolidayCalendar', data }, nation)
        .emits({ type: 'HolidayCalendarPublished', data: { area: '000000', ...data } })
  })

  test('refuses days outside the year, listed twice, and worked weekdays', () => {
    given()
      .when(publishYear({ daysOff: ['2022-12-31'] }), nation)
      .refuses('calendar-day-outside-year')
    given()
      .when(publishYear({ workedWeekendDays: ['2024-02-04'] }), nation)
      .refuses('calendar-day-outside-year')
    given()
      .when(publishYear({ daysOff: ['2023-04-05', '2023-04-05'] }), nation)
      .refuses('calendar-day-twice')
    given()
      .when(publishYear({ daysOff: ['2023-04-23'], workedWeekendDays: ['2023-04-23'] }), nation)
      .refuses('calendar-day-twice')
    for (const weekday of ['2023-04-24', '2023-04-28'])
      given()
        .when(publishYear({ workedWeekendDays: [weekday] }), nation)
        .refuses('calendar-weekday-worked')
  })
})

describe('delegating authority', () => {
  const delegate = (over: object = {}) => ({
    type: 'DelegateAuthority' as const,
    data: {
      document: dated.document,
      scheme: SCHEME,
      to: TOWNSHIP,
      capFen: 200_000,
      from: '2023-01-01',
      until: '2023-12-31',
      ...over,
    },
  })

  test('names the township, the cap and the days', () => {
    given()
      .when(delegate())
      .emits({ type: 'AuthorityDelegated', data: { delegationId: NEW, area: COUNTY, ...delegate().data } })
  })

  test('goes only to a township inside the area', () => {
    for (const to of ['990102001', '990102', '990101001001', '000000'])
      given().when(delegate({ to })).refuses('delegation-outside-area')
  })

  test('may go to all townships of a county at once, but not of a city', () => {
    given()
      .when(delegate({ to: COUNTY }))
      .emits(expect.objectContaining({ type: 'AuthorityDelegated' }))
    given()
      .when(delegate({ to: '990100' }), { subject: '990100', actor: { ...publisher, area: '990000' } })
      .refuses('delegation-outside-area')
  })

  test('has days in order, not before the rules allowed it', () => {
    given()
      .when(delegate({ until: '2022-12-31' }))
      .refuses('delegation-dates')
    given()
      .when(delegate({ until: '2023-01-01' }))
      .emits(expect.objectContaining({ type: 'AuthorityDelegated' }))
    given()
      .when(delegate({ from: '2019-01-01' }))
      .refuses('delegation-not-allowed')
  })

  test('is one at a time for a township and scheme', () => {
    given(delegation())
      .when(delegate({ from: '2023-12-31', until: null }))
      .refuses('delegation-twice')
    given(delegation())
      .when(delegate({ from: '2022-06-01', until: '2023-01-01' }))
      .refuses('delegation-twice')
    given(delegation())
      .when(delegate({ from: '2024-01-01', until: null }))
      .emits(expect.objectContaining({ type: 'AuthorityDelegated' }))
    given(delegation())
      .when(delegate({ to: '990101002' }))
      .emits(expect.objectContaining({ type: 'AuthorityDelegated' }))
  })

  test('is revoked once, from a day after it began', () => {
    const delegationId = anId()
    const revoke = (on: string) => ({
      type: 'RevokeDelegation' as const,
      data: { delegationId, document: dated.document, on },
    })
    given(delegation({ delegationId }))
      .when(revoke('2023-06-01'))
      .emits({ type: 'AuthorityRevoked', data: { area: COUNTY, ...revoke('2023-06-01').data } })
    const revoked: PolicyEvent = { type: 'AuthorityRevoked', data: { area: COUNTY, ...revoke('2023-06-01').data } }
    given(delegation({ delegationId }), revoked)
      .when(delegate({ from: '2023-06-01' }))
      .emits(expect.objectContaining({ type: 'AuthorityDelegated' }))
    given(delegation({ delegationId }), revoked)
      .when(delegate({ from: '2023-05-31' }))
      .refuses('delegation-twice')
    given(delegation({ delegationId }))
      .when(revoke('2023-01-01'))
      .emits(expect.objectContaining({ type: 'AuthorityRevoked' }))
    given().when(revoke('2023-06-01')).refuses('unknown-delegation')
    given(delegation({ delegationId })).when(revoke('2022-12-31')).refuses('delegation-dates')
    given(delegation({ delegationId }), revoked).when(revoke('2023-07-01')).refuses('delegation-revoked')
  })
})
