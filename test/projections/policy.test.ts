import { afterAll, beforeAll, expect, test } from 'vitest'
import { policy } from '../../src/projections/policy/policy.ts'
import { listPolicies } from '../../src/projections/policy/queries.ts'
import { id } from './facts.ts'
import { openStage, type Stage } from './stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

const document = (number: string) => ({ number, title: `Notice ${number}`, issuer: 'Test Bureau' })
const dated = { area: '990101', effectiveFrom: '2023-01-01', inForceOn: '2023-02-10' }
const scheme = 'subsistenceAllowance'

const standard = {
  type: 'StandardPublished',
  data: {
    standardId: id('standard'),
    ...dated,
    document: document('1'),
    scheme,
    rate: 'STANDARD',
    areaKind: 'RURAL',
    figure: { fen: 70_000, per: 'MONTH' },
    printed: null,
  },
}

const linked = {
  factor: { numerator: 2, denominator: 1 },
  base: { scheme, rate: 'STANDARD', areaKind: null, area: null, kind: 'RATE', of: 'SAME_MONTH' },
}

test('every kind of entry is listed with its document and what it says', async () => {
  await stage.given(
    'policy-990101',
    standard,
    {
      type: 'TiersPublished',
      data: {
        tiersId: id('tiers'),
        ...dated,
        document: document('2'),
        scheme,
        areaKind: 'URBAN',
        tiers: [{ tier: 'A', monthlyFen: 60_000 }],
      },
    },
    {
      type: 'ParameterPublished',
      data: {
        parameterId: id('parameter'),
        ...dated,
        document: document('3'),
        scheme,
        key: 'amountMode',
        value: 'TIER',
        printed: null,
      },
    },
    {
      type: 'RateLinked',
      data: {
        standardId: id('link'),
        ...dated,
        document: document('8'),
        scheme: 'extremePovertySupport',
        rate: 'BASIC_LIVING',
        areaKind: 'ALL',
        use: 'RATE',
        ...linked,
        printed: null,
      },
    },
    {
      type: 'FigurePublished',
      data: {
        standardId: id('figure'),
        ...dated,
        document: document('9'),
        scheme,
        rate: 'STANDARD',
        areaKind: 'RURAL',
        kind: 'AVERAGE',
        value: 480_000,
        unit: 'FEN_PER_YEAR',
        printed: null,
      },
    },
    {
      type: 'AuthorityDelegated',
      data: {
        delegationId: id('delegation'),
        area: '990101',
        document: document('4'),
        scheme,
        to: '990101001',
        capFen: 200_000,
        from: '2023-03-01',
        until: null,
      },
    },
  )
  await stage.given('policy-000000', {
    type: 'HolidayCalendarPublished',
    data: {
      area: '000000',
      document: document('5'),
      year: 2023,
      daysOff: ['2023-01-02'],
      workedWeekendDays: ['2023-01-28'],
    },
  })
  await stage.shown(policy)
  const { rows } = await listPolicies(stage.views, {}, { limit: 10 })
  const said = new Map(rows.map((row) => [row.kind, row.value]))
  expect(Object.fromEntries(said)).toEqual({
    CALENDAR: { year: 2023, daysOff: ['2023-01-02'], workedWeekendDays: ['2023-01-28'] },
    STANDARD: { figure: { fen: 70_000, per: 'MONTH' }, printed: null },
    LINK: { use: 'RATE', ...linked, printed: null },
    FIGURE: { kind: 'AVERAGE', value: 480_000, unit: 'FEN_PER_YEAR', printed: null },
    TIERS: { tiers: [{ tier: 'A', monthlyFen: 60_000 }] },
    PARAMETER: { value: 'TIER', printed: null },
    DELEGATION: { to: '990101001', capFen: 200_000 },
  })
  expect(rows.find(({ kind }) => kind === 'STANDARD')).toMatchObject({
    document_number: '1',
    effective_from: '2023-01-01',
    in_force_on: '2023-02-10',
    area_kind: 'RURAL',
  })
  const delegated = await listPolicies(stage.views, { kind: 'DELEGATION', area: '990101', scheme }, { limit: 10 })
  expect(delegated.rows.map((row) => row.entry_id)).toEqual([id('delegation')])
  const first = await listPolicies(stage.views, {}, { limit: 3 })
  const rest = await listPolicies(stage.views, {}, { limit: 4, cursor: first.next ?? '' })
  expect([...first.rows, ...rest.rows]).toEqual(rows)
})

test('what was withdrawn later still stood before that was known', async () => {
  const known = stage.log.positionOf(await stage.log.head())
  await stage.given(
    'policy-990101',
    {
      type: 'StandardWithdrawn',
      data: { standardId: id('standard'), area: '990101', document: document('6'), on: '2023-06-01' },
    },
    {
      type: 'AuthorityRevoked',
      data: { delegationId: id('delegation'), area: '990101', document: document('7'), on: '2023-07-01' },
    },
  )
  await stage.shown(policy)
  const withdrawals = async (knownAt?: bigint) =>
    (await listPolicies(stage.views, knownAt === undefined ? {} : { knownAt }, { limit: 10 })).rows
      .map((row) => row.withdrawn_document)
      .filter((number) => number !== null)
  expect(await withdrawals(known)).toEqual([])
  expect((await withdrawals()).sort()).toEqual(['6', '7'])
  expect((await listPolicies(stage.views, { knownAt: 0n }, { limit: 10 })).rows).toHaveLength(0)
})
