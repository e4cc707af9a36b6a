import { publishedSupport } from '../echeng-schemes.ts'
import { type Figure, figuresOf, reasons } from './figure.ts'
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
      `The printed money is more than twelve months of twice the standard for the printed roll (11,487,120): care money of its own, or people who left, neither printed. ${reasons.year}`,
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
      'The report visits 656 and has 509 + 135 = 644 on its roll at home: visits add up over the year, the roll is that of one day. The county counts its roll of December.',
    ],
  ]),
]

const times = (one: number | null, of: number | null): number | null => (one === null || of === null ? null : one / of)
