import { describe, expect, test } from 'vitest'
import { delegationFor, foldPolicy, parameterFor, standardFor, tiersFor } from '../../../src/domain/policy/policy.ts'
import {
  anId,
  COUNTY,
  delegation,
  documentOf,
  parameter,
  policyOf,
  SCHEME,
  standard,
  TOWNSHIP,
  tiers,
  VILLAGE,
} from './published.ts'

const rural = { scheme: SCHEME, area: VILLAGE, areaKind: 'RURAL' } as const

describe('the standard of a month', () => {
  const y2022 = standard({ effectiveFrom: '2022-01-01', inForceOn: '2021-12-20', monthlyFen: 54_000 })
  const y2023 = standard()

  test('is the latest that is effective on its first day', () => {
    const policy = policyOf(y2022, y2023)
    expect(standardFor(policy, { ...rural, month: '2022-12' })?.monthlyFen).toBe(54_000)
    expect(standardFor(policy, { ...rural, month: '2023-01' })?.monthlyFen).toBe(57_000)
    expect(standardFor(policy, { ...rural, month: '2021-12' })).toBeUndefined()
  })

  test('does not depend on the order in which the streams are read', () => {
    const facts = [y2023, y2022].map((event, index) => ({ ...event, position: BigInt(2 - index), on: '2023-01-01' }))
    expect(standardFor(foldPolicy(facts), { ...rural, month: '2023-01' })?.monthlyFen).toBe(57_000)
  })

  test('changes only from the month after a notice that counts from the middle of one', () => {
    const policy = policyOf(y2022, standard({ effectiveFrom: '2023-01-15' }))
    expect(standardFor(policy, { ...rural, month: '2023-01' })?.monthlyFen).toBe(54_000)
    expect(standardFor(policy, { ...rural, month: '2023-02' })?.monthlyFen).toBe(57_000)
  })

  test('was another before a retroactive notice was announced', () => {
    const late = standard({ effectiveFrom: '2023-04-01', inForceOn: '2023-05-20', monthlyFen: 60_000 })
    const policy = policyOf(y2023, late)
    const april = { ...rural, month: '2023-04' }
    expect(standardFor(policy, { ...april, knownOn: '2023-05-19' })?.monthlyFen).toBe(57_000)
    expect(standardFor(policy, { ...april, knownOn: '2023-05-20' })?.monthlyFen).toBe(60_000)
    expect(standardFor(policy, april)?.monthlyFen).toBe(60_000)
  })

  test('does not count from the day its withdrawal is known, and still did before', () => {
    const standardId = anId()
    const withdrawn = policyOf(y2022, standard({ standardId }), {
      type: 'StandardWithdrawn',
      data: { standardId, area: COUNTY, document: documentOf('示民发〔2023〕9号'), on: '2023-03-10' },
    })
    const january = { ...rural, month: '2023-01' }
    expect(standardFor(withdrawn, { ...january, knownOn: '2023-03-09' })?.monthlyFen).toBe(57_000)
    expect(standardFor(withdrawn, { ...january, knownOn: '2023-03-10' })?.monthlyFen).toBe(54_000)
    expect(standardFor(withdrawn, january)?.monthlyFen).toBe(54_000)
  })

  test('comes from the nearest area that has one, even if a wider area has a later one', () => {
    const city = standard({ area: '990100', effectiveFrom: '2023-02-01', monthlyFen: 99_000 })
    expect(standardFor(policyOf(city, y2023), { ...rural, month: '2023-03' })?.monthlyFen).toBe(57_000)
    expect(standardFor(policyOf(city), { ...rural, month: '2023-03' })?.monthlyFen).toBe(99_000)
  })

  test('is apart for towns and villages, schemes and neighbours', () => {
    const policy = policyOf(y2023)
    const january = { ...rural, month: '2023-01' }
    expect(standardFor(policy, { ...january, areaKind: 'URBAN' })).toBeUndefined()
    expect(standardFor(policy, { ...january, scheme: 'agedAllowance' })).toBeUndefined()
    expect(standardFor(policy, { ...january, area: '990102001' })).toBeUndefined()
  })
})

