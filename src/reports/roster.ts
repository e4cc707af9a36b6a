import type { Report, RosterLine } from './report.ts'
import { schemeName, wordFor, yes } from './words.ts'

/** 花名册: the households on roll for a month. */
export const rosterReport: Report<RosterLine> = {
  zh: '花名册',
  columns: [
    { zh: '地区代码', width: 14, kind: 'text', value: ({ row }) => row.area },
    { zh: '救助项目', width: 16, kind: 'text', value: ({ row }) => schemeName(row.scheme) },
    { zh: '城乡类别', width: 8, kind: 'text', value: ({ row }) => wordFor(row.area_kind) },
    { zh: '持卡人', width: 10, kind: 'text', value: ({ person }) => person?.name ?? null },
    { zh: '公民身份号码', width: 20, kind: 'text', value: ({ person }) => person?.idNumber ?? null },
    { zh: '保障人数', width: 8, kind: 'number', value: ({ row }) => row.member_count },
    { zh: '月保障金额（元）', width: 14, kind: 'fen', value: ({ row }) => row.amount_fen },
    { zh: '起始月份', width: 10, kind: 'text', value: ({ row }) => row.from_month },
    { zh: '终止月份', width: 10, kind: 'text', value: ({ row }) => row.to_month },
    { zh: '决定文号', width: 24, kind: 'text', value: ({ row }) => row.decision_number },
    { zh: '脱贫户', width: 8, kind: 'text', value: ({ row }) => yes(row.poverty_register) },
    { zh: '近亲属备案', width: 10, kind: 'text', value: ({ row }) => yes(row.close_relative) },
    { zh: '接续登记', width: 8, kind: 'text', value: ({ row }) => yes(row.taken_over) },
    { zh: '已知死亡人数', width: 12, kind: 'number', value: ({ row }) => row.deceased.length },
    { zh: '案件编号', width: 38, kind: 'text', value: ({ row }) => row.case_id },
  ],
}
