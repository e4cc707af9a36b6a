import { publishedAdaptation, publishedAged, publishedChildren, publishedDisabled } from '../echeng-schemes.ts'
import { both, type Figure, figuresOf, reasons } from './figure.ts'

const ORPHANS = 'orphanAllowance'
const UNSUPPORTED = 'unsupportedChildAllowance'
const LIVING = 'disabilityLivingSubsidy'
const NURSING = 'disabilityNursingSubsidy'
const AGED = 'agedAllowance'
const AGED_DISABLED = 'agedDisabledSubsidy'
const ADAPTATION = 'homeAdaptation'
const children = `${ORPHANS}+${UNSUPPORTED}`
const { ruralOrphans, urbanOrphans, unsupported, monthly } = publishedChildren
const { tiers, allowance, disabledSubsidy } = publishedAged

const CHILDREN_MONEY = both(
  {
    en: 'The printed money is less than twelve months of 1,500 yuan for the printed 19 + 190 children (3,762,000): part of a year, or children who came in its course.',
    zh: '报告金额少于19+190名儿童按每月1500元十二个月的应发额（376.2万元）：统计不足一年，或者部分儿童年内才纳入。',
  },
  reasons.year,
)
const NO_SUM = {
  en: 'The sum per month is not printed; the county publishes one of its own (product default).',
  zh: '报告未载每月标准，演示县自行公布（产品默认值）。',
}
const TWELVE = both(NO_SUM, {
  en: 'The printed money is what the printed people get in about ten months of it; the county pays twelve.',
  zh: '报告金额约为所载人数十个月的发放额，演示县发放十二个月。',
})

