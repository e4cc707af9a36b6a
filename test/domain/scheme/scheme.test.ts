import { describe, expect, test } from 'vitest'
import type { FilingQuestion, ReviewQuestion } from '../../../src/domain/scheme/assessment.ts'
import { excludes } from '../../../src/domain/scheme/exclusions.ts'
import { firstPaidMonth, lastPaidMonth } from '../../../src/domain/scheme/paid-months.ts'
import { rulesetOn } from '../../../src/domain/scheme/scheme.ts'
import { findScheme, schemes } from '../../../src/domain/scheme/schemes.ts'
import { ERASED } from '../../../src/domain/shared/personal.ts'
import { member } from './household.ts'

const allowance = findScheme('subsistenceAllowance')

test('the register knows its schemes by code and refuses others', () => {
  for (const scheme of schemes) expect(findScheme(scheme.code)).toBe(scheme)
  expect(() => findScheme('noSuchScheme')).toThrow('unknown-scheme')
})

test('the first paid month is the month after confirmation', () => {
  const first = (confirmedOn: string) => firstPaidMonth(allowance, { confirmedOn, filedOn: '2023-03-06' })
  expect(first('2023-04-07')).toBe('2023-05')
  expect(first('2023-12-31')).toBe('2024-01')
})

test('the last paid month is that of the decision to stop, or of the death', () => {
  expect(lastPaidMonth(allowance, 'INCOME', '2024-03-31')).toBe('2024-03')
  expect(lastPaidMonth(allowance, 'DEATH', '2023-11-02', { diedOn: '2023-09-14' })).toBe('2023-09')
  expect(lastPaidMonth(allowance, 'INCOME', '2023-11-02', { diedOn: '2023-09-14' })).toBe('2023-11')
})

describe('filing', () => {
  const day = '2023-03-06'
  const file = (over: Partial<FilingQuestion> & { head?: ReturnType<typeof member> }) => {
    const head = over.head ?? member()
    return () =>
      allowance.checkFiling({
        filing: 'SINGLE',
        applicant: head.personId,
        members: [head],
        byProxy: false,
        day,
        ...over,
      })
  }
  const disabled = (kind: 'PHYSICAL' | 'INTELLECTUAL' | 'MENTAL' | 'MULTIPLE', grade: number) =>
    member({ disability: { kind, grade } })

  test('a household is headed by one of its members who is of full age', () => {
    expect(file({ filing: 'HOUSEHOLD', head: member({ birthDate: '2005-03-06' }) })).not.toThrow()
    expect(file({ filing: 'HOUSEHOLD', head: member({ birthDate: '2005-03-07' }) })).toThrow('minor-applicant')
    expect(file({ filing: 'HOUSEHOLD', byProxy: true, head: member({ birthDate: '2010-01-01' }) })).toThrow(
      'minor-applicant',
    )
    expect(file({ filing: 'HOUSEHOLD', members: [member()] })).toThrow('applicant-not-counted')
  })

  test('alone: any disability of grade 1 or 2, grade 3 if intellectual or mental, serious illness', () => {
    for (const head of [
      disabled('PHYSICAL', 1),
      disabled('PHYSICAL', 2),
      disabled('INTELLECTUAL', 3),
      disabled('MENTAL', 3),
      member({ seriousIllness: true }),
    ])
      expect(file({ head })).not.toThrow()
    for (const head of [member(), disabled('PHYSICAL', 3), disabled('MENTAL', 4), disabled('MULTIPLE', 3)])
      expect(file({ head })).toThrow('single-filing-not-open')
  })

  const on = (ground: 'JOBLESS_DISABLED' | 'CLERGY' | 'COUNTY_RULE') => ({ ground, proof: '示例证明1号' }) as const
  const marginal = { ground: 'MARGINAL_HOUSEHOLD' } as const
  const holds = (head: ReturnType<typeof member>) => [{ personId: head.personId, scheme: 'marginalHousehold' }]

  test('alone, it rests on something', () => {
    expect(file({ head: disabled('PHYSICAL', 1), single: null })).toThrow('single-filing-groundless')
  })

  test('2021-57 Art.8: on a household that has been found to be marginal, beside disability or illness', () => {
    const head = disabled('INTELLECTUAL', 3)
    expect(file({ head, single: marginal })).toThrow('single-filing-not-marginal')
    expect(file({ head, single: marginal, held: [{ personId: 'p', scheme: 'marginalHousehold' }] })).toThrow(
      'single-filing-not-marginal',
    )
    expect(file({ head, single: marginal, held: holds(head) })).not.toThrow()
    const well = member()
    expect(file({ head: well, single: marginal, held: holds(well) })).toThrow('single-filing-not-open')
    expect(file({ head, single: marginal, held: holds(head), day: '2026-07-01' })).not.toThrow()
  })

  test('2022-83: on severe disability without work, whatever the household is', () => {
    const head = { ...disabled('MENTAL', 2), employed: false }
    const single = on('JOBLESS_DISABLED')
    expect(file({ head, single })).not.toThrow()
    expect(file({ head, single, day: '2022-10-19' })).toThrow('single-filing-not-open')
    expect(file({ head: { ...head, employed: true }, single })).toThrow('single-filing-not-open')
    expect(file({ head: { ...disabled('MENTAL', 3), employed: false }, single })).toThrow('single-filing-not-open')
    const minor = { ...head, birthDate: '2010-01-01' }
    expect(file({ head: minor, single, byProxy: true })).toThrow('single-filing-not-open')
  })

  test('clergy and whoever the county names ask for no illness, but not before 2021-07-01', () => {
    for (const single of [on('CLERGY'), on('COUNTY_RULE')]) {
      expect(file({ single })).not.toThrow()
      expect(file({ single, day: '2021-06-30' })).toThrow('single-filing-not-open')
    }
  })

  test('on what a county names even a healthy minor is filed alone, but by a proxy', () => {
    const head = member({ birthDate: '2010-01-01' })
    expect(file({ head, single: on('COUNTY_RULE') })).toThrow('minor-applicant')
    expect(file({ head, single: on('COUNTY_RULE'), byProxy: true })).not.toThrow()
  })

  test('what has been erased is not judged again', () => {
    expect(file({ single: ERASED })).not.toThrow()
  })

  test('alone means one member', () => {
    const head = disabled('PHYSICAL', 1)
    expect(file({ head, members: [head, member()] })).toThrow('single-filing-one-member')
  })

  test('alone, a minor needs a proxy', () => {
    const head = { ...disabled('PHYSICAL', 1), birthDate: '2010-01-01' }
    expect(file({ head })).toThrow('minor-applicant')
    expect(file({ head, byProxy: true })).not.toThrow()
  })

  test('alone, it opened on 2021-07-01', () => {
    expect(file({ head: disabled('PHYSICAL', 1), day: '2021-06-30' })).toThrow('single-filing-not-open')
    expect(file({ head: disabled('PHYSICAL', 1), day: '2021-07-01' })).not.toThrow()
  })

  test('is not judged again by what has been erased', () => {
    const head = member({ birthDate: 'erased', disability: 'erased', seriousIllness: 'erased' })
    expect(file({ head })).not.toThrow()
    expect(file({ head: member({ disability: 'erased' }) })).not.toThrow()
    expect(file({ head: member({ seriousIllness: 'erased' }) })).not.toThrow()
  })
})

