import type { LedgerLine, Report } from './report.ts'
import { groupName, schemeName, wordFor } from './words.ts'

/** 发放台账: every payment of a month and what became of it. */
export const ledgerReport: Report<LedgerLine> = {
  zh: '发放台账',
  columns: [
    { zh: '发放月份', width: 10, kind: 'text', value: ({ row }) => row.month },
    { zh: '救助项目', width: 16, kind: 'text', value: ({ row }) => schemeName(row.scheme) },
    { zh: '保障对象类别', width: 24, kind: 'text', value: ({ row }) => groupName(row.price_group) },
    { zh: '地区代码', width: 14, kind: 'text', value: ({ row }) => row.area },
    { zh: '城乡类别', width: 8, kind: 'text', value: ({ row }) => wordFor(row.area_kind) },
    { zh: '救助对象', width: 10, kind: 'text', value: ({ person }) => person?.name ?? null },
    { zh: '公民身份号码', width: 20, kind: 'text', value: ({ person }) => person?.idNumber ?? null },
    { zh: '收款人', width: 16, kind: 'text', value: ({ payee }) => payee?.name ?? null },
    { zh: '开户银行', width: 20, kind: 'text', value: ({ payee }) => payee?.bank ?? null },
    { zh: '收款账号', width: 22, kind: 'text', value: ({ payee }) => payee?.account ?? null },
    { zh: '保障人数', width: 8, kind: 'number', value: ({ row }) => row.members },
    { zh: '应发（元）', width: 12, kind: 'fen', value: ({ row }) => row.gross_fen },
    { zh: '抵减（元）', width: 12, kind: 'fen', value: ({ row }) => row.offset_fen },
    { zh: '金额（元）', width: 12, kind: 'fen', value: ({ row }) => row.amount_fen },
    { zh: '发放类型', width: 10, kind: 'text', value: ({ row }) => wordFor(row.kind) },
    { zh: '状态', width: 10, kind: 'text', value: ({ row }) => wordFor(row.status) },
    { zh: '到账日期', width: 12, kind: 'text', value: ({ row }) => row.paid_on },
    { zh: '退票日期', width: 12, kind: 'text', value: ({ row }) => row.returned_on },
    { zh: '原因', width: 20, kind: 'text', value: ({ row }) => row.reason },
    { zh: '不再补发日期', width: 12, kind: 'text', value: ({ row }) => row.no_longer_due_on },
    { zh: '不再补发原因', width: 20, kind: 'text', value: ({ row }) => row.no_longer_due_reason },
    { zh: '发放批次', width: 40, kind: 'text', value: ({ row }) => row.run_id },
    { zh: '发放编号', width: 38, kind: 'text', value: ({ row }) => row.payment_id },
  ],
}