/** The children, the disabled and the aged, and homes adapted for them. */
export const personFigures: readonly Figure[] = [
  ...figuresOf('2023 to date', [
    [ORPHANS, 'persons', 19, 'children', '孤儿19人', ({ roll }) => roll(ORPHANS).persons],
    [
      `${ORPHANS}.rural`,
      'persons',
      ruralOrphans.persons,
      'children',
      ruralOrphans.quote,
      ({ roll }) => roll(ORPHANS, { areaKind: 'RURAL' }).persons,
    ],
    [
      `${ORPHANS}.urban.dispersed`,
      'persons',
      urbanOrphans.persons,
      'children',
      urbanOrphans.quote,
      ({ roll }) => roll(ORPHANS, { areaKind: 'URBAN', inHome: false }).persons,
    ],
    [
      UNSUPPORTED,
      'persons',
      unsupported.persons,
      'children',
      unsupported.quote,
      ({ roll }) => roll(UNSUPPORTED).persons,
    ],
    [
      children,
      'amount',
      2_738_200,
      'CNY',
      '共发放孤儿及事实无人抚养儿童养育金273.82万元',
      ({ paid }) => paid(ORPHANS).yuan + paid(UNSUPPORTED).yuan,
      CHILDREN_MONEY,
    ],
  ]),
  ...figuresOf('2023', [
    [
      children,
      'standard',
      monthly.yuan,
      'CNY/child/month',
      monthly.quote,
      ({ rate }) => rate(UNSUPPORTED, 'STANDARD', 'RURAL', '2023-06'),
    ],
    [
      'childrenAllowances',
      'standard',
      monthly.yuan,
      'CNY/child/month',
      '将各类孤困儿童基本生活补贴标准提高至1500元/人/月',
      ({ rate }) => rate(ORPHANS, 'DISPERSED', 'RURAL', '2023-06'),
    ],
    [
      'childrenAllowances',
      'amount',
      2_738_200,
      'CNY (printed: about)',
      '共发放各类资金约273.82万元',
      ({ paid }) => paid(ORPHANS).yuan + paid(UNSUPPORTED).yuan,
      CHILDREN_MONEY,
    ],
  ]),
  ...figuresOf('2023 to date', [
    [
      'disability.registered',
      'persons',
      12_724,
      'persons',
      '截止目前全区共有残疾人12724人',
      () => null,
      {
        en: 'The programme keeps no register of disabled people, only of those who apply. 3,426 + 8,282 of the two subsidies count some of them twice.',
        zh: '本系统不建残疾人登记册，只有申请人的记录；两项补贴3426人与8282人有重叠。',
      },
    ],
    [
      LIVING,
      'persons',
      publishedDisabled.living.persons,
      'persons',
      publishedDisabled.living.quote,
      ({ roll }) => roll(LIVING).persons,
    ],
    [
      NURSING,
      'persons',
      publishedDisabled.nursing.persons,
      'persons',
      publishedDisabled.nursing.quote,
      ({ roll }) => roll(NURSING).persons,
    ],
    [LIVING, 'amount', 2_394_200, 'CNY', '发放困难残疾人生活补贴239.42万元', ({ paid }) => paid(LIVING).yuan, TWELVE],
    [NURSING, 'amount', 8_307_100, 'CNY', '发放重度残疾理补贴830.71万元', ({ paid }) => paid(NURSING).yuan, TWELVE],
    [
      'disabilitySubsidies',
      'amount',
      10_701_300,
      'CNY',
      '两项补贴共发1070.13万元',
      ({ paid }) => paid(LIVING).yuan + paid(NURSING).yuan,
      TWELVE,
    ],
  ]),
  ...figuresOf('2023', [
    [
      `${AGED}.80_89`,
      'standard',
      tiers[80].yuan,
      'CNY/person/month',
      tiers[80].quote,
      ({ rate }) => rate(AGED, 'AGED_80', 'RURAL', '2023-06'),
    ],
    [
      `${AGED}.90_99`,
      'standard',
      tiers[90].yuan,
      'CNY/person/month',
      tiers[90].quote,
      ({ rate }) => rate(AGED, 'AGED_90', 'RURAL', '2023-06'),
    ],
    [
      `${AGED}.100plus`,
      'standard',
      tiers[100].yuan,
      'CNY/person/month',
      tiers[100].quote,
      ({ rate }) => rate(AGED, 'AGED_100', 'RURAL', '2023-06'),
    ],
  ]),
  ...figuresOf('2023 to September (cumulative)', [
    [
      AGED,
      'persons',
      allowance.persons,
      'persons aged 80+',
      allowance.quote,
      ({ everOn }) => everOn(AGED),
      reasons.cumulative,
    ],
    [
      AGED,
      'amount',
      10_268_100,
      'CNY',
      allowance.quote,
      ({ paid }) => paid(AGED, '2023-09').yuan,
      {
        en: 'How many are of which tier is not printed, nor who came and left in which month: the mix of ages is the county’s own.',
        zh: '各年龄档人数及逐月增减未载明，演示县年龄构成为自拟。',
      },
    ],
    [
      AGED_DISABLED,
      'persons',
      disabledSubsidy.persons,
      'persons',
      disabledSubsidy.quote,
      ({ everOn }) => everOn(AGED_DISABLED),
      reasons.cumulative,
    ],
    [
      AGED_DISABLED,
      'amount',
      300_950,
      'CNY',
      '发放困难高龄失能补贴30.095万元',
      ({ paid }) => paid(AGED_DISABLED, '2023-09').yuan,
      both(NO_SUM, {
        en: 'Of 359 people who were paid at some time not all were paid for nine months; nearly all of the county’s are.',
        zh: '累计359人并非都领满九个月，演示县几乎都领满。',
      }),
    ],
  ]),
  ...figuresOf('2023', [
    [
      ADAPTATION,
      'threshold',
      publishedAdaptation.yuan,
      'CNY/household',
      '按照3000元/户的标准',
      ({ once }) => once(ADAPTATION),
    ],
    [
      ADAPTATION,
      'households',
      publishedAdaptation.households,
      'households',
      publishedAdaptation.quote,
      ({ paid }) => paid(ADAPTATION).payments,
      {
        en: 'The county counts homes whose grant reached an account; one that came back in its last month is counted once it is paid.',
        zh: '演示县统计补助已到账的户数；最后一月退回的，重发到账后才计入。',
      },
    ],
  ]),
]
