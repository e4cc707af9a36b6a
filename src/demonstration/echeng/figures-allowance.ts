import { publishedFromMonitoring, publishedRoll, publishedStandards } from '../echeng-2023.ts'
import { both, type Figure, figuresOf, reasons } from './figure.ts'

const SCHEME = 'subsistenceAllowance'
const { total, rural, ruralRegister, urban, urbanRegister } = publishedRoll
const { urban: inTown, rural: inVillages } = publishedStandards
const { unstable, edge, sudden } = publishedFromMonitoring
const MISPRINT = {
  en: 'The report prints 元/年. Only per month gives its own 89 % of the urban standard (570 ÷ 640); the county publishes it per month.',
  zh: '报告印作“元/年”，按月才与其所载“城市低保的89%”相符（570÷640），演示县按月公布。',
}
const RURAL = { areaKind: 'RURAL' } as const
const URBAN = { areaKind: 'URBAN' } as const
const onRegister = { povertyRegister: true } as const

const roll = figuresOf('2023 to date', [
  [SCHEME, 'households', total.households, 'households', total.quote, ({ roll }) => roll(SCHEME).households],
  [SCHEME, 'persons', total.persons, 'persons', total.quote, ({ roll }) => roll(SCHEME).persons],
  [
    `${SCHEME}.rural`,
    'households',
    rural.households,
    'households',
    rural.quote,
    ({ roll }) => roll(SCHEME, RURAL).households,
  ],
  [`${SCHEME}.rural`, 'persons', rural.persons, 'persons', rural.quote, ({ roll }) => roll(SCHEME, RURAL).persons],
  [
    `${SCHEME}.rural.povertyRegister`,
    'households',
    ruralRegister.households,
    'households',
    ruralRegister.quote,
    ({ roll }) => roll(SCHEME, { ...RURAL, ...onRegister }).households,
  ],
  [
    `${SCHEME}.rural.povertyRegister`,
    'persons',
    ruralRegister.persons,
    'persons',
    ruralRegister.quote,
    ({ roll }) => roll(SCHEME, { ...RURAL, ...onRegister }).persons,
  ],
  [
    `${SCHEME}.urban`,
    'households',
    urban.households,
    'households',
    urban.quote,
    ({ roll }) => roll(SCHEME, URBAN).households,
  ],
  [`${SCHEME}.urban`, 'persons', urban.persons, 'persons', urban.quote, ({ roll }) => roll(SCHEME, URBAN).persons],
  [
    `${SCHEME}.urban.povertyRegister`,
    'households',
    urbanRegister.households,
    'households',
    urbanRegister.quote,
    ({ roll }) => roll(SCHEME, { ...URBAN, ...onRegister }).households,
  ],
  [
    `${SCHEME}.urban.povertyRegister`,
    'persons',
    urbanRegister.persons,
    'persons',
    urbanRegister.quote,
    ({ roll }) => roll(SCHEME, { ...URBAN, ...onRegister }).persons,
  ],
  [
    SCHEME,
    'amount',
    44_734_400,
    'CNY',
    '发放城乡低保4473.44万元',
    ({ paid }) => paid(SCHEME).yuan,
    both(
      {
        en: 'The incomes of the made-up households are not the real ones, so that each gap is another.',
        zh: '演示家庭的收入为虚构，补差金额与实际不同。',
      },
      reasons.year,
    ),
  ],
])

const standards = (year: 2022 | 2023) =>
  figuresOf(String(year), [
    [
      `${SCHEME}.urban`,
      'standard',
      inTown[year],
      'CNY/person/month',
      inTown.quote,
      ({ rate }) => rate(SCHEME, 'STANDARD', 'URBAN', `${year}-06`),
    ],
    [
      `${SCHEME}.rural`,
      'standard',
      inVillages[year],
      'CNY/person/month (printed 元/年)',
      inVillages.quote,
      ({ rate }) => rate(SCHEME, 'STANDARD', 'RURAL', `${year}-06`),
      MISPRINT,
    ],
  ])

const ratios = figuresOf('2023', [
  [
    SCHEME,
    'rate',
    89,
    '% rural/urban standard',
    '农村低保标准为城市低保的89%',
    ({ rate }) => percent(rate(SCHEME, 'STANDARD', 'RURAL', '2023-06'), rate(SCHEME, 'STANDARD', 'URBAN', '2023-06')),
    {
      en: 'Told of the standards after they were set, and rounded: 89 % of 640 is 569.60, not 570.',
      zh: '为标准确定后的四舍五入比例：640元的89%为569.60元，而非570元。',
    },
  ],
  [
    `${SCHEME}.rural.povertyRegister`,
    'amount',
    9_750_000,
    'CNY superior funds',
    '整合上级资金975万元',
    () => null,
    {
      en: 'Which funds of higher levels the allowance is paid from is not told to any case or run.',
      zh: '个案和发放批次均不记录资金来自哪一级财政，无可对照。',
    },
  ],
])

/** A rate as whole per cent of another. */
export const percent = (one: number | null, of: number | null): number | null =>
  one === null || of === null ? null : Math.round((one * 100) / of)

const monitoring = figuresOf('2023 to date', [
  [
    `${SCHEME}.fromMonitoring`,
    'households',
    82,
    'households',
    publishedFromMonitoring.total.quote,
    ({ fromLeads }) => fromLeads().households,
  ],
  [
    `${SCHEME}.fromMonitoring`,
    'persons',
    236,
    'persons',
    publishedFromMonitoring.total.quote,
    ({ fromLeads }) => fromLeads().persons,
  ],
  [
    `${SCHEME}.fromMonitoring.unstable`,
    'households',
    unstable.households,
    'households',
    unstable.quote,
    ({ fromLeads }) => fromLeads('unstable').households,
  ],
  [
    `${SCHEME}.fromMonitoring.unstable`,
    'persons',
    unstable.persons,
    'persons',
    unstable.quote,
    ({ fromLeads }) => fromLeads('unstable').persons,
  ],
  [
    `${SCHEME}.fromMonitoring.edge`,
    'households',
    edge.households,
    'households',
    edge.quote,
    ({ fromLeads }) => fromLeads('edge').households,
  ],
  [
    `${SCHEME}.fromMonitoring.edge`,
    'persons',
    edge.persons,
    'persons',
    edge.quote,
    ({ fromLeads }) => fromLeads('edge').persons,
  ],
  [
    `${SCHEME}.fromMonitoring.sudden`,
    'households',
    sudden.households,
    'households',
    sudden.quote,
    ({ fromLeads }) => fromLeads('sudden').households,
  ],
  [
    `${SCHEME}.fromMonitoring.sudden`,
    'persons',
    sudden.persons,
    'persons',
    sudden.quote,
    ({ fromLeads }) => fromLeads('sudden').persons,
  ],
])

/** The allowance: its roll, money and standards, and whoever came onto it from monitoring. */
export const allowanceFigures: readonly Figure[] = [
  ...roll,
  ...standards(2022),
  ...standards(2023),
  ...ratios,
  ...monitoring,
]
