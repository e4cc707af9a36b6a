import { publishedAid } from '../echeng-schemes.ts'
import { type Figure, figuresOf, reasons } from './figure.ts'

const SCHEME = 'temporaryAssistance'
const { total, outOfPoverty, monitored } = publishedAid
const CASH = 'All aid of the county is cash from the reserves; the report does not say which was.'

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
      CASH,
    ],
    [
      `${SCHEME}.outOfPoverty`,
      'person_times',
      outOfPoverty.personTimes,
      'person_times',
      outOfPoverty.quote,
      ({ aid }) => aid('OUT_OF_POVERTY').personTimes,
      CASH,
    ],
    [
      `${SCHEME}.outOfPoverty`,
      'amount',
      outOfPoverty.yuan,
      'CNY',
      outOfPoverty.quote,
      ({ aid }) => aid('OUT_OF_POVERTY').yuan,
      CASH,
    ],
    [
      `${SCHEME}.monitored`,
      'person_times',
      monitored.personTimes,
      'person_times',
      monitored.quote,
      ({ aid }) => aid('MONITORED').personTimes,
      CASH,
    ],
    [`${SCHEME}.monitored`, 'amount', monitored.yuan, 'CNY', monitored.quote, ({ aid }) => aid('MONITORED').yuan, CASH],
  ]),
  ...figuresOf('2023 to date', [
    [SCHEME, 'person_times', total.personTimes, 'person_times', total.quote, ({ aid }) => aid('ALL').personTimes, CASH],
    [SCHEME, 'amount', total.yuan, 'CNY', '发放临救资金236.6万元', ({ aid }) => aid('ALL').yuan, CASH],
    [
      'monitoring.alerts',
      'count',
      123,
      'alerts',
      '截至目前已预警123条',
      ({ leads }) => leads,
      'The report has 123 alerts, of which 82 households came onto the roll; the county tells only the leads that led to an application.',
    ],
    [
      'monitoring.visits',
      'person_times',
      3160,
      'person_times',
      '目前已走访排查预警监测的困难群众3160人次',
      ({ homeVisits }) => homeVisits,
      'The report counts people looked up for monitoring; the county holds the home visits of applications.',
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
      'A least number of days is no limit: nothing is due on it.',
    ],
    [
      'monitoring.alerts',
      'threshold',
      5,
      'working days (most) to finish the household check',
      '3-5个工作日完成入户核查工作',
      ({ alertDays }) => alertDays,
    ],
    ['supervision', 'count', 8, 'inspections', '全年开展督导检查8次', () => null, reasons.notHeld],
    ['supervision', 'count', 2, 'problems reported (all rectified)', '发现问题2个', () => null, reasons.notHeld],
  ]),
]
