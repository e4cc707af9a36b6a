import { type RefusalRow, refuserOf } from '../shared/refusal.ts'

/** Every "no" of warnings. */
export const alertRefusals = {
  'alert-role-needed': {
    kind: 'authority',
    en: 'None of your roles does this with a warning.',
    zh: '您的岗位无权办理预警的该事项。',
  },
  'alert-outside-area': {
    kind: 'authority',
    en: 'The warning concerns an area outside your own.',
    zh: '该预警不在您的管辖区域内。',
  },
  'unknown-alert': { kind: 'missing', en: 'There is no such warning.', zh: '没有该条预警。' },
  'alert-exists': { kind: 'state', en: 'This warning is raised already.', zh: '该预警已登记。' },
  'alert-closed': { kind: 'state', en: 'The warning is closed.', zh: '该预警已办结。' },
  'alert-not-visited': {
    kind: 'state',
    en: 'Nobody has seen the household yet; a warning ends after the home check, unless the person is covered already.',
    zh: '尚未入户核查；除已享受救助外，预警应当在入户核查后办结。',
    clause: 'echeng-2023',
  },
  'alert-outcome-differs': {
    kind: 'rule',
    en: 'The outcome contradicts what the visit found, or names no scheme or referral that it needs.',
    zh: '办结结果与入户核查结论不符，或者未指明转入项目、转介事项。',
  },
  'alert-few-surveyors': {
    kind: 'rule',
    en: 'Too few people made the home check: it takes two, unless the area has set another number.',
    zh: '入户核查人数不足：应当由两人以上进行，当地另有规定的从其规定。',
    clause: '2021-57 Art.16',
  },
} as const satisfies Record<string, RefusalRow>

/** Throws one of them. */
export const refuse = refuserOf(alertRefusals)