test('tiers follow the rules of standards, and the later of two notices for one day corrects the earlier', () => {
  const policy = policyOf(tiers({ A: 50_000 }), tiers({ A: 51_000 }))
  expect(tiersFor(policy, { ...rural, month: '2023-01' })?.tiers).toEqual([{ tier: 'A', monthlyFen: 51_000 }])
  expect(tiersFor(policy, { ...rural, month: '2022-12' })).toBeUndefined()
})

test('tiers and parameters that were withdrawn count no more, and those before them again', () => {
  const [tiersId, parameterId] = [anId(), anId()]
  const withdrawal = { area: COUNTY, document: documentOf('示民发〔2023〕9号'), on: '2023-03-10' }
  const policy = policyOf(
    tiers({ A: 50_000 }, { effectiveFrom: '2022-01-01' }),
    tiers({ A: 5_000 }, { tiersId }),
    parameter('employmentCostPercent', '15', { effectiveFrom: '2022-01-01' }),
    parameter('employmentCostPercent', '51', { parameterId }),
    { type: 'StandardWithdrawn', data: { ...withdrawal, standardId: tiersId } },
    { type: 'StandardWithdrawn', data: { ...withdrawal, standardId: parameterId } },
  )
  const march = { ...rural, month: '2023-03' }
  expect(tiersFor(policy, march)?.tiers).toEqual([{ tier: 'A', monthlyFen: 50_000 }])
  expect(tiersFor(policy, { ...march, knownOn: '2023-03-09' })?.tiers).toEqual([{ tier: 'A', monthlyFen: 5_000 }])
  const day = { scheme: SCHEME, area: VILLAGE, day: '2023-03-01' }
  expect(parameterFor(policy, 'employmentCostPercent', day).value).toBe('15')
})

describe('a parameter', () => {
  const question = { scheme: SCHEME, area: VILLAGE, day: '2023-03-06' }

  test('is what the nearest area has set, with its document', () => {
    const policy = policyOf(parameter('employmentCostPercent', '20'))
    expect(parameterFor(policy, 'employmentCostPercent', question)).toEqual({
      value: '20',
      source: '示民发〔2023〕3号',
    })
  })

  test('is the national default before that day, before it was known, and elsewhere', () => {
    const policy = policyOf(parameter('employmentCostPercent', '20', { inForceOn: '2023-02-01' }))
    const asked = (over: object) => parameterFor(policy, 'employmentCostPercent', { ...question, ...over }).value
    expect(asked({ day: '2022-12-31' })).toBe('0')
    expect(asked({ knownOn: '2023-01-31' })).toBe('0')
    expect(asked({ knownOn: '2023-02-01' })).toBe('20')
    expect(asked({ area: '990102001' })).toBe('0')
  })
})

describe('a delegation', () => {
  const question = { scheme: SCHEME, area: VILLAGE, day: '2023-06-01' }

  test('covers the villages of its township from its first to its last day', () => {
    const policy = policyOf(delegation())
    expect(delegationFor(policy, question)?.to).toBe(TOWNSHIP)
    expect(delegationFor(policy, { ...question, day: '2022-12-31' })).toBeUndefined()
    expect(delegationFor(policy, { ...question, day: '2023-01-01' })).toBeDefined()
    expect(delegationFor(policy, { ...question, day: '2023-12-31' })).toBeDefined()
    expect(delegationFor(policy, { ...question, day: '2024-01-01' })).toBeUndefined()
    expect(delegationFor(policy, { ...question, area: '990101002001' })).toBeUndefined()
    expect(delegationFor(policy, { ...question, scheme: 'temporaryAssistance' })).toBeUndefined()
  })

  test('reaches up to its cap, and to any amount without one', () => {
    expect(delegationFor(policyOf(delegation()), { ...question, amountFen: 200_000 })).toBeDefined()
    expect(delegationFor(policyOf(delegation()), { ...question, amountFen: 200_001 })).toBeUndefined()
    expect(delegationFor(policyOf(delegation({ capFen: null })), { ...question, amountFen: 9_000_000 })).toBeDefined()
  })

  test('ends on the day of its revocation', () => {
    const delegationId = anId()
    const policy = policyOf(delegation({ delegationId, until: null }), {
      type: 'AuthorityRevoked',
      data: { delegationId, area: COUNTY, document: documentOf('示政发〔2023〕8号'), on: '2023-06-01' },
    })
    expect(delegationFor(policy, { ...question, day: '2023-05-31' })).toBeDefined()
    expect(delegationFor(policy, question)).toBeUndefined()
  })
})
