import { type RefusalRow, refuserOf } from '../shared/refusal.ts'

/** Every "no" about payments and payment runs. */
export const paymentRefusals = {
  'payment-exists': {
    kind: 'state',
    en: 'This payment has been instructed already.',
    zh: '该笔资金已生成发放指令，不得重复生成。',
  },
  'unknown-payment': { kind: 'missing', en: 'There is no such payment.', zh: '未找到该笔发放记录。' },
  'payment-cannot-move': {
    kind: 'state',
    en: 'A payment in this state cannot take this step.',
    zh: '该笔资金当前状态不允许此操作。',
  },
  'run-role-needed': {
    kind: 'authority',
    en: 'This step of a payment run needs a role that you do not hold.',
    zh: '您不具备办理此发放环节所需的岗位权限。',
  },
  'run-outside-area': {
    kind: 'authority',
    en: 'The payment run belongs to an area outside yours.',
    zh: '该发放批次不属于您的管辖区域。',
  },
  'unknown-run': { kind: 'missing', en: 'There is no such payment run.', zh: '未找到该发放批次。' },
  'run-exists': {
    kind: 'state',
    en: 'A run of this month is still under way: finish it before opening another.',
    zh: '该月份已有未办结的发放批次，请先办结后再新建。',
  },
  'run-area-not-county': {
    kind: 'malformed',
    en: 'A payment run is opened for a county (6 digits).',
    zh: '发放批次须以县级行政区划（6位代码）建立。',
  },
  'run-month-out-of-range': {
    kind: 'rule',
    en: 'A run can be opened for the next month at the latest, and for no month before `earliest`.',
    zh: '发放月份最晚为次月，且不得早于`earliest`。',
  },
  'run-arrears-of-price-subsidy': {
    kind: 'rule',
    en: 'A price subsidy that was missed is paid by another run of the month of its index.',
    zh: '价格临时补贴漏发的，应当在原价格指数月份另建批次补发。',
  },
  'run-not-in-state': {
    kind: 'state',
    en: 'The payment run is not in a state that allows this step.',
    zh: '发放批次当前状态不允许此操作。',
  },
  'run-calculation-stale': {
    kind: 'state',
    en: 'Another calculation of this run has begun meanwhile.',
    zh: '该批次已开始另一次核算，请以最新核算为准。',
  },
  'run-empty': {
    kind: 'rule',
    en: 'A run without lines has nothing to review.',
    zh: '该批次无发放明细，无可复核内容。',
  },
  'run-own-work': {
    kind: 'authority',
    en: 'Whoever prepared a run may neither review nor approve it.',
    zh: '发放经办人不得复核或审批本人经办的批次。',
  },
  'run-reviewer-approves': {
    kind: 'authority',
    en: 'Whoever reviewed a run may not approve it.',
    zh: '复核人不得审批同一批次。',
  },
  'run-contributor': {
    kind: 'authority',
    en: 'Whoever changed an account, an amount or an eligibility in this run since the last paid month may neither review nor approve it.',
    zh: '自上一发放月以来变更过本批次对象账户、金额或资格的人员，不得复核或审批该批次。',
  },
  'run-content-differs': {
    kind: 'state',
    en: 'The run no longer holds what you have seen: count, total or hash differ.',
    zh: '批次内容与您所核对的不一致（笔数、金额或校验值不同），请重新核对。',
  },
  'run-lines-in-conflict': {
    kind: 'state',
    en: 'Other payments stand where lines of this run would be paid; nothing more was instructed.',
    zh: '部分明细与已有发放记录冲突，未继续生成发放指令。',
  },
  'run-repays-too-much': {
    kind: 'state',
    en: 'Lines of this run repay more than is still owed: send it back and calculate it again.',
    zh: '本批次部分明细的抵扣金额已超过尚欠金额，请退回后重新计算。',
  },
  'unknown-bank-file': { kind: 'missing', en: 'The run has no such bank file.', zh: '该批次无此银行文件。' },
  'payee-account-unreadable': {
    kind: 'rule',
    en: 'The approved account of some payees can no longer be read: the bank file was not built.',
    zh: '部分收款账户已无法读取，未生成银行文件。',
  },
  'return-file-unreadable': {
    kind: 'malformed',
    en: 'The return file cannot be read as one; nothing was imported.',
    zh: '回盘文件格式有误，未导入任何记录。',
  },
  'unknown-return-exception': {
    kind: 'missing',
    en: 'There is no such open exception of a return file.',
    zh: '未找到该条待处理的回盘异常。',
  },
  'run-exceptions-open': {
    kind: 'rule',
    en: 'Exceptions of return files are still without an answer.',
    zh: '仍有回盘异常未处理，不得办结。',
  },
  'run-not-reconciled': {
    kind: 'rule',
    en: 'Lines, payments and bank receipts do not agree to the fen, or a payment has no end yet.',
    zh: '发放明细、台账与银行回执不一致，或有资金尚无结果，不得办结。',
  },
  'read-model-behind': {
    kind: 'state',
    en: 'The read model has not caught up with the log yet: try again.',
    zh: '数据尚在同步，请稍后重试。',
  },
} as const satisfies Record<string, RefusalRow>

/** Throws with a code of this table. */
export const refuse = refuserOf(paymentRefusals)
