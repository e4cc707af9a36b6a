import { describe, expect, test } from 'vitest'
import { calendarOf } from '../../../src/domain/policy/calendar.ts'
import { noPolicy } from '../../../src/domain/policy/policy.ts'
import { payByDay } from '../../../src/domain/price/pay-by.ts'
import { versionOf } from '../../../src/domain/price/versions.ts'
import { refusalOf } from '../../given.ts'

describe('the index month chooses the version of the linkage mechanism', () => {
  test.each([
    ['2011-03', 'before-2016-08'],
    ['2016-07', 'before-2016-08'],
    ['2016-08', '2016-1835'],
    ['2020-02', '2016-1835'],
    ['2020-03', '2020-278'],
    ['2020-06', '2020-278'],
    ['2020-07', '2016-1835'],
    ['2021-10', '2016-1835'],
    ['2021-11', '2021-1553'],
    ['2022-07', '2021-1553'],
    ['2022-08', '2022-temp'],
    ['2023-02', '2022-temp'],
    ['2023-03', '2021-1553'],
    ['2026-08', '2021-1553'],
  ])('%s falls under %s', (month, id) => {
    expect(versionOf(month).id).toBe(id)
  })

  test('before the first there is none', () => {
    expect(refusalOf(() => versionOf('2011-02'))?.code).toBe('no-price-version')
  })

  test.each([
    ['2016-08', 4, 1],
    ['2020-03', 7, 2],
    ['2020-07', 4, 1],
    ['2021-11', 7, 1],
    ['2022-08', 9, 1],
    ['2023-03', 7, 1],
  ])('%s protects %i groups at a factor of %i', (month, groups, factor) => {
    const version = versionOf(month)
    expect(version.groups?.value).toHaveLength(groups)
    expect(version.factor.value).toBe(factor)
  })

  test('marginal households are protected in the months of the temporary notice alone', () => {
    const has = (month: string) => versionOf(month).groups?.value.includes('MARGINAL_HOUSEHOLD')
    expect(['2022-07', '2022-08', '2023-02', '2023-03'].map(has)).toEqual([false, true, true, false])
  })
})

describe('by when a month is paid', () => {
  const calendar = calendarOf(noPolicy)
  test('within 20 working days of the release in 2016 and 2020', () => {
    expect(payByDay(versionOf('2020-03').payBy, '2020-04-10', calendar)).toMatchObject({
      due: '2020-05-08',
      clause: '2020-278',
    })
  })
  test('in the month of the release from 2021 on', () => {
    expect(payByDay(versionOf('2022-09').payBy, '2022-10-14', calendar)).toMatchObject({ due: '2022-10-31' })
  })
  test.each([
    ['2016-01-20', '2016-03-31'],
    ['2016-03-31', '2016-03-31'],
    ['2016-04-01', '2016-06-30'],
  ])('quarterly before: released on %s, paid by %s', (releasedOn, due) => {
    expect(payByDay(versionOf('2015-12').payBy, releasedOn, calendar).due).toBe(due)
  })
})
