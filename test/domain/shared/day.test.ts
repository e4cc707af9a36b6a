import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import {
  addDays,
  addMonths,
  addMonthsToDay,
  ageOn,
  Day,
  dayInShanghai,
  daysBetween,
  lastDayOf,
  weekdayOf,
} from '../../../src/domain/shared/day.ts'

const FIRST = Temporal.PlainDate.from('1800-01-01')
const days = fc.integer({ min: 0, max: 150_000 }).map((count) => FIRST.add({ days: count }))
const steps = fc.integer({ min: -20_000, max: 20_000 })
const runs = { numRuns: 2_000 }

test('days move and are counted as on the calendar, from 1800 to 2210', () => {
  fc.assert(
    fc.property(days, days, steps, (day, other, step) => {
      expect(addDays(String(day), step)).toBe(String(day.add({ days: step })))
      expect(daysBetween(String(day), String(other))).toBe(day.until(other, { largestUnit: 'day' }).days)
      expect(weekdayOf(String(day))).toBe(day.dayOfWeek)
    }),
    runs,
  )
})

test('months move as on the calendar, and a day beyond a short month becomes its last', () => {
  fc.assert(
    fc.property(days, fc.integer({ min: -600, max: 600 }), (day, step) => {
      const month = day.toPlainYearMonth()
      expect(addMonths(String(month), step)).toBe(String(month.add({ months: step })))
      expect(addMonthsToDay(String(day), step)).toBe(String(day.add({ months: step })))
      expect(lastDayOf(String(month))).toBe(`${month}-${month.daysInMonth}`)
    }),
    runs,
  )
})

test('every day of a cycle of four hundred years follows the one before it', () => {
  let day = '1999-12-31'
  const wrong: string[] = []
  for (let plain = Temporal.PlainDate.from(day); plain.year < 2401; plain = plain.add({ days: 1 })) {
    if (day !== String(plain) || weekdayOf(day) !== plain.dayOfWeek) wrong.push(day)
    day = addDays(day, 1)
  }
  expect(wrong).toEqual([])
})

test.each([
  ['2023-01-31', 1, '2023-02-28'],
  ['2024-01-31', 1, '2024-02-29'],
  ['2024-02-29', 12, '2025-02-28'],
  ['2023-03-31', -1, '2023-02-28'],
  ['2023-12-15', 1, '2024-01-15'],
])('%s moved by %i months is %s', (day, months, moved) => {
  expect(addMonthsToDay(day, months)).toBe(moved)
})

test('a year of age is complete on the birthday, and for who was born on a leap day on 1 March', () => {
  expect(ageOn('1960-05-08', '2023-05-07')).toBe(62)
  expect(ageOn('1960-05-08', '2023-05-08')).toBe(63)
  expect(ageOn('2004-02-29', '2023-02-28')).toBe(18)
  expect(ageOn('2004-02-29', '2023-03-01')).toBe(19)
})

test('a day begins in Shanghai eight hours before it does in Greenwich', () => {
  expect(dayInShanghai(Date.UTC(2023, 4, 7, 15, 59, 59))).toBe('2023-05-07')
  expect(dayInShanghai(Date.UTC(2023, 4, 7, 16))).toBe('2023-05-08')
})

test.each(['2023-02-30', '2023-2-3', '1799-12-31', '2200-01-01', '9999-12-31', '0000-01-01', '2023-02-28\n', ''])(
  'no day of any case: %j',
  (text) => {
    expect(Day.safeParse(text).error?.issues).toHaveLength(1)
  },
)

test('the days that are told apart from slips of the pen end with the years 1800 and 2199', () => {
  for (const text of ['1800-01-01', '2024-02-29', '2199-12-31']) expect(Day.parse(text)).toBe(text)
})
