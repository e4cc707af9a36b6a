import { county } from './places.ts'

/** Something to ask the finished demonstration, as an auditor of the county. */
export type Question = { zh: string; en: string; path: string }

const { code } = county
const MONTH = '2023-11'

/** One question for each of its read models; each has an answer, in a county of either size. */
export const questions: readonly Question[] = [
  {
    zh: '十一月低保在册',
    en: 'the allowance roll of November',
    path: `/v1/rosters/${MONTH}?scheme=subsistenceAllowance&totals=true&limit=3`,
  },
  { zh: '十一月发放台账', en: 'what was paid for November', path: `/v1/ledgers/${MONTH}?totals=true&limit=3` },
  {
    zh: '十一月发放的所有项目',
    en: 'every scheme paid in November, by township',
    path: `/v1/tallies?fromMonth=${MONTH}&toMonth=${MONTH}&limit=50`,
  },
  { zh: '价格临时补贴如何判定', en: 'how prices were judged', path: `/v1/prices/${code}/outcomes` },
  { zh: '价格临时补贴发放', en: 'the price subsidy paid', path: '/v1/ledgers/2022-09?scheme=priceSubsidy&limit=3' },
  { zh: '各乡镇备用金', en: 'the reserves of the townships', path: `/v1/reserves?area=${code}` },
  { zh: '逾期未补手续的先行救助', en: 'aid whose paperwork is overdue', path: '/v1/emergency-aids?paperwork=OVERDUE' },
  { zh: '监测预警', en: 'alerts of monitoring', path: `/v1/alerts?area=${code}&limit=5` },
  { zh: '转介其他部门', en: 'referrals to other departments', path: `/v1/referrals?area=${code}&limit=5` },
  { zh: '督导检查及抽查', en: 'inspections and their samples', path: `/v1/inspections?area=${code}` },
  { zh: '检查发现的问题', en: 'what they found', path: `/v1/findings?area=${code}` },
  {
    zh: '抽查覆盖情况',
    en: 'how much was checked by sample',
    path: `/v1/spot-check-coverage?area=${code}&scheme=subsistenceAllowance&from=2023-01-01&until=2023-12-31`,
  },
  {
    zh: '下放审批的备案',
    en: 'decisions of a township, filed with the county',
    path: `/v1/filings?area=${code}&limit=5`,
  },
  { zh: '多发款项及追回', en: 'what was paid too much, and came back', path: '/v1/overpayments?totals=true' },
  { zh: '谁看过个人信息', en: 'who has read personal data', path: '/v1/audit/readers' },
  { zh: '批量调标', en: 'the re-ratings', path: `/v1/reratings?area=${code}` },
  { zh: '应急措施', en: 'measures of a crisis', path: `/v1/crisis-measures/${code}` },
  { zh: '供养机构及床位', en: 'homes and their beds', path: `/v1/institutions?area=${code}` },
  { zh: '特困人员名单', en: 'the supported on a day', path: `/v1/support-rolls/2023-12-15?area=${code}&limit=3` },
  { zh: '低收入人口', en: 'the low-income population', path: `/v1/low-income-population/2023-12?area=${code}&limit=3` },
  { zh: '标准及其文号', en: 'every rate with its document', path: `/v1/policies/${code}/rates?month=2023-12` },
  {
    zh: '待办事项（按岗位）',
    en: 'what is to be done, by role',
    path: '/v1/work-items?role=caseWorker&totals=true&limit=3',
  },
]
