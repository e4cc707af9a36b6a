import { ERASED } from '../domain/shared/personal.ts'
import type { AidRow } from '../projections/reserve/aids.ts'
import type { ReserveBalance } from '../projections/reserve/queries.ts'
import type { MovementWithRecipient } from '../projections/reserve/recipients.ts'
import type { Report, WithPerson } from './report.ts'
import { wordFor, yes } from './words.ts'

/** 备用金台账: every fact of the reserves of an area, each with the balance after it. */
export const reserveBookReport: Report<MovementWithRecipient> = {
  zh: '临时救助备用金台账',
  columns: [
    { zh: '乡镇（街道）代码', width: 16, kind: 'text', value: ({ row }) => row.area },
    { zh: '日期', width: 12, kind: 'text', value: ({ row }) => row.moved_on },
    { zh: '事项', width: 10, kind: 'text', value: ({ row }) => wordFor(row.kind) },
    { zh: '金额（元）', width: 14, kind: 'fen', value: ({ row }) => row.amount_fen },
    { zh: '登记后余额（元）', width: 16, kind: 'fen', value: ({ row }) => row.balance_fen },
    { zh: '资金来源', width: 20, kind: 'text', value: ({ row }) => row.source && wordFor(row.source) },
    { zh: '预算年度', width: 10, kind: 'number', value: ({ row }) => row.budget_year },
    { zh: '文号', width: 24, kind: 'text', value: ({ row }) => row.document_number },
    { zh: '救助对象', width: 10, kind: 'text', value: ({ recipient }) => recipient?.name ?? null },
    { zh: '公民身份号码', width: 20, kind: 'text', value: ({ recipient }) => recipient?.idNumber ?? null },
    { zh: '救助事由', width: 16, kind: 'text', value: ({ cause }) => causeName(cause) },
    { zh: '账面余额（元）', width: 14, kind: 'fen', value: ({ row }) => row.book_fen },
    { zh: '说明', width: 30, kind: 'text', value: ({ row }) => row.explanation },
    { zh: '登记人', width: 14, kind: 'text', value: ({ row }) => row.recorded_by },
    { zh: '案件编号', width: 38, kind: 'text', value: ({ row }) => row.case_id },
    { zh: '支取编号', width: 38, kind: 'text', value: ({ row }) => row.draw_id },
  ],
}

/** 备用金余额表: where the reserves of an area stand, each kind of fact for itself. */
export const reserveBalanceReport: Report<ReserveBalance> = {
  zh: '临时救助备用金余额表',
  columns: [
    { zh: '乡镇（街道）代码', width: 16, kind: 'text', value: (row) => row.area },
    { zh: '预拨（元）', width: 14, kind: 'fen', value: (row) => row.allocated_fen },
    { zh: '补充（元）', width: 14, kind: 'fen', value: (row) => row.replenished_fen },
    { zh: '支取（元）', width: 14, kind: 'fen', value: (row) => row.drawn_fen },
    { zh: '支取笔数', width: 10, kind: 'number', value: (row) => row.draws },
    { zh: '救助退回（元）', width: 14, kind: 'fen', value: (row) => row.returned_fen },
    { zh: '撤销支取（元）', width: 14, kind: 'fen', value: (row) => row.annulled_fen },
    { zh: '结算缴回（元）', width: 14, kind: 'fen', value: (row) => row.settled_fen },
    { zh: '余额（元）', width: 14, kind: 'fen', value: (row) => row.balance_fen },
    { zh: '最近盘点日期', width: 14, kind: 'text', value: (row) => row.counted_on },
    { zh: '盘点差额（分）', width: 14, kind: 'number', value: (row) => row.difference_fen },
  ],
}

/** 先行救助台账: aid handed out before the procedure, and what has become of its paperwork. */
export const emergencyAidReport: Report<WithPerson<AidRow>> = {
  zh: '先行救助台账',
  columns: [
    { zh: '乡镇（街道）代码', width: 16, kind: 'text', value: ({ row }) => row.area },
    { zh: '救助日期', width: 12, kind: 'text', value: ({ row }) => row.decided_on },
    { zh: '决定文号', width: 24, kind: 'text', value: ({ row }) => row.decision_number },
    { zh: '救助对象', width: 10, kind: 'text', value: ({ person }) => person?.name ?? null },
    { zh: '公民身份号码', width: 20, kind: 'text', value: ({ person }) => person?.idNumber ?? null },
    { zh: '金额（元）', width: 12, kind: 'fen', value: ({ row }) => row.amount_fen },
    { zh: '给付形式', width: 10, kind: 'text', value: ({ row }) => wordFor(row.form) },
    { zh: '应当先行救助', width: 12, kind: 'text', value: ({ row }) => yes(row.aid_first === 'MUST') },
    { zh: '手续时限', width: 12, kind: 'text', value: ({ row }) => row.paperwork_due },
    { zh: '手续状态', width: 10, kind: 'text', value: ({ row }) => wordFor(row.paperwork) },
    { zh: '补齐日期', width: 12, kind: 'text', value: ({ row }) => row.completed_on },
    { zh: '核实结果', width: 12, kind: 'text', value: ({ row }) => row.outcome && wordFor(row.outcome) },
    { zh: '乡镇决定', width: 10, kind: 'text', value: ({ row }) => yes(row.delegated) },
    { zh: '备案日期', width: 12, kind: 'text', value: ({ row }) => row.filed_on },
    { zh: '决定人', width: 14, kind: 'text', value: ({ row }) => row.granted_by },
    { zh: '案件编号', width: 38, kind: 'text', value: ({ row }) => row.case_id },
    { zh: '支取编号', width: 38, kind: 'text', value: ({ row }) => row.draw_id },
  ],
}

const causeName = (cause: MovementWithRecipient['cause']): string | null => {
  if (cause === undefined) return null
  return cause === ERASED ? ERASED : wordFor(cause)
}
