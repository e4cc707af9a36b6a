import { describe, expect, test } from 'vitest'
import type { PolicyEvent } from '../../../../src/domain/policy/events.ts'
import { checkAgain } from '../../../../src/domain/scheme/temporary-assistance/again.ts'
import { aidFirst } from '../../../../src/domain/scheme/temporary-assistance/first.ts'
import { aidParameters } from '../../../../src/domain/scheme/temporary-assistance/parameters.ts'
import { Particulars } from '../../../../src/domain/scheme/temporary-assistance/particulars.ts'
import { temporaryAssistance } from '../../../../src/domain/scheme/temporary-assistance/temporary-assistance.ts'
import { refusalOf } from '../../../given.ts'
import { anId, policyOf, standard, VILLAGE } from '../../policy/published.ts'
import { member } from '../household.ts'
import { bill, fire, local, procedure } from './aid.ts'

describe('the procedure by the day of acceptance', () => {
  test('of expenditure aid is the full one, with its notice, whatever the day', () => {
    for (const day of [
      '2014-06-01',
      '2014-11-01',
      '2018-02-01',
      '2020-09-01',
      '2022-11-01',
      '2026-02-01',
      '2026-08-01',
    ])
      expect(procedure(bill(), day)).toMatchObject({
        steps: { economicCheck: { value: 'DEMANDED' }, notice: { value: 'DEMANDED' } },
        noticeDays: { value: 7 },
      })
  })

  test('names its documents', () => {
    const documents = (day: string) => {
      const { id, overlays } = procedure(bill(), day)
      return [id, ...overlays]
    }
    expect(documents('2014-06-01')).toEqual(['2014-649', '2014-649'])
    expect(documents('2018-02-01')).toEqual(['2014-47', '2014-649', '2018-23'])
    expect(documents('2023-01-01')).toEqual(['2014-47', '2014-649', '2018-23', '2020-reform', '2022-83'])
    expect(documents('2026-08-01')).toEqual(['2014-47', '2018-23', '2020-reform', '2022-83', '2026-TA', '2026-LAW'])
  })

  test('2014-47: lets townships decide small sums; before it the county decides', () => {
    expect(procedure(bill(), '2014-09-30').townshipMayDecide.value).toBe('NO')
    expect(procedure(bill(), '2014-10-01').townshipMayDecide).toEqual({ value: 'BY_DELEGATION', clause: '2014-47' })
    expect(procedure(bill(), '2026-07-01').townshipMayDecide.value).toBe('WHERE_THE_PROVINCE_ALLOWS')
  })

  test('2018-23: may leave out check, deliberation and notice in an emergency', () => {
    expect(procedure(fire(), '2023-03-06').steps).toMatchObject({
      economicCheck: { value: 'ALLOWED', clause: '2018-23' },
      notice: { value: 'ALLOWED', clause: '2018-23' },
    })
  })

  test('2018-23: checks only the spending of allowance families; 2026-TA: of marginal ones too', () => {
    const of = (as: 'ALLOWANCE' | 'MARGINAL', day: string) =>
      procedure(bill({ certified: { as, documentNumber: 'C', until: null } }), day).steps
    expect(of('ALLOWANCE', '2018-01-22').economicCheck.value).toBe('DEMANDED')
    expect(of('ALLOWANCE', '2018-01-23')).toMatchObject({
      economicCheck: { value: 'NONE', clause: '2018-23' },
      notice: { value: 'DEMANDED' },
    })
    expect(of('MARGINAL', '2026-01-28').economicCheck.value).toBe('DEMANDED')
    expect(of('MARGINAL', '2026-01-29').economicCheck).toEqual({ value: 'NONE', clause: '2026-TA' })
  })

  test('2026-TA: knows no step but the decision for quick small aid, within three days; the day before it is the full one', () => {
    const quick = fire({ kind: 'QUICK_SMALL' })
    expect(procedure(quick, '2026-01-28').steps.notice.value).toBe('DEMANDED')
    expect(procedure(quick, '2026-01-29')).toMatchObject({
      steps: { economicCheck: { value: 'NONE' }, notice: { value: 'NONE' } },
      noticeDays: null,
      clocks: { wholeCase: { count: 3, unit: 'DAYS', clause: '2026-TA' } },
    })
  })
})

describe('aid before the procedure', () => {
  const inJune = (over: Parameters<typeof fire>[0] = {}) => fire({ happenedOn: '2026-06-29', ...over })
  const may = (particulars: ReturnType<typeof fire>, day: string) =>
    aidFirst.may({
      policy: policyOf(standard({ effectiveFrom: '2014-01-01', inForceOn: '2014-01-01' })),
      area: VILLAGE,
      areaKind: 'RURAL',
      day,
      memberCount: 1,
      particulars,
    })

  test('2014-47: is possible for emergencies; 2014-649 alone does not know it', () => {
    expect(may(fire(), '2014-09-30').value).toBe('NO')
    expect(may(fire(), '2014-10-01')).toEqual({ value: 'MAY', clause: '2014-47' })
    expect(may(bill(), '2023-03-06').value).toBe('NO')
  })

  test('2026-LAW Art.50: is a duty for what is urgent, small and immediate', () => {
    expect(may(inJune(), '2026-06-30').value).toBe('MAY')
    expect(may(inJune(), '2026-07-01')).toEqual({ value: 'MUST', clause: '2026-LAW Art.50' })
    expect(may(inJune({ urgent: false }), '2026-07-01').value).toBe('MAY')
    expect(may(inJune({ immediate: false }), '2026-07-01').value).toBe('MAY')
    expect(may(inJune({ award: { by: 'TIER', tier: 2 } }), '2026-07-01').value).toBe('MAY')
    expect(may(inJune({ award: null }), '2026-07-01').value).toBe('MAY')
  })

  test('is over some days after the emergency, as the place has set them', () => {
    const days = (day: string, ...published: readonly PolicyEvent[]) =>
      aidFirst.may({
        policy: policyOf(...published),
        area: VILLAGE,
        areaKind: 'RURAL',
        day,
        memberCount: 1,
        particulars: fire(),
      })
    expect(days('2023-04-02').value).toBe('MAY')
    expect(days('2023-04-03')).toEqual({ value: 'NO', clause: 'product default' })
    expect(days('2023-03-06', local('aidFirstWithinDays', '3')).value).toBe('MAY')
    expect(days('2023-03-07', local('aidFirstWithinDays', '3'))).toMatchObject({ value: 'NO' })
  })

  test('is followed by its paperwork within the limit of the place', () => {
    const limit = (...published: readonly PolicyEvent[]) =>
      aidFirst.paperwork({
        policy: policyOf(...published),
        area: VILLAGE,
        areaKind: 'RURAL',
        day: '2023-03-06',
        memberCount: 1,
        particulars: fire(),
      })
    expect(limit()).toEqual({ count: 20, unit: 'WORKING_DAYS', clause: 'local-ningguo' })
    expect(limit(local('paperworkWorkingDays', '5')).count).toBe(5)
  })
})

