import { type RefusalRow, refuserOf } from '../shared/refusal.ts'

/** Every "no" of crisis measures. */
export const crisisRefusals = {
  'crisis-below-county': {
    kind: 'rule',
    en: 'Crisis measures are declared by counties and above, not by townships.',
    zh: '应急措施由县级以上宣布，乡镇（街道）不得宣布。',
  },
  'crisis-without-effect': {
    kind: 'malformed',
    en: 'A crisis measure pauses exits, lengthens reviews, or both.',
    zh: '应急措施应当暂停退出或者延长核查期限。',
    clause: '2021-57 Art.31',
  },
  'crisis-dates': {
    kind: 'malformed',
    en: 'The measure ends before it begins, or is ended later than it would have ended by itself.',
    zh: '应急措施止日早于起日，或者终止日期晚于原定止日。',
  },
  'crisis-twice': {
    kind: 'state',
    en: 'This document has declared a measure of this area already.',
    zh: '该文件已宣布过本地区的应急措施。',
  },
  'unknown-crisis-measure': {
    kind: 'missing',
    en: 'This area has declared no such measure.',
    zh: '本地区没有该项应急措施。',
  },
} as const satisfies Record<string, RefusalRow>

/** Throws one of them. */
export const refuse = refuserOf(crisisRefusals)
