import type { OverpaymentRow } from '../projections/overpayment/queries.ts'
import type { Report, WithPerson } from './report.ts'
import { schemeName, wordFor } from './words.ts'

/** 多发资金追回台账: what was paid to whom too much, and what has come back of it. */
export const overpaymentReport: Report<WithPerson<OverpaymentRow>> = {
  zh: '多发资金追回台账',
  columns: [
    { zh: '救助项目', width: 16, kind: 'text', value: ({ row }) => schemeName(row.scheme) },
    { zh: '地区代码', width: 14, kind: 'text', value: ({ row }) => row.area },
    { zh: '城乡类别', width: 8, kind: 'text', value: ({ row }) => wordFor(row.area_kind) },
    { zh: '姓名', width: 10, kind: 'text', value: ({ person }) => person?.name ?? null },
    { zh: '公民身份号码', width: 20, kind: 'text', value: ({ person }) => person?.idNumber ?? null },
    { zh: '多发月份', width: 24, kind: 'text', value: ({ row }) => row.months.map(({ month }) => month).join('、') },
    { zh: '发现日期', width: 12, kind: 'text', value: ({ row }) => row.detected_on },
    { zh: '应追回（元）', width: 14, kind: 'fen', value: ({ row }) => row.claimed_fen },
    { zh: '已退回（元）', width: 14, kind: 'fen', value: ({ row }) => row.recovered_fen },
    { zh: '已抵扣（元）', width: 14, kind: 'fen', value: ({ row }) => row.offset_fen },
    { zh: '免于追回（元）', width: 14, kind: 'fen', value: ({ row }) => row.waived_fen },
    { zh: '尚欠（元）', width: 14, kind: 'fen', value: ({ row }) => row.outstanding_fen },
    { zh: '追回状态', width: 10, kind: 'text', value: ({ row }) => overpaymentStatusName[row.status] },
    { zh: '案件编号', width: 38, kind: 'text', value: ({ row }) => row.case_id },
    { zh: '编号', width: 38, kind: 'text', value: ({ row }) => row.overpayment_id },
  ],
}

const overpaymentStatusName = {
  ISSUED: '待追回',
  PARTIAL: '部分追回',
  RECOVERED: '已追回',
  WAIVED: '免于追回',
  OFFSET: '已抵扣',
  TRANSFERRED: '已移交',
  REFERRED: '已移送',
  CORRECTED: '已更正',
} as const