describe('2014-47: the same cause again', () => {
  const again = (grantedOn: string, change: Parameters<typeof fire>[0] = {}, ...published: readonly PolicyEvent[]) =>
    refusalOf(() =>
      checkAgain({
        policy: policyOf(...published),
        area: VILLAGE,
        day: '2023-03-06',
        particulars: fire(change),
        earlier: [{ caseId: anId(), grantedOn, cause: 'FIRE' }],
      }),
    )?.code

  test('is refused within the calendar year, without a good reason', () => {
    expect(again('2023-01-01')).toBe('same-cause-again')
    expect(again('2022-12-31')).toBeUndefined()
    expect(again('2023-01-01', { hardship: { cause: 'SUDDEN_ILLNESS', account: 'a' } })).toBeUndefined()
    expect(again('2023-01-01', { againBecause: '二次失火' })).toBeUndefined()
  })

  test('is refused within twelve months, or ever, where a place says so', () => {
    const period = (value: string) => local('sameCausePeriod', value)
    expect(again('2022-03-06', {}, period('TWELVE_MONTHS'))).toBe('same-cause-again')
    expect(again('2022-03-05', {}, period('TWELVE_MONTHS'))).toBeUndefined()
    expect(again('2015-03-05', {}, period('EVER'))).toBe('same-cause-again')
  })
})

describe('a filing', () => {
  const file = (change: Partial<Parameters<typeof temporaryAssistance.checkFiling>[0]>) =>
    refusalOf(() =>
      temporaryAssistance.checkFiling({
        filing: 'HOUSEHOLD',
        applicant: child.personId,
        members: [child],
        byProxy: false,
        day: '2023-03-06',
        ...change,
      }),
    )?.code
  const child = member({ birthDate: '2015-01-01' })

  test('is that of a family or of one person; somebody else speaks for a minor', () => {
    expect(file({})).toBe('minor-without-proxy')
    expect(file({ byProxy: true })).toBeUndefined()
    expect(file({ byProxy: true, applicant: anId() })).toBe('applicant-not-counted')
    expect(file({ byProxy: true, filing: 'SINGLE' })).toBeUndefined()
    expect(file({ byProxy: true, filing: 'SINGLE', members: [child, member()] })).toBe('single-filing-one-member')
  })
})

describe('what is published or told', () => {
  test.each([
    ['emergencyTiers', '100,200', '200,100'],
    ['quickSmallTiers', '100', '101'],
    ['paperworkWorkingDays', '20', '0'],
    ['aidCapFen', '0', '-1'],
    ['sameCausePeriod', 'EVER', 'NEVER'],
  ] as const)('%s may be %s and not %s', (key, good, bad) => {
    expect(aidParameters[key].value.safeParse(good).success).toBe(true)
    expect(aidParameters[key].value.safeParse(bad).success).toBe(false)
  })

  test('every default is a value that may be published', () => {
    for (const row of Object.values(aidParameters))
      for (const { value } of row.defaults) expect(row.value.safeParse(value).success).toBe(true)
  })

  test.each([
    ['a cause that is none', { hardship: { cause: 'BAD_LUCK', account: 'a' } }],
    ['a county as the place', { place: '990101' }],
    ['no stages at all', { stages: [] }],
    ['a thirteenth month', { stages: [{ monthsAfter: 12, fen: 1 }] }],
    ['what the scheme does not ask', { colour: 'red' }],
  ])('particulars with %s are refused', (_what, change) => {
    expect(Particulars.safeParse(fire()).success).toBe(true)
    expect(Particulars.safeParse({ ...fire(), ...change }).success).toBe(false)
  })
})

test('2018-23: expenditure aid is filed for by a family, emergency aid by a person of one as well', () => {
  const files = (particulars: ReturnType<typeof fire>, filing: 'SINGLE' | 'HOUSEHOLD') => {
    const head = member()
    return refusalOf(() =>
      temporaryAssistance.checkFiling({
        filing,
        applicant: head.personId,
        members: [head],
        byProxy: false,
        day: '2023-03-06',
        particulars,
      }),
    )?.code
  }
  expect(files(bill(), 'SINGLE')).toBe('expenditure-is-of-families')
  expect(files(bill(), 'HOUSEHOLD')).toBeUndefined()
  expect(files(fire(), 'SINGLE')).toBeUndefined()
})
