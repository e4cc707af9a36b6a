import type { PrintedFigure } from './printed.ts'

/** Why a number is another one, for readers of both languages. */
export type Reason = { en: string; zh: string }

/** Several reasons, one after the other. */
export const both = (...told: readonly Reason[]): Reason => ({
  en: told.map(({ en }) => en).join(' '),
  zh: told.map(({ zh }) => zh).join(''),
})

const year = {
  en: 'The county pays the twelve months of 2023; "to date" of the report has no printed day.',
  zh: '演示县发放2023年全年十二个月；报告“截至目前”未载明日期。',
}
const cumulative = {
  en: 'The report adds up whoever was paid from January to September; the county counts whoever was on the roll in one of these months.',
  zh: '报告为1至9月累计发放人数；演示县统计这几个月中任一月在册的人数。',
}
const noSum = {
  en: 'The sum per month is not printed; the county publishes one of its own (product default).',
  zh: '报告未载每月标准，演示县自行公布（产品默认值）。',
}
const tenMonths = both(noSum, {
  en: 'The printed money is what the printed people get in about ten months of it; the county pays twelve.',
  zh: '报告金额约为所载人数十个月的发放额，演示县发放十二个月。',
})
const lanes = {
  en: 'The county counts aid from the reserves and expenditure aid from payment runs, one person-time a case; the report does not say which was which.',
  zh: '演示县统计备用金先行救助和经发放批次支付的支出型救助，每案计一人次；报告未载明各占多少。',
}
const childrenMoney = both(
  {
    en: 'The printed money is less than twelve months of 1,500 yuan for the printed 19 + 190 children (3,762,000): part of a year, or children who came in its course.',
    zh: '报告金额少于19+190名儿童按每月1500元十二个月的应发额（376.2万元）：统计不足一年，或者部分儿童年内才纳入。',
  },
  year,
)

/** By the name and measure of the figure. */
const reasons: Readonly<Record<string, Reason>> = {
  'subsistenceAllowance amount': both(
    {
      en: 'The incomes of the made-up households are not the real ones, so that each gap is another.',
      zh: '演示家庭的收入为虚构，补差金额与实际不同。',
    },
    year,
  ),
  'subsistenceAllowance.rural standard': {
    en: 'The report prints 元/年. Only per month gives its own 89 % of the urban standard (570 ÷ 640); the county publishes it per month.',
    zh: '报告印作“元/年”，按月才与其所载“城市低保的89%”相符（570÷640），演示县按月公布。',
  },
  'subsistenceAllowance rate': {
    en: 'Told of the standards after they were set, and rounded: 89 % of 640 is 569.60, not 570.',
    zh: '为标准确定后的四舍五入比例：640元的89%为569.60元，而非570元。',
  },
  'subsistenceAllowance.rural.povertyRegister amount': {
    en: 'Which funds of higher levels the allowance is paid from is not told to any case or run.',
    zh: '个案和发放批次均不记录资金来自哪一级财政，无可对照。',
  },
  'extremePovertySupport amount': both(
    {
      en: 'The printed money is more than twelve months of twice the standard for the printed roll (11,487,120): care money of its own, or people who left, neither printed.',
      zh: '报告金额多于在册人数按二倍标准十二个月的应发额（1148.712万元）：可能另含照料护理费或者年内退出人员，报告均未载明。',
    },
    year,
  ),
  'careService persons': {
    en: 'The report visits 656 and has 509 + 135 = 644 on its roll at home: visits add up over the year, the roll is that of one day. The county counts its roll of December.',
    zh: '报告走访656人，而分散供养在册为509+135=644人：走访为全年累计，在册为时点数。演示县按12月在册统计。',
  },
  'temporaryAssistance.povertyRegister amount': lanes,
  'temporaryAssistance.outOfPoverty person_times': lanes,
  'temporaryAssistance.outOfPoverty amount': lanes,
  'temporaryAssistance.monitored person_times': lanes,
  'temporaryAssistance.monitored amount': lanes,
  'temporaryAssistance person_times': lanes,
  'temporaryAssistance amount': lanes,
  'monitoring.alerts count': {
    en: 'Of the printed 123 alerts 82 households came onto the roll; how the other 41 ended is not printed, and a small county has each end once.',
    zh: '报告所载123条预警中82户纳入低保，其余41条的处理结果未载明；小规模演示县每种结果至少一条。',
  },
  'monitoring.visits person_times': {
    en: 'The report counts everybody looked up by village staff, whatever came of it; the county holds the visits that an alert or an application asks for.',
    zh: '报告统计村（社区）走访排查的全部人次；演示县仅有预警核查和申请入户调查的走访记录。',
  },
  'monitoring.alerts leastDays': {
    en: 'A least number of days is no limit: nothing is due on it.',
    zh: '最少天数不构成时限，无到期事项可对照。',
  },
  'orphanAllowance+unsupportedChildAllowance amount': childrenMoney,
  'childrenAllowances amount': childrenMoney,
  'disability.registered persons': {
    en: 'The programme keeps no register of disabled people, only of those who apply. 3,426 + 8,282 of the two subsidies count some of them twice.',
    zh: '本系统不建残疾人登记册，只有申请人的记录；两项补贴3426人与8282人有重叠。',
  },
  'disabilityLivingSubsidy amount': tenMonths,
  'disabilityNursingSubsidy amount': tenMonths,
  'disabilitySubsidies amount': tenMonths,
  'agedAllowance persons': cumulative,
  'agedAllowance amount': {
    en: 'How many are of which tier is not printed, nor who came and left in which month: the mix of ages is the county’s own.',
    zh: '各年龄档人数及逐月增减未载明，演示县年龄构成为自拟。',
  },
  'agedDisabledSubsidy persons': cumulative,
  'agedDisabledSubsidy amount': both(noSum, {
    en: 'Of 359 people who were paid at some time not all were paid for nine months; nearly all of the county’s are.',
    zh: '累计359人并非都领满九个月，演示县几乎都领满。',
  }),
  'homeAdaptation households': {
    en: 'The county counts homes whose grant reached an account; one that came back in its last month is counted once it is paid.',
    zh: '演示县统计补助已到账的户数；最后一月退回的，重发到账后才计入。',
  },
}

/** Why the county's number of a figure may differ; null where it never does in a whole county. */
export const reasonFor = ({ scheme, measure }: PrintedFigure): Reason | null => reasons[`${scheme} ${measure}`] ?? null
