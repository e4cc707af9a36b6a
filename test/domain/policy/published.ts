import type { PolicyEvent } from '../../../src/domain/policy/events.ts'
import { holidayCalendars } from '../../../src/domain/policy/holidays/calendars.ts'
import { foldPolicy, type Policy } from '../../../src/domain/policy/policy.ts'

type DataOf<Type extends PolicyEvent['type']> = Extract<PolicyEvent, { type: Type }>['data']

export const COUNTY = '990101'
export const TOWNSHIP = '990101001'
export const VILLAGE = '990101001001'
export const SCHEME = 'subsistenceAllowance'

let made = 0
/** A fresh id of the right shape. */
export const anId = (): string => `00000000-0000-4000-8000-${String(++made).padStart(12, '0')}`

export const documentOf = (number: string) => ({ number, title: `关于${number}的通知`, issuer: '示例县民政局' })

const area = { area: COUNTY, scheme: SCHEME, areaKind: 'RURAL' } as const

/** A standard of 570 yuan from 2023-01-01, announced in December, unless told otherwise. */
export const standard = ({
  monthlyFen = 57_000,
  ...over
}: Partial<DataOf<'StandardPublished'>> & { monthlyFen?: number } = {}): PolicyEvent => ({
  type: 'StandardPublished',
  data: {
    ...area,
    rate: 'STANDARD',
    figure: { fen: monthlyFen, per: 'MONTH' },
    printed: null,
    standardId: anId(),
    document: documentOf('示民发〔2023〕1号'),
    effectiveFrom: '2023-01-01',
    inForceOn: '2022-12-20',
    ...over,
  },
})

/** The rural standard as the urban one times 89/100 from 2023-01-01, unless told otherwise. */
export const link = (over: Partial<DataOf<'RateLinked'>> = {}): PolicyEvent => ({
  type: 'RateLinked',
  data: {
    ...area,
    rate: 'STANDARD',
    use: 'RATE',
    factor: { numerator: 89, denominator: 100 },
    base: { scheme: SCHEME, rate: 'STANDARD', areaKind: 'URBAN', area: null, kind: 'RATE', of: 'SAME_MONTH' },
    printed: null,
    standardId: anId(),
    document: documentOf('示民发〔2023〕5号'),
    effectiveFrom: '2023-01-01',
    inForceOn: '2022-12-20',
    ...over,
  },
})

/** A provincial average rural standard of 4,800 yuan a year for 2022, unless told otherwise. */
export const figure = (over: Partial<DataOf<'FigurePublished'>> = {}): PolicyEvent => ({
  type: 'FigurePublished',
  data: {
    ...area,
    area: '990000',
    rate: 'STANDARD',
    kind: 'AVERAGE',
    value: 480_000,
    unit: 'FEN_PER_YEAR',
    printed: null,
    standardId: anId(),
    document: documentOf('示民发〔2023〕6号'),
    effectiveFrom: '2022-01-01',
    inForceOn: '2022-12-31',
    ...over,
  },
})

export const tiers = (rows: Record<string, number>, over: Partial<DataOf<'TiersPublished'>> = {}): PolicyEvent => ({
  type: 'TiersPublished',
  data: {
    ...area,
    tiersId: anId(),
    document: documentOf('示民发〔2023〕2号'),
    effectiveFrom: '2023-01-01',
    inForceOn: '2022-12-20',
    tiers: Object.entries(rows).map(([tier, monthlyFen]) => ({ tier, monthlyFen })),
    ...over,
  },
})

export const parameter = (
  key: DataOf<'ParameterPublished'>['key'],
  value: string,
  over: Partial<DataOf<'ParameterPublished'>> = {},
): PolicyEvent => ({
  type: 'ParameterPublished',
  data: {
    parameterId: anId(),
    area: COUNTY,
    scheme: SCHEME,
    key,
    value,
    printed: null,
    document: documentOf('示民发〔2023〕3号'),
    effectiveFrom: '2023-01-01',
    inForceOn: '2022-12-20',
    ...over,
  },
})

export const delegation = (over: Partial<DataOf<'AuthorityDelegated'>> = {}): PolicyEvent => ({
  type: 'AuthorityDelegated',
  data: {
    delegationId: anId(),
    area: COUNTY,
    document: documentOf('示政发〔2023〕4号'),
    scheme: SCHEME,
    to: TOWNSHIP,
    capFen: 200_000,
    from: '2023-01-01',
    until: '2023-12-31',
    ...over,
  },
})

/** Folds events as if they had been recorded one after the other. */
export const policyOf = (...events: readonly PolicyEvent[]): Policy =>
  foldPolicy(events.map((event, index) => ({ ...event, position: BigInt(index + 1), on: '2023-01-01' })))

/** The national calendars that this programme ships, as facts. */
export const nationalCalendars: readonly PolicyEvent[] = holidayCalendars.map((data) => ({
  type: 'HolidayCalendarPublished',
  data: { area: '000000', ...data },
}))
