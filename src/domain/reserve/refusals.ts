import { type RefusalRow, refuserOf } from '../shared/refusal.ts'

/** Every "no" about the reserves of townships. */
export const reserveRefusals = {
  'reserve-role-needed': {
    kind: 'authority',
    en: 'None of your roles may do this to a reserve.',
    zh: '您的岗位无权办理备用金的该事项。',
  },
  'reserve-outside-area': {
    kind: 'authority',
    en: 'The reserve belongs to a township outside your area.',
    zh: '该备用金不属于您管辖地区内的乡镇（街道）。',
  },
  'reserve-county-only': {
    kind: 'authority',
    en: 'Only the county itself pays a reserve out or takes it back.',
    zh: '备用金的拨付、补充和结算缴回仅限县级办理。',
  },
  'reserve-unknown': {
    kind: 'missing',
    en: 'This township has been allocated no reserve.',
    zh: '尚未向该乡镇（街道）拨付备用金。',
  },
  'reserve-short': {
    kind: 'state',
    en: 'The reserve does not hold that much, or would not have on a day since: it is never negative.',
    zh: '备用金余额不足，或者将使其后某日余额为负；备用金不得透支。',
    clause: '2014-47',
  },
  'reserve-source-short': {
    kind: 'rule',
    en: 'More of this source and budget year would be given back than was paid in.',
    zh: '缴回金额超过该来源、该年度已拨付的金额。',
    clause: '2014-649 Art.5',
  },
  'reserve-document-twice': {
    kind: 'state',
    en: 'This document has been entered for this source and budget year already.',
    zh: '该文件同一来源、同一年度的资金已登记。',
  },
  'reserve-budget-year': {
    kind: 'rule',
    en: 'The budget year is not that of the day, nor the one before or after.',
    zh: '预算年度与日期不符。',
  },
  'unknown-draw': { kind: 'missing', en: 'The reserve has no such draw.', zh: '该备用金没有这笔支取。' },
  'draw-annulled': { kind: 'state', en: 'The draw was annulled.', zh: '该笔支取已撤销。' },
  'draw-without-aid': {
    kind: 'state',
    en: 'No aid rests on this draw, so nothing was handed out that could come back: a draw that was left over is put back by itself.',
    zh: '该笔支取尚未形成救助，不存在退回；未使用的支取由系统自动冲回。',
  },
  'draw-returned': { kind: 'state', en: 'Cash of this draw has come back already.', zh: '该笔支取已有退回。' },
  'returned-more-than-drawn': {
    kind: 'rule',
    en: 'More would come back than was drawn.',
    zh: '退回金额超过支取金额。',
  },
  'count-unexplained': {
    kind: 'rule',
    en: 'Cash and book differ: the count needs an explanation.',
    zh: '盘点与账面不符，应当说明原因。',
  },
  'count-alone': {
    kind: 'rule',
    en: 'Whoever records a count does not witness it too.',
    zh: '盘点应当有两人，监盘人不得为登记人本人。',
  },
} as const satisfies Record<string, RefusalRow>

/** Throws one of them. */
export const refuse = refuserOf(reserveRefusals)
