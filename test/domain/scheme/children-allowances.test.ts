import { expect, test } from 'vitest'
import { orphanAllowance } from '../../../src/domain/scheme/children-allowances/orphan-allowance.ts'
import { cannotRaise, type ParentSituation } from '../../../src/domain/scheme/children-allowances/parents.ts'
import { unsupportedChildAllowance } from '../../../src/domain/scheme/children-allowances/unsupported-child-allowance.ts'
import type { Member } from '../../../src/domain/scheme/household.ts'
import { ownAccount, type Payee } from '../../../src/domain/scheme/payee.ts'
import { rulesetOn } from '../../../src/domain/scheme/scheme.ts'
import { standard } from '../policy/published.ts'
import { assessUnder, somebody } from './persons.ts'

const day = '2023-06-15'
const child = [somebody({ birthDate: '2012-04-01' })]
const prison: ParentSituation = { situation: 'CONFINED', where: 'PRISON', from: '2023-01-01', until: '2025-12-31' }
const unsupported = (father: ParentSituation, mother: ParentSituation, over: object = {}, members = child) =>
  assessUnder(unsupportedChildAllowance, {
    members,
    day,
    particulars: { father, mother, schooling: null, adoptedOn: null, nationalNumber: null, ...over },
    published: [standard({ scheme: 'unsupportedChildAllowance', monthlyFen: 150_000 })],
  })

test('2019-62: with one parent dead and the other in prison for years nobody supports the child', () => {
  expect(unsupported({ situation: 'DEAD' }, prison)).toMatchObject({
    verdict: { qualifies: true },
    sheet: { amountFen: 150_000 },
  })
})

test('2019-62: one parent who is able is enough', () => {
  expect(unsupported({ situation: 'DEAD' }, { situation: 'ABLE' }).verdict.grounds).toEqual(['PARENT_PRESENT'])
})

test('2010-54: with both parents lost the child is an orphan and is filed for as one', () => {
  expect(() => unsupported({ situation: 'DEAD' }, { situation: 'MISSING' })).toThrow(
    expect.objectContaining({ code: 'child-is-orphan' }),
  )
})

test.each<[string, ParentSituation, boolean]>([
  ['grade 2 physical', { situation: 'DISABLED', kind: 'PHYSICAL', grade: 2 }, true],
  ['grade 3 physical', { situation: 'DISABLED', kind: 'PHYSICAL', grade: 3 }, false],
  ['grade 4 mental', { situation: 'DISABLED', kind: 'MENTAL', grade: 4 }, true],
  ['five months in prison', { ...prison, until: '2023-06-30', from: '2023-02-01' }, false],
  ['six months in prison', { ...prison, until: '2023-07-01', from: '2023-01-01' }, true],
  ['out of prison since yesterday', { ...prison, from: '2020-01-01', until: '2023-06-14' }, false],
  ['out of contact for six months', { situation: 'OUT_OF_CONTACT', since: '2022-12-15' }, true],
  ['out of contact for less', { situation: 'OUT_OF_CONTACT', since: '2022-12-16' }, false],
])('2019-62: a parent %s cannot raise a child: %s', (_name, parent, expected) => {
  expect(cannotRaise(parent, day)).toBe(expected)
})

test('a confinement that ends before it begins is refused', () => {
  expect(() => unsupported({ situation: 'DEAD' }, { ...prison, until: '2022-01-01' })).toThrow(
    expect.objectContaining({ code: 'confinement-days' }),
  )
})

test('an adoption ends it', () => {
  expect(unsupported({ situation: 'DEAD' }, prison, { adoptedOn: '2023-05-01' }).verdict.grounds).toEqual(['ADOPTED'])
})

const orphan = (over: object = {}, members = child) =>
  assessUnder(orphanAllowance, {
    members,
    day,
    particulars: { father: 'DEAD', mother: 'MISSING', care: 'DISPERSED', schooling: null, adoptedOn: null, ...over },
    published: [
      standard({ scheme: 'orphanAllowance', rate: 'DISPERSED', monthlyFen: 150_000 }),
      standard({ scheme: 'orphanAllowance', rate: 'INSTITUTION', monthlyFen: 210_000 }),
    ],
  })

test('2010-54: the form of care decides the rate', () => {
  expect(orphan().sheet.amountFen).toBe(150_000)
  expect(orphan({ care: 'INSTITUTION' }).sheet.amountFen).toBe(210_000)
})

