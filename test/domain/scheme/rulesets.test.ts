import { describe, expect, test } from 'vitest'
import { delegationAllowedOn, gradualExitMonthsOn, rulesetOn } from '../../../src/domain/scheme/scheme.ts'
import { allowanceRulesets } from '../../../src/domain/scheme/subsistence-allowance/rulesets.ts'
import { subsistenceAllowance } from '../../../src/domain/scheme/subsistence-allowance/subsistence-allowance.ts'

describe('a case follows the rules of the day it was accepted', () => {
  test('the trial procedure until 2021-06-30', () => {
    const { id, clocks, deliberation, secondNoticeDays, countySamplePercent } = rulesetOn(
      subsistenceAllowance,
      '2021-06-30',
    )
    expect(id).toBe('2012-220')
    expect(clocks.surveyStart).toEqual({ count: 10, unit: 'WORKING_DAYS', clause: '2012-220 Art.18' })
    expect(clocks.refusalNotice).toMatchObject({ count: 3, unit: 'DAYS' })
    expect(clocks.wholeCase).toBeNull()
    expect(deliberation.value).toBe('ALWAYS')
    expect(secondNoticeDays?.value).toBe(7)
    expect(countySamplePercent?.value).toBe(30)
  })

  test('the procedure of 2021 from 2021-07-01', () => {
    const { id, overlays, clocks, deliberation, noticeDays, minInvestigators } = rulesetOn(
      subsistenceAllowance,
      '2021-07-01',
    )
    expect(id).toBe('2021-57')
    expect(overlays).toEqual(['2014-649', '2020-reform'])
    expect(clocks.wholeCase).toEqual({ count: 30, unit: 'WORKING_DAYS', clause: '2021-57 Art.22' })
    expect(clocks.wholeCaseExtended?.count).toBe(45)
    expect(clocks.wholeCaseDelegated).toBeNull()
    expect(deliberation.value).toBe('ON_OBJECTION')
    expect(noticeDays?.value).toBe(7)
    expect(minInvestigators.value).toBe(2)
  })

  test('twenty working days where the township decides, from 2022-10-20', () => {
    expect(rulesetOn(subsistenceAllowance, '2022-10-19').clocks.wholeCaseDelegated).toBeNull()
    expect(rulesetOn(subsistenceAllowance, '2022-10-20')).toMatchObject({
      id: '2021-57',
      overlays: ['2014-649', '2020-reform', '2022-83'],
    })
    expect(rulesetOn(subsistenceAllowance, '2022-10-20').clocks.wholeCaseDelegated?.count).toBe(20)
  })

  test('the law of 2026 changes no clock', () => {
    expect(rulesetOn(subsistenceAllowance, '2026-07-01').overlays).toEqual(['2020-reform', '2022-83', '2026-LAW'])
    expect(rulesetOn(subsistenceAllowance, '2026-07-01').clocks).toEqual(
      rulesetOn(subsistenceAllowance, '2026-06-30').clocks,
    )
  })

  test('no ruleset is known before 2012-12-12', () => {
    expect(() => rulesetOn(subsistenceAllowance, '2012-12-11')).toThrow('no-ruleset')
    expect(rulesetOn(subsistenceAllowance, '2012-12-12').id).toBe('2012-220')
  })
})

describe('a decision follows the rules of its own day', () => {
  test('a reduction or stop needs a hearing from 2026-07-01', () => {
    expect(rulesetOn(subsistenceAllowance, '2026-06-30').hearing.value).toBe(false)
    expect(rulesetOn(subsistenceAllowance, '2026-07-01').hearing.value).toBe(true)
    expect(rulesetOn(subsistenceAllowance, '2026-07-01').hearing.clause).toBe('2026-LAW Art.48')
  })

  test('a gradual exit is known from 2022-10-20 and lasts six months', () => {
    expect(gradualExitMonthsOn(subsistenceAllowance, '2022-10-19')).toBeUndefined()
    expect(gradualExitMonthsOn(subsistenceAllowance, '2022-10-20')).toEqual({ value: 6, clause: '2022-83' })
  })

  test('townships may decide from the reform of 2020 on', () => {
    expect(delegationAllowedOn(subsistenceAllowance, '2020-08-24')).toBe(false)
    expect(delegationAllowedOn(subsistenceAllowance, '2020-08-25')).toBe(true)
    expect(delegationAllowedOn(subsistenceAllowance, '2021-07-01')).toBe(true)
    expect(rulesetOn(subsistenceAllowance, '2026-07-01').townshipMayDecide.value).toBe('WHERE_THE_PROVINCE_ALLOWS')
  })
})

test('the time line is sorted and every number in it is cited', () => {
  const days = allowanceRulesets.map(({ from }) => from)
  expect(days).toEqual([...new Set(days)].sort())
  const uncited: string[] = []
  const walk = (path: string, value: unknown): void => {
    if (typeof value === 'number') uncited.push(path)
    if (typeof value !== 'object' || value === null) return
    if ('clause' in value && typeof value.clause === 'string' && value.clause !== '') return
    for (const [key, inner] of Object.entries(value)) walk(`${path}.${key}`, inner)
  }
  for (const { from, ruleset } of allowanceRulesets) walk(from, ruleset)
  expect(uncited).toEqual([])
})
