import type { Tally } from '../projections/payment-ledger/tallies.ts'
import type { Report } from './report.ts'
import { groupName, schemeName } from './words.ts'

/** 发放统计: person-times and money by month, township, scheme and protected group. */
export const tallyReport: Report<Tally> = {
  zh: '发放统计',
  columns: [
    { zh: '发放月份', width: 10, kind: 'text', value: ({ month }) => month },
    { zh: '地区代码', width: 14, kind: 'text', value: ({ township }) => township },
    { zh: '救助项目', width: 16, kind: 'text', value: ({ scheme }) => schemeName(scheme) },
    { zh: '保障对象类别', width: 24, kind: 'text', value: ({ price_group }) => groupName(price_group) },
    { zh: '发放笔数', width: 10, kind: 'number', value: ({ payments }) => payments },
    { zh: '已发人次', width: 10, kind: 'number', value: ({ paid_person_times }) => paid_person_times },
    { zh: '已发金额（元）', width: 14, kind: 'fen', value: ({ paid_fen }) => paid_fen },
    { zh: '退票人次', width: 10, kind: 'number', value: ({ returned_person_times }) => returned_person_times },
    { zh: '退票金额（元）', width: 14, kind: 'fen', value: ({ returned_fen }) => returned_fen },
    { zh: '在途人次', width: 10, kind: 'number', value: ({ open_person_times }) => open_person_times },
    { zh: '在途金额（元）', width: 14, kind: 'fen', value: ({ open_fen }) => open_fen },
    { zh: '取消人次', width: 10, kind: 'number', value: ({ cancelled_person_times }) => cancelled_person_times },
    { zh: '取消金额（元）', width: 14, kind: 'fen', value: ({ cancelled_fen }) => cancelled_fen },
  ],
}
