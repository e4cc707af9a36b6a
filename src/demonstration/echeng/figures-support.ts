import { publishedSupport } from '../echeng-schemes.ts'
import { both, type Figure, figuresOf, reasons } from './figure.ts'
import { percent } from './figures-allowance.ts'

const SCHEME = 'extremePovertySupport'
const { total, povertyRegister, forms, timesStandard } = publishedSupport

/** Support for the extremely poor. */
export const supportFigures: readonly Figure[] = [
  ...figuresOf('2023 to date', [
    [SCHEME, 'households', total.persons, 'households', total.quote, ({ roll }) => roll(SCHEME).households],
    [SCHEME, 'persons', total.persons, 'persons', total.quote, ({ roll }) => roll(SCHEME).persons],
    [
      `${SCHEME}.povertyRegister`,
      'households',
      povertyRegister.persons,
      'households',
      povertyRegister.quote,
      ({ roll }) => roll(SCHEME, { povertyRegister: true }).households,
    ],
    [
      `${SCHEME}.povertyRegister`,
      'persons',
      povertyRegister.persons,
      'persons',
      povertyRegister.quote,
      ({ roll }) => roll(SCHEME, { povertyRegister: true }).persons,
    ],
    [
      `${SCHEME}.rural.centralized`,
      'persons',
      forms.ruralCentralized.persons,
      'persons',
      forms.ruralCentralized.quote,
      ({ roll }) => roll(SCHEME, { areaKind: 'RURAL', inHome: true }).persons,
    ],
    [
      `${SCHEME}.urban.centralized`,
      'persons',
      forms.urbanCentralized.persons,
      'persons',
      forms.urbanCentralized.quote,
      ({ roll }) => roll(SCHEME, { areaKind: 'URBAN', inHome: true }).persons,
    ],
    [
      `${SCHEME}.rural.dispersed`,
      'persons',
      forms.ruralDispersed.persons,
      'persons',
      forms.ruralDispersed.quote,
      ({ roll }) => roll(SCHEME, { areaKind: 'RURAL', inHome: false }).persons,
    ],
    [
      `${SCHEME}.urban.dispersed`,
      'persons',
      forms.urbanDispersed.persons,
      'persons',
      forms.urbanDispersed.quote,
      ({ roll }) => roll(SCHEME, { areaKind: 'URBAN', inHome: false }).persons,
    ],
    [
      SCHEME,
      'amount',
      12_661_000,
      'CNY',
      '特困供养金1266.1万元',
      ({ paid }) => paid(SCHEME).yuan,
      both(
        {
          en: 'The printed money is more than twelve months of twice the standard for the printed roll (11,487,120): care money of its own, or people who left, neither printed.',
          zh: '报告金额多于在册人数按二倍标准十二个月的应发额（1148.712万元）：可能另含照料护理费或者年内退出人员，报告均未载明。',
        },
        reasons.year,
      ),
    ],
  ]),
  ...figuresOf('2023', [
    [
      SCHEME,
      'rate',
      timesStandard.value,
      'x allowance standard',
      timesStandard.quote,
      ({ rate }) =>
        times(
          rate(SCHEME, 'BASIC_LIVING', 'URBAN', '2023-06'),
          rate('subsistenceAllowance', 'STANDARD', 'URBAN', '2023-06'),
        ),
    ],
    [
      SCHEME,
      'rate',
      89,
      '% rural/urban standard',
      '农村特困供养标准为城市特困供养的89%',
      ({ rate }) =>
        percent(rate(SCHEME, 'BASIC_LIVING', 'RURAL', '2023-06'), rate(SCHEME, 'BASIC_LIVING', 'URBAN', '2023-06')),
    ],
    [
      'careService',
      'persons',
      656,
      'dispersed-support elderly',
      '656名分散供养老人',
      ({ roll }) => roll(SCHEME, { inHome: false }).persons,
      {
        en: 'The report visits 656 and has 509 + 135 = 644 on its roll at home: visits add up over the year, the roll is that of one day. The county counts its roll of December.',
        zh: '报告走访656人，而分散供养在册为509+135=644人：走访为全年累计，在册为时点数。演示县按12月在册统计。',
      },
    ],
  ]),
]

const times = (one: number | null, of: number | null): number | null => (one === null || of === null ? null : one / of)
