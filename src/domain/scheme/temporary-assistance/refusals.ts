import { type RefusalRow, refuserOf } from '../../shared/refusal.ts'

/** Every "no" of temporary assistance. */
export const temporaryAssistanceRefusals = {
  'quick-aid-not-yet': {
    kind: 'rule',
    en: 'Quick small aid is known only from the opinion of 2026 on.',
    zh: '小额快救自2026年有关意见施行之日起实行。',
    clause: '2026-TA',
  },
  'aid-elsewhere': {
    kind: 'rule',
    en: 'Help is given where the emergency happens: another township is responsible.',
    zh: '急难发生地不在本乡镇（街道），应当由急难发生地受理。',
    clause: '2026-LAW Art.37',
  },
  'expenditure-is-of-families': {
    kind: 'rule',
    en: 'Expenditure aid is for families: whoever lives alone files as a household of one.',
    zh: '支出型临时救助以家庭为单位；独居的按一人户申请。',
    clause: '2018-23',
  },
  'certified-not-held': {
    kind: 'rule',
    en: 'Nobody of the family holds this status here; one that another authority confirmed names its issuer.',
    zh: '家庭成员均未持有该身份；由其他机关认定的，应当注明认定机关。',
    clause: '2026-LAW Art.42',
  },
  'award-missing': {
    kind: 'state',
    en: 'Nobody has proposed a tier yet, nor has a case conference found a sum.',
    zh: '尚未提出救助档次，也没有一事一议结果。',
    clause: '2018-23',
  },
  'award-tier-unknown': {
    kind: 'rule',
    en: 'The place has no such tier.',
    zh: '当地没有该救助档次。',
    clause: '2018-23',
  },
  'conference-not-open': {
    kind: 'rule',
    en: 'Quick small aid is given by tier and not by case conference.',
    zh: '小额快救按档次发放，不适用一事一议。',
    clause: '2026-TA',
  },
  'conference-within-tiers': {
    kind: 'rule',
    en: 'A case conference is for what lies above the tiers.',
    zh: '一事一议仅适用于超出分档标准的特殊困难。',
    clause: '2018-23',
  },
  'conference-above-most': {
    kind: 'rule',
    en: 'The sum lies above what a case conference may find right here.',
    zh: '超出当地一事一议的最高救助额。',
    clause: '2018-23',
  },
  'conference-in-future': {
    kind: 'malformed',
    en: 'The case conference has not been held yet.',
    zh: '一事一议会议日期不得晚于今天。',
  },
  'conference-before-hardship': {
    kind: 'malformed',
    en: 'The case conference was held before the hardship happened.',
    zh: '一事一议会议日期早于困难发生日期。',
  },
  'hardship-in-future': {
    kind: 'malformed',
    en: 'The hardship lies in the future.',
    zh: '困难发生日期不得晚于今天。',
  },
  'stages-twice': { kind: 'malformed', en: 'Two stages fall in one month.', zh: '同一月份安排了两次发放。' },
  'stages-differ': {
    kind: 'rule',
    en: 'The stages do not add up to the approved sum.',
    zh: '分期金额合计与批准的救助金额不一致。',
    clause: '2018-23',
  },
  'same-cause-again': {
    kind: 'rule',
    en: 'The same cause was helped within the period, and no good reason is given to help it again.',
    zh: '同一事由在规定期间内已获救助，无正当理由不予重复救助。',
    clause: '2014-47',
  },
} as const satisfies Record<string, RefusalRow>

/** Throws one of them. */
export const refuse = refuserOf(temporaryAssistanceRefusals)
