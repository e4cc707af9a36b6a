import { z } from 'zod'
import { AreaCode, AreaKind } from '../shared/area.ts'
import { type CommandOf, commandSchema } from '../shared/command.ts'
import { Day } from '../shared/day.ts'
import { Uuid } from '../shared/event.ts'
import { Fen } from '../shared/fen.ts'
import { SchemeCode } from '../shared/scheme-code.ts'
import { Document, ParameterKey } from './events.ts'
import { Printed } from './print.ts'
import { FigureKind, FigureUnit, LinkBase, LinkFactor, LinkUse, RateAreaKind, RateName } from './rate.ts'

const dated = {
  document: Document,
  /** The first day it counts for; may lie before `inForceOn`. */
  effectiveFrom: Day,
  /** The day it was announced; never in the future. */
  inForceOn: Day,
}
const exampleDocument = {
  number: '示民发〔2023〕1号',
  title: '关于调整最低生活保障标准的通知',
  issuer: '示例县民政局',
}
const exampleDated = { document: exampleDocument, effectiveFrom: '2023-01-01', inForceOn: '2022-12-20' }
const scheme = 'subsistenceAllowance'

/** Commands on the policies of one area; `subject` is its code, `000000` for the nation. */
export const policyCommands = [
  commandSchema(
    'PublishStandard',
    z
      .strictObject({
        ...dated,
        scheme: SchemeCode,
        /** `STANDARD` where absent. */
        rate: RateName.optional(),
        areaKind: RateAreaKind,
        monthlyFen: Fen.optional(),
        yearlyFen: Fen.optional(),
        /** Of a grant that is paid once. */
        onceFen: Fen.optional(),
        printed: Printed.optional(),
      })
      .refine(
        ({ monthlyFen, yearlyFen, onceFen }) =>
          [monthlyFen, yearlyFen, onceFen].filter((fen) => fen !== undefined).length === 1,
        'one of monthlyFen, yearlyFen and onceFen',
      ),
    {
      en: 'Publish a standard or another rate per person: a sum per month, per year (kept as printed), or once.',
      zh: '发布保障标准或者其他标准（每人每月、每人每年或者一次性）',
    },
    { ...exampleDated, scheme, rate: 'STANDARD', areaKind: 'RURAL', monthlyFen: 57_000 },
  ),
  commandSchema(
    'LinkRate',
    z.strictObject({
      ...dated,
      scheme: SchemeCode,
      rate: RateName.optional(),
      areaKind: RateAreaKind,
      /** `RATE` where absent; `FLOOR`: the rate may not be published below it. */
      use: LinkUse.optional(),
      factor: LinkFactor,
      base: LinkBase,
      printed: Printed.optional(),
    }),
    {
      en: 'Publish a rate, or the floor of one, as a percentage or multiple of another rate.',
      zh: '按其他标准的比例或者倍数发布标准或者标准下限',
    },
    {
      ...exampleDated,
      scheme: 'extremePovertySupport',
      rate: 'BASIC_LIVING',
      areaKind: 'ALL',
      factor: { numerator: 13, denominator: 10 },
      base: { scheme, rate: 'STANDARD', areaKind: null, area: null, kind: 'RATE', of: 'SAME_MONTH' },
    },
  ),
  commandSchema(
    'PublishFigure',
    z.strictObject({
      ...dated,
      scheme: SchemeCode,
      rate: RateName.optional(),
      areaKind: RateAreaKind,
      kind: FigureKind,
      value: z.int().min(0),
      unit: FigureUnit,
      printed: Printed.optional(),
    }),
    {
      en: 'Publish a target, an average or a floor: a figure that nobody is paid.',
      zh: '发布目标值、平均值或者下限（不作为发放标准）',
    },
    { ...exampleDated, scheme, areaKind: 'RURAL', kind: 'AVERAGE', value: 485_300, unit: 'FEN_PER_YEAR' },
  ),
  commandSchema(
    'WithdrawStandard',
    z.strictObject({ standardId: Uuid, document: Document, on: Day }),
    {
      en: 'Take back from a day on what was published: a standard, link, figure, tiers or a parameter, by its id.',
      zh: '撤回已发布的标准、比例、数值、分档标准或者参数',
    },
    { standardId: '00000000-0000-4000-8000-000000000001', document: exampleDocument, on: '2023-02-01' },
  ),
  commandSchema(
    'PublishTiers',
    z.strictObject({
      ...dated,
      scheme: SchemeCode,
      areaKind: AreaKind,
      tiers: z
        .array(z.strictObject({ tier: z.string().min(1).max(20), monthlyFen: Fen }))
        .min(1)
        .max(20),
    }),
    { en: 'Publish tiers per person and month.', zh: '发布分档标准（每人每月）' },
    {
      ...exampleDated,
      scheme,
      areaKind: 'RURAL',
      tiers: [
        { tier: 'A', monthlyFen: 50_000 },
        { tier: 'B', monthlyFen: 30_000 },
      ],
    },
  ),
  commandSchema(
    'PublishParameter',
    z.strictObject({
      ...dated,
      scheme: SchemeCode,
      key: ParameterKey,
      value: z.string().max(50),
      printed: Printed.optional(),
    }),
    { en: 'Set a local parameter of a scheme.', zh: '发布地方参数' },
    { ...exampleDated, scheme, key: 'employmentCostPercent', value: '20' },
  ),
  commandSchema(
    'PublishHolidayCalendar',
    z.strictObject({
      document: Document,
      year: z.int().min(1949).max(2199),
      daysOff: z.array(Day).max(120),
      workedWeekendDays: z.array(Day).max(60),
    }),
    { en: 'Publish the holidays and worked weekend days of a year.', zh: '发布年度节假日及调休安排' },
    {
      document: {
        number: '国办发明电〔2025〕7号',
        title: '国务院办公厅关于2026年部分节假日安排的通知',
        issuer: '国务院办公厅',
      },
      year: 2026,
      daysOff: ['2026-01-01', '2026-01-02', '2026-01-03'],
      workedWeekendDays: ['2026-01-04'],
    },
  ),
  commandSchema(
    'DelegateAuthority',
    z.strictObject({
      document: Document,
      scheme: SchemeCode,
      /** The township (9 digits) that may confirm. */
      to: AreaCode,
      /** Highest monthly amount of a household; null for no cap. */
      capFen: Fen.min(1).nullable(),
      from: Day,
      /** Last day; null for open. */
      until: Day.nullable(),
    }),
    { en: 'Let a township confirm cases of a scheme.', zh: '将审核确认权限下放至乡镇（街道）' },
    { document: exampleDocument, scheme, to: '990101001', capFen: 300_000, from: '2023-01-01', until: '2023-12-31' },
  ),
  commandSchema(
    'RevokeDelegation',
    z.strictObject({ delegationId: Uuid, document: Document, on: Day }),
    { en: 'Revoke a delegation from a day on.', zh: '收回下放的审核确认权限' },
    { delegationId: '00000000-0000-4000-8000-000000000001', document: exampleDocument, on: '2023-06-01' },
  ),
] as const

/** Any command on the policies of an area. */
export type PolicyCommand = CommandOf<(typeof policyCommands)[number]>

/** The command of one type. */
export type PolicyCommandNamed<Type extends PolicyCommand['type']> = Extract<PolicyCommand, { type: Type }>
