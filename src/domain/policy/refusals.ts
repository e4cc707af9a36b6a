import { type RefusalRow, refuserOf } from '../shared/refusal.ts'

/** Every "no" of policies: standards, parameters, calendars, delegations, rulesets. */
export const policyRefusals = {
  'not-policy-publisher': {
    kind: 'authority',
    en: 'Only a policy publisher may publish or take back a policy.',
    zh: '仅政策发布人员可以发布或者撤回政策。',
  },
  'policy-below-county': {
    kind: 'rule',
    en: 'Standards, parameters and delegations are published by counties and above, not by townships.',
    zh: '保障标准、参数和审批权限下放由县级以上发布，乡镇（街道）不得发布。',
  },
  'policy-outside-area': {
    kind: 'authority',
    en: 'The policy concerns an area outside the area of the publisher.',
    zh: '政策适用地区不在发布人员的管辖范围内。',
  },
  'unknown-area': {
    kind: 'malformed',
    en: 'This is not an area code of 6, 9 or 12 digits.',
    zh: '行政区划代码应为6位、9位或者12位数字。',
  },
  'implausible-standard': {
    kind: 'rule',
    en: 'A standard or tier per person and month lies outside what is plausible: is it a yearly sum, or in yuan instead of fen?',
    zh: '每人每月标准明显不合理，请核对是否误填年标准或者误用元、分单位。',
  },
  'implausible-dates': {
    kind: 'rule',
    en: 'The days of this document cannot be right together.',
    zh: '文件的生效、公布日期相互矛盾或者明显不合理。',
  },
  'implausible-parameter': {
    kind: 'rule',
    en: 'The parameter cannot have this value.',
    zh: '参数取值不在允许范围内。',
  },
  'unknown-parameter': {
    kind: 'malformed',
    en: 'Neither the general catalogue nor the scheme knows a parameter of this name.',
    zh: '通用参数目录和该救助项目的参数目录中均无此参数。',
  },
  'standard-twice': {
    kind: 'state',
    en: 'Another standard or link is published for the same rate, area, kind of area and first day; withdraw it first.',
    zh: '同一地区、同一项目、同一类别、同一生效日期已有标准，请先撤回原标准。',
  },
  'unknown-standard': {
    kind: 'missing',
    en: 'This area has published no such standard.',
    zh: '本地区未发布过该标准。',
  },
  'standard-withdrawn': { kind: 'state', en: 'The standard is withdrawn already.', zh: '该标准已经撤回。' },
  'tier-twice': { kind: 'malformed', en: 'Two tiers have the same name.', zh: '分档名称重复。' },
  'calendar-day-outside-year': {
    kind: 'malformed',
    en: 'A day of the calendar lies outside its year.',
    zh: '日历中的日期不属于该年度。',
  },
  'calendar-day-twice': {
    kind: 'malformed',
    en: 'A day is listed twice, or both as a day off and as worked.',
    zh: '日期重复，或者同时列为休息日和上班日。',
  },
  'calendar-weekday-worked': {
    kind: 'malformed',
    en: 'A worked weekend day must be a Saturday or Sunday; Monday to Friday are worked unless listed as off.',
    zh: '调休上班日必须是周六或者周日。',
  },
  'delegation-outside-area': {
    kind: 'rule',
    en: 'Authority may be delegated only to a township inside the delegating area.',
    zh: '审核确认权限只能下放至本地区所辖乡镇（街道）。',
  },
  'delegation-dates': {
    kind: 'rule',
    en: 'The delegation ends before it begins, or is revoked before it began.',
    zh: '下放期限止日早于起日，或者收回日期早于起日。',
  },
  'delegation-not-allowed': {
    kind: 'rule',
    en: 'On its first day the rules did not allow townships to confirm.',
    zh: '起始日适用的规定不允许将审核确认权限下放至乡镇（街道）。',
    clause: '2020-reform',
  },
  'delegation-twice': {
    kind: 'state',
    en: 'The township holds another delegation for this scheme in these days; revoke it first.',
    zh: '该乡镇（街道）同期已有该项目的下放授权，请先收回。',
  },
  'unknown-delegation': {
    kind: 'missing',
    en: 'This area has made no such delegation.',
    zh: '本地区没有该项下放授权。',
  },
  'delegation-revoked': { kind: 'state', en: 'The delegation is revoked already.', zh: '该项下放授权已经收回。' },
  'no-ruleset': {
    kind: 'rule',
    en: 'No ruleset of this programme was in force on that day.',
    zh: '该日期没有本系统收录的适用规定。',
  },
} as const satisfies Record<string, RefusalRow>

/** Throws one of them. */
export const refuse = refuserOf(policyRefusals)
