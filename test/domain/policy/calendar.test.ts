import calendarData from 'chinese-days/dist/chinese-days.json' with { type: 'json' }
import { expect, test } from 'vitest'
import { addWorkingDays, calendarOf, isWorkingDay } from '../../../src/domain/policy/calendar.ts'
import { holidayCalendars } from '../../../src/domain/policy/holidays/calendars.ts'
import { dueOf } from '../../../src/domain/policy/ruleset.ts'
import { rulesetOn } from '../../../src/domain/scheme/scheme.ts'
import { subsistenceAllowance } from '../../../src/domain/scheme/subsistence-allowance/subsistence-allowance.ts'
import { addDays, weekdayOf } from '../../../src/domain/shared/day.ts'
import { documentOf, nationalCalendars, policyOf } from './published.ts'

const national = calendarOf(policyOf(...nationalCalendars))
const lasting = (due: string) => ({ due, provisional: false })

test('the worked example: the limits of a case accepted on 2023-03-06', () => {
  const { clocks } = rulesetOn(subsistenceAllowance, '2023-03-06')
  const due = (limit: typeof clocks.wholeCase, from: string) => limit && dueOf(limit, from, national)
  expect(due(clocks.surveyStart, '2023-03-06')).toEqual(lasting('2023-03-09'))
  expect(due(clocks.checkStart, '2023-03-07')).toEqual(lasting('2023-03-10'))
  expect(due(clocks.countyDecision, '2023-03-28')).toEqual(lasting('2023-04-12'))
  expect(due(clocks.wholeCase, '2023-03-06')).toEqual(lasting('2023-04-18'))
  expect(due(clocks.wholeCaseExtended, '2023-03-06')).toEqual(lasting('2023-05-10'))
  expect(due(clocks.wholeCaseDelegated, '2023-03-06')).toEqual(lasting('2023-04-03'))
  expect(due(clocks.recheckAfterDeath, '2023-09-14')).toEqual(lasting('2023-12-14'))
  expect(addDays('2023-03-20', rulesetOn(subsistenceAllowance, '2023-03-06').noticeDays?.value ?? 0)).toBe('2023-03-27')
})

test('every day of 2018 to 2026 is worked or off as the published lists say', () => {
  const off = new Set(Object.keys(calendarData.holidays))
  const worked = new Set(Object.keys(calendarData.workdays))
  const differing: string[] = []
  for (let day = '2018-01-01'; day <= '2026-12-31'; day = addDays(day, 1)) {
    const expected = worked.has(day) || (weekdayOf(day) <= 5 && !off.has(day))
    if (isWorkingDay(national, day) !== expected) differing.push(day)
  }
  expect(differing).toEqual([])
})

test('every shipped calendar names its notice', () => {
  for (const { document } of holidayCalendars) expect(document.number).toMatch(/^国办发明电〔20\d\d〕\d+号$/)
})

test('the extension of the Spring Festival of 2020 is known only from its own notice on', () => {
  const before = calendarOf(
    policyOf(...nationalCalendars.filter(({ data }) => data.document.number !== '国办发明电〔2020〕1号')),
  )
  expect(addWorkingDays(before, '2020-01-23', 1)).toEqual(lasting('2020-01-31'))
  expect(isWorkingDay(before, '2020-02-01')).toBe(true)
  expect(addWorkingDays(national, '2020-01-23', 1)).toEqual(lasting('2020-02-03'))
})

test('a limit that reaches into a year without a calendar is provisional and counts Monday to Friday', () => {
  expect(addWorkingDays(national, '2026-12-30', 1)).toEqual(lasting('2026-12-31'))
  expect(addWorkingDays(national, '2026-12-31', 1)).toEqual({ due: '2027-01-01', provisional: true })
  expect(addWorkingDays(calendarOf(policyOf()), '2023-03-06', 5)).toEqual({ due: '2023-03-13', provisional: true })
})

test('an area below the nation may add days of its own, and only for itself', () => {
  const local = calendarOf(
    policyOf(
      {
        type: 'HolidayCalendarPublished',
        data: {
          area: '990000',
          document: documentOf('示政发〔2023〕5号'),
          year: 2023,
          // Off where the nation works on a Sunday, and at work where the nation is off on one.
          daysOff: ['2023-04-23', '2023-04-24'],
          workedWeekendDays: ['2023-04-30'],
        },
      },
      ...nationalCalendars,
    ),
  )
  expect(isWorkingDay(local, '2023-04-23')).toBe(false)
  expect(isWorkingDay(local, '2023-04-24')).toBe(false)
  expect(isWorkingDay(local, '2023-04-30')).toBe(true)
  expect(isWorkingDay(local, '2023-04-05')).toBe(false)
  expect(isWorkingDay(national, '2023-04-23')).toBe(true)
  expect(isWorkingDay(national, '2023-04-24')).toBe(true)
  expect(isWorkingDay(national, '2023-04-30')).toBe(false)
})
