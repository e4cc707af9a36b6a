import { type RefusalRow, refuserOf } from '../shared/refusal.ts'

/** Every "no" about overpayments and their recovery. */
export const overpaymentRefusals = {
  'unknown-overpayment': { kind: 'missing', en: 'There is no such overpayment.', zh: '未找到该笔多发资金。' },
  'overpayment-exists': {
    kind: 'state',
    en: 'This overpayment has been recorded already.',
    zh: '该笔多发资金已经登记。',
  },
  'overpayment-role-needed': {
    kind: 'authority',
    en: 'None of your roles may do this to an overpayment.',
    zh: '您的岗位无权办理多发资金追回的该事项。',
  },
  'overpayment-outside-area': {
    kind: 'authority',
    en: 'The overpayment belongs to an area outside yours.',
    zh: '该笔多发资金不属于您的管辖区域。',
  },
  'overpayment-settled': {
    kind: 'state',
    en: 'Nothing of this overpayment is owed any more.',
    zh: '该笔多发资金已结清。',
  },
  'recovery-above-outstanding': {
    kind: 'rule',
    en: 'That is more than is still owed: nobody gives back more than was overpaid.',
    zh: '金额超过尚未退回的数额。',
  },
  'recovery-in-future': {
    kind: 'rule',
    en: 'Money cannot have come in on a day to come.',
    zh: '到账日期不得晚于今天。',
  },
  'return-date-past': { kind: 'rule', en: 'The day by which to give back has passed.', zh: '退回期限不得早于今天。' },
  'instalments-differ': {
    kind: 'rule',
    en: 'The instalments do not add up to what is owed, or are not in the order of their days.',
    zh: '分期金额合计与应退数额不一致，或者日期顺序有误。',
  },
  'recovery-offset-not-allowed': {
    kind: 'rule',
    en: 'No rule of this area allows a debt to be taken off a payment: assistance is paid in full.',
    zh: '本地区没有允许从救助金中抵扣的规定，救助金应当足额发放。',
  },
  'waiver-pending': {
    kind: 'state',
    en: 'A waiver is waiting for its second person.',
    zh: '已有免于追回的申请待审批。',
  },
  'unknown-waiver': { kind: 'missing', en: 'There is no such waiver to decide.', zh: '未找到待审批的免于追回申请。' },
  'waiver-differs': {
    kind: 'state',
    en: 'The waiver is for another sum than the one you have seen, or more than is owed by now.',
    zh: '免于追回的金额与您所见不一致，或者已超过尚欠数额。',
  },
  'own-waiver': {
    kind: 'authority',
    en: 'Whoever proposed a waiver may not decide it.',
    zh: '提出免于追回的人员不得审批。',
  },
} as const satisfies Record<string, RefusalRow>

/** Throws one of them. */
export const refuse = refuserOf(overpaymentRefusals)