test("2010-54: an institution's child is paid through the institution, and no other child is", () => {
  const facts = { father: 'DEAD', mother: 'MISSING', schooling: null, adoptedOn: null }
  const id = '0d9b6c1e-58a4-4f5c-8d3e-7a1b2c3d4e5f'
  const institution = { kind: 'INSTITUTION', institutionId: id } as const
  const guardian = { kind: 'PERSON', personId: id, role: 'GUARDIAN' } as const
  const paid = (care: string, payee: Payee) => () =>
    orphanAllowance.checkPayee?.(payee, { ...facts, care }, { members: child, day })
  expect(paid('INSTITUTION', institution)).not.toThrow()
  expect(paid('DISPERSED', guardian)).not.toThrow()
  expect(paid('DISPERSED', ownAccount)).not.toThrow()
  const refused = expect.objectContaining({ code: 'payee-not-of-care' })
  expect(paid('INSTITUTION', guardian)).toThrow(refused)
  expect(paid('INSTITUTION', ownAccount)).toThrow(refused)
  expect(paid('DISPERSED', institution)).toThrow(refused)
})

test('2019-62: a child is paid through whoever looks after them, until they act for themselves', () => {
  const guardian = { kind: 'PERSON', personId: '0d9b6c1e-58a4-4f5c-8d3e-7a1b2c3d4e5f', role: 'GUARDIAN' } as const
  const paid = (payee: Payee, over: Partial<Member>) => () =>
    unsupportedChildAllowance.checkPayee?.(payee, {}, { members: [somebody(over)], day })
  const refused = expect.objectContaining({ code: 'child-not-payee' })
  expect(paid(ownAccount, { birthDate: '2015-04-01' })).toThrow(refused)
  expect(paid(guardian, { birthDate: '2015-04-01' })).not.toThrow()
  expect(paid(ownAccount, { birthDate: '2005-06-16' })).toThrow(refused)
  expect(paid(ownAccount, { birthDate: '2005-06-15' })).not.toThrow()
  expect(paid(ownAccount, { birthDate: '2007-06-15', employed: true })).not.toThrow()
  expect(paid(ownAccount, { birthDate: '2007-06-16', employed: true })).toThrow(refused)
  expect(paid(ownAccount, { birthDate: 'erased' })).not.toThrow()
})

test('both allowances end with the day before the 18th birthday, or with school where that goes on', () => {
  const members = [somebody({ birthDate: '2005-06-16' })]
  const schooling = { school: '示例县第一中学', until: '2024-06-30' }
  const question = { decidedOn: day, facts: orphan().facts, members, schooling: null }
  for (const scheme of [orphanAllowance, unsupportedChildAllowance]) {
    const ends = (particulars: object) => scheme.endsOn({ ...question, particulars })?.value
    expect(ends({ schooling: null })).toBe('2023-06-15')
    expect(ends({ schooling })).toBe('2024-06-30')
  }
  const grown = [somebody({ birthDate: '2005-06-15' })]
  expect(orphan({}, grown).verdict.grounds).toEqual(['OVER_AGE'])
  expect(orphan({ schooling }, grown).verdict.qualifies).toBe(true)
})

test('no child is ever posted or published, whatever the day', () => {
  for (const scheme of [orphanAllowance, unsupportedChildAllowance])
    for (const on of ['2019-12-31', '2021-08-01', '2026-08-01']) {
      const { steps, noticeDays } = rulesetOn(scheme, on)
      expect([steps.notice.value, steps.publication.value, noticeDays]).toEqual(['NONE', 'NONE', null])
    }
})

test('2019-62: the township has 15 working days and the county 15 more', () => {
  const { townshipOpinion, countyDecision } = rulesetOn(unsupportedChildAllowance, day).clocks
  expect([townshipOpinion, countyDecision]).toMatchObject([
    { count: 15, unit: 'WORKING_DAYS' },
    { count: 15, unit: 'WORKING_DAYS' },
  ])
})

test('whoever is 18 on the day of filing is no child any more, whatever their school', () => {
  const filed = (birthDate: string) => () =>
    orphanAllowance.checkFiling({
      filing: 'SINGLE',
      applicant: somebody().personId,
      members: [somebody({ birthDate })],
      byProxy: true,
      day,
      held: [],
      single: null,
      particulars: null,
    } as Parameters<typeof orphanAllowance.checkFiling>[0])
  expect(filed('2005-06-16')).not.toThrow()
  expect(filed('2005-06-15')).toThrow(expect.objectContaining({ code: 'child-grown' }))
})

test('an adoption before the birth is refused', () => {
  expect(() => orphan({ adoptedOn: '2012-03-31' })).toThrow(expect.objectContaining({ code: 'adopted-before-birth' }))
})

test('2010-54, 2019-62: the county confirms, on any day', () => {
  for (const scheme of [orphanAllowance, unsupportedChildAllowance])
    for (const on of ['2020-08-25', '2023-06-15', '2026-08-01'])
      expect(rulesetOn(scheme, on).townshipMayDecide.value).toBe('NO')
})
