import type { RefusalRow } from '../../shared/refusal.ts'

/** Reviews, hearings, changes, pauses and exits. */
export const entitlementRefusals = {
  'no-review': { kind: 'state', en: 'No review is open.', zh: '没有进行中的核查。' },
  'review-open': {
    kind: 'state',
    en: 'A review for this cause is open already.',
    zh: '因该事由启动的核查正在进行。',
  },
  'nobody-died': {
    kind: 'rule',
    en: 'Nobody of this household has been recorded as having died; record the death first.',
    zh: '该家庭没有已登记死亡的成员，请先登记死亡信息。',
  },
  'review-found-change': {
    kind: 'rule',
    en: 'The household has changed or no longer qualifies: the review needs a decision.',
    zh: '家庭情况已变化或者不再符合条件，应当作出变更决定。',
  },
  'hearing-missing': {
    kind: 'rule',
    en: 'Before a reduction or stop the recipient is heard, or the reason recorded why nobody could be.',
    zh: '减发、停发前应当听取意见；无法听取的，应当记录原因。',
  },
  'not-invited': {
    kind: 'rule',
    en: 'The recipient has not been invited to be heard.',
    zh: '尚未通知听取意见。',
  },
  'hearing-day-past': { kind: 'rule', en: 'The hearing lies before its invitation.', zh: '听取意见日期早于通知日期。' },
  'hearing-answer': {
    kind: 'malformed',
    en: 'A hearing has either a statement or the reason why it was not possible.',
    zh: '听取意见应当填写意见或者无法听取的原因，二者择一。',
  },
  'hearing-still-possible': {
    kind: 'rule',
    en: 'Somebody can still be heard: the day of the hearing has not passed.',
    zh: '听取意见日期未过，不能认定无法听取。',
  },
  'not-an-increase': {
    kind: 'rule',
    en: 'The computed amount is not higher than the present one, and does not run longer.',
    zh: '核算金额不高于现金额，期限也未延长，不属于增发。',
  },
  'not-a-reduction': {
    kind: 'rule',
    en: 'The computed amount is not lower than the present one.',
    zh: '核算金额不低于现金额，不属于减发。',
  },
  'entitlement-changed': {
    kind: 'rule',
    en: 'Something has been decided on the case, or somebody has died, since the re-rating was calculated.',
    zh: '批量调标测算后，该案件已有新的决定或者成员死亡。',
  },
  'same-holder': { kind: 'rule', en: 'Holder and payee are these already.', zh: '领取人未发生变化。' },
  'month-instructed': {
    kind: 'rule',
    en: 'The month has been instructed to the present holder.',
    zh: '该月已向现领取人下达发放指令。',
  },
  'month-out-of-range': {
    kind: 'rule',
    en: 'The month lies outside what this decision can reach.',
    zh: '月份超出可办理范围。',
  },
  'stop-notice-running': {
    kind: 'rule',
    en: 'The notice of the stop has not yet hung its full days.',
    zh: '终止公示期未满。',
  },
  'stop-objection-open': {
    kind: 'rule',
    en: 'An objection to the notice of the stop is open.',
    zh: '终止公示的异议尚未处理。',
  },
  'stop-notice-missing': {
    kind: 'rule',
    en: 'This stop is posted first, on its ground; after an objection it is posted again.',
    zh: '终止前应当按终止理由公示；有异议的，处理后应当重新公示。',
  },
  'suspension-end': { kind: 'malformed', en: 'A suspension ends after today.', zh: '暂停截止日期应当晚于今天。' },
  'no-gradual-exit': {
    kind: 'rule',
    en: 'The rules of today know no gradual exit.',
    zh: '现行规定没有渐退期。',
  },
  'gradual-exit-too-long': {
    kind: 'rule',
    en: 'A gradual exit lasts at least one month, and no more than `months`.',
    zh: '渐退期不少于一个月，且不得超过`months`个月。',
  },
  'gradual-exit-without-job': {
    kind: 'rule',
    en: 'The review has found no wages of this person.',
    zh: '核查未发现该人员就业收入。',
  },
  'still-qualifies': {
    kind: 'rule',
    en: 'The household still qualifies: change the amount instead.',
    zh: '该家庭仍符合条件，应当调整金额。',
  },
  'members-live': {
    kind: 'rule',
    en: 'Members are left: the death of one changes the amount, not the entitlement.',
    zh: '家庭仍有其他成员，应当调整金额而非停发。',
  },
} as const satisfies Record<string, RefusalRow>