describe('the next review', () => {
  const due = (over: Partial<ReviewQuestion>) => {
    const decidedOn = over.decidedOn ?? '2023-04-07'
    const asked = { areaKind: 'RURAL', members: [member()], incomes: [], particulars: null, ...over } as const
    return allowance.reviewDue({ ...asked, decidedOn, ruleset: rulesetOn(allowance, decidedOn) })
  }
  const income = (kind: 'WAGES' | 'TRANSFER', monthlyFen = 1) => [{ personId: 'x', kind, monthlyFen }]

  test('is after a year while the situation is stable', () => {
    expect(due({})).toEqual({ due: '2024-04-07', clause: '2021-57 Art.31' })
    expect(due({ incomes: income('TRANSFER') })?.due).toBe('2024-04-07')
    expect(due({ incomes: income('WAGES', 0) })?.due).toBe('2024-04-07')
  })

  test('is after half a year where income varies or somebody can work', () => {
    expect(due({ incomes: income('WAGES') })?.due).toBe('2023-10-07')
    expect(due({ members: [member(), member({ canWork: true })] })?.due).toBe('2023-10-07')
  })

  test('was monthly in towns and quarterly in villages under the old procedure', () => {
    const old = { decidedOn: '2021-01-31', members: [member({ canWork: true })] }
    expect(due({ ...old, areaKind: 'URBAN' })).toEqual({ due: '2021-02-28', clause: '2012-220 Art.33' })
    expect(due({ ...old, areaKind: 'RURAL' })?.due).toBe('2021-04-30')
    const unable = { decidedOn: '2021-01-31' }
    expect(due({ ...unable, incomes: income('TRANSFER') })?.due).toBe('2021-07-31')
    expect(due({ ...unable, incomes: [...income('TRANSFER'), ...income('TRANSFER', 0)] })?.due).toBe('2021-07-31')
    expect(due({ ...unable, incomes: income('TRANSFER', 0) })?.due).toBe('2022-01-31')
    expect(due(unable)?.due).toBe('2022-01-31')
  })
})

test('schemes exclude each other in both directions from the day of their row, each itself, and nothing else', () => {
  const pairs: [string, string, boolean][] = [
    ['subsistenceAllowance', 'subsistenceAllowance', true],
    ['subsistenceAllowance', 'extremePovertySupport', true],
    ['extremePovertySupport', 'subsistenceAllowance', true],
    ['orphanAllowance', 'extremePovertySupport', true],
    ['extremePovertySupport', 'orphanAllowance', true],
    ['orphanAllowance', 'subsistenceAllowance', false],
    ['temporaryAssistance', 'subsistenceAllowance', false],
    ['disabilityLivingSubsidy', 'subsistenceAllowance', false],
  ]
  expect(excludes('subsistenceAllowance', 'extremePovertySupport', '2014-05-01')).toBe(true)
  expect(excludes('subsistenceAllowance', 'extremePovertySupport', '2014-04-30')).toBe(false)
  expect(excludes('orphanAllowance', 'extremePovertySupport', '2021-06-30')).toBe(false)
  for (const [held, wanted, excluded] of pairs) expect(excludes(held, wanted, '2023-03-06')).toBe(excluded)
})
