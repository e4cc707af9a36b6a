import { type RefusalRow, refuserOf } from '../../shared/refusal.ts'

/** Every "no" of the one-off grants alone. */
export const grantRefusals = {
  'relief-above-charge': {
    kind: 'rule',
    en: 'More would be relieved than was charged.',
    zh: '减免金额超过实际发生的费用。',
  },
  'buried-before-death': {
    kind: 'rule',
    en: 'The burial lies before the death.',
    zh: '安葬日期早于死亡日期。',
  },
  'burial-in-future': {
    kind: 'rule',
    en: 'The day of the burial has not come yet.',
    zh: '安葬日期不能晚于当日。',
  },
} as const satisfies Record<string, RefusalRow>

/** Throws one of them. */
export const refuse = refuserOf(grantRefusals)
