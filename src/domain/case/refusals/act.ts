import type { RefusalRow } from '../../shared/refusal.ts'

/** Who may act on a case, when, and in which state. */
export const actRefusals = {
  'wrong-state': {
    kind: 'state',
    en: 'The case is not in a state in which this can be done; the facts name what can.',
    zh: '案件当前状态不允许该操作，可办理的操作见明细。',
  },
  'step-unknown': {
    kind: 'rule',
    en: 'The rules of this case know no such step; the facts name the clause.',
    zh: '按本案适用的规定没有该环节，依据见明细。',
  },
  'particulars-invalid': {
    kind: 'malformed',
    en: "The scheme's own facts do not fit its schema; the facts name where.",
    zh: '专项信息不符合该救助项目的要求，具体位置见明细。',
  },
  'particulars-missing': {
    kind: 'rule',
    en: "The scheme's own facts have not been recorded.",
    zh: '尚未登记该救助项目的专项信息。',
  },
  'not-your-duty': { kind: 'authority', en: 'None of your roles does this.', zh: '您的岗位无权办理该事项。' },
  'case-outside-area': {
    kind: 'authority',
    en: 'The case lies outside your area.',
    zh: '该案件不在您的管辖区域内。',
  },
  'county-only': { kind: 'authority', en: 'Only the county itself does this.', zh: '该事项仅限县级民政部门办理。' },
  'future-day': { kind: 'malformed', en: 'The day has not come yet.', zh: '日期不得晚于今天。' },
  'late-without-reason': {
    kind: 'malformed',
    en: 'An act of an earlier day is a late entry and needs its reason (`lateReason`).',
    zh: '补录以前发生的事项，应当填写补录原因。',
  },
  'before-earlier-step': {
    kind: 'rule',
    en: 'The day lies before the step that this one follows.',
    zh: '日期早于前一环节的日期。',
  },
} as const satisfies Record<string, RefusalRow>
