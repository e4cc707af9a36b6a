import { publishedAid, publishedAlerts } from '../echeng-schemes.ts'
import { type Figure, figuresOf } from './figure.ts'

const SCHEME = 'temporaryAssistance'
const { total, outOfPoverty, monitored } = publishedAid
const LANES = {
  en: 'The county counts aid from the reserves and expenditure aid from payment runs, one person-time a case; the report does not say which was which.',
  zh: '演示县统计备用金先行救助和经发放批次支付的支出型救助，每案计一人次；报告未载明各占多少。',
}

/** Temporary assistance, and the work of finding and looking. */
export const outreachFigures: readonly Figure[] = [
  ...figuresOf('2023', [
    [
      `${SCHEME}.povertyRegister`,
      'amount',
      1_041_000,
      'CNY',
      '发放临时救助金104.1万元',
      ({ aid }) => aid('REGISTER').yuan,
      LANES,
    ],
    [
      `${SCHEME}.outOfPoverty`,
      'person_times',
      outOfPoverty.personTimes,
      'person_times',
      outOfPoverty.quote,
      ({ aid }) => aid('OUT_OF_POVERTY').personTimes,
      LANES,
    ],
    [
      `${SCHEME}.outOfPoverty`,
      'amount',
      outOfPoverty.yuan,
      'CNY',
      outOfPoverty.quote,
      ({ aid }) => aid('OUT_OF_POVERTY').yuan,
      LANES,
    ],
    [
      `${SCHEME}.monitored`,
      'person_times',
      monitored.personTimes,
      'person_times',
      monitored.quote,
      ({ aid }) => aid('MONITORED').personTimes,
      LANES,
    ],
    [
      `${SCHEME}.monitored`,
      'amount',
      monitored.yuan,
      'CNY',
      monitored.quote,
      ({ aid }) => aid('MONITORED').yuan,
      LANES,
    ],
  ]),
  ...figuresOf('2023 to date', [
    [
      SCHEME,
      'person_times',
      total.personTimes,
      'person_times',
      total.quote,
      ({ aid }) => aid('ALL').personTimes,
      LANES,
    ],
    [SCHEME, 'amount', total.yuan, 'CNY', '发放临救资金236.6万元', ({ aid }) => aid('ALL').yuan, LANES],
    [
      'monitoring.alerts',
      'count',
      publishedAlerts.count,
      'alerts',
      publishedAlerts.quote,
      ({ alerts }) => alerts,
      {
        en: 'Of the printed 123 alerts 82 households came onto the roll; how the other 41 ended is not printed, and a small county has each end once.',
        zh: '报告所载123条预警中82户纳入低保，其余41条的处理结果未载明；小规模演示县每种结果至少一条。',
      },
    ],
    [
      'monitoring.visits',
      'person_times',
      3160,
      'person_times',
      '目前已走访排查预警监测的困难群众3160人次',
      ({ homeVisits }) => homeVisits,
      {
        en: 'The report counts everybody looked up by village staff, whatever came of it; the county holds the visits that an alert or an application asks for.',
        zh: '报告统计村（社区）走访排查的全部人次；演示县仅有预警核查和申请入户调查的走访记录。',
      },
    ],
  ]),
  ...figuresOf('2023', [
    [
      'monitoring.alerts',
      'threshold',
      3,
      'working days (least) to finish the household check',
      '3-5个工作日完成入户核查工作',
      () => null,
      { en: 'A least number of days is no limit: nothing is due on it.', zh: '最少天数不构成时限，无到期事项可对照。' },
    ],
    [
      'monitoring.alerts',
      'threshold',
      5,
      'working days (most) to finish the household check',
      '3-5个工作日完成入户核查工作',
      ({ alertDays }) => alertDays,
    ],
    ['supervision', 'count', 8, 'inspections', '全年开展督导检查8次', ({ inspections }) => inspections],
    ['supervision', 'count', 2, 'problems reported (all rectified)', '发现问题2个', ({ rectified }) => rectified],
  ]),
]
