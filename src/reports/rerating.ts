import type { Outcome, Reason } from '../domain/rerating/outcome.ts'
import type { ReratingLineRow } from '../projections/rerating/queries.ts'
import type { Report, WithPerson } from './report.ts'
import { wordFor } from './words.ts'

/** 批量调标明细: what becomes of each case, with its holder, before and after. */
export const reratingReport: Report<WithPerson<ReratingLineRow>> = {
  zh: '批量调标明细',
  columns: [
    { zh: '地区代码', width: 14, kind: 'text', value: ({ row }) => row.area },
    { zh: '城乡类别', width: 8, kind: 'text', value: ({ row }) => wordFor(row.area_kind) },
    { zh: '姓名', width: 10, kind: 'text', value: ({ person }) => person?.name ?? null },
    { zh: '公民身份号码', width: 20, kind: 'text', value: ({ person }) => person?.idNumber ?? null },
    { zh: '处理方式', width: 12, kind: 'text', value: ({ row }) => outcomeName[row.outcome] },
    { zh: '原因', width: 20, kind: 'text', value: ({ row }) => reasonName[row.reason] },
    { zh: '起调月份', width: 10, kind: 'text', value: ({ row }) => row.month },
    { zh: '调整前（元/月）', width: 14, kind: 'fen', value: ({ row }) => row.before_fen },
    { zh: '调整后（元/月）', width: 14, kind: 'fen', value: ({ row }) => row.after_fen },
    { zh: '以前月份差额（元）', width: 14, kind: 'fen', value: ({ row }) => row.past_fen },
    { zh: '执行结果', width: 12, kind: 'text', value: ({ row }) => row.result && resultName[row.result] },
    { zh: '案件编号', width: 38, kind: 'text', value: ({ row }) => row.case_id },
  ],
}

const outcomeName: Readonly<Record<Outcome, string>> = {
  AUTOMATIC: '自动调整',
  UNCHANGED: '不变',
  MANUAL: '人工处理',
  MUST_REVIEW: '须先核查',
  FAILED: '无法测算',
}

const reasonName: Readonly<Record<Reason, string>> = {
  RISES: '金额提高',
  SAME_AMOUNT: '金额不变',
  DECIDED_SO: '最近决定已按新标准',
  ENDED: '已退出',
  DEATH: '成员死亡后未复核',
  NO_LONGER_QUALIFIES: '按新标准不再符合条件',
  REVIEW_OVERDUE: '核查逾期',
  SUSPENDED: '暂停发放期间',
  GRADUAL_EXIT: '渐退期间',
  TIER_GONE: '原档次不再公布',
  FALLS: '金额降低',
  RATE_MISSING: '缺少标准',
}

const resultName = { ADJUSTED: '已调整', REVIEW_OPENED: '已启动核查', LEFT: '未调整' } as const
