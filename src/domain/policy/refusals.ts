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
  'unknown-rate': {
    kind: 'malformed',
    en: 'The scheme pays no rate of this name and no link rests on it; the facts name those it pays.',
    zh: '该救助项目没有此名称的标准，也没有联动标准以其为基数，可用名称见明细。',
  },
  'standard-twice': {
    kind: 'state',
    en: 'Another standard or link is published for the same rate, area, kind of area and first day; withdraw it first.',
    zh: '同一地区、同一项目、同一类别、同一生效日期已有标准，请先撤回原标准。',
  },
  'published-twice': {
    kind: 'state',
    en: 'The area has published these tiers or this parameter for the same first day already; withdraw that first.',
    zh: '同一地区、同一项目、同一生效日期已发布该分档标准或者参数，请先撤回原发布内容。',
  },
  'implausible-step': {
    kind: 'rule',
    en: 'The rate would be more than four times, or less than a quarter of, what it was: is it a sum of another period?',
    zh: '标准与原标准相差四倍以上，请核对是否混淆年标准与月标准。',
  },
  'implausible-factor': {
    kind: 'rule',
    en: 'No rate is so many times another.',
    zh: '比例或者倍数明显不合理。',
  },
  'link-circle': {
    kind: 'rule',
    en: 'In some month a rate would be linked, over one or more links, to itself.',
    zh: '标准之间的比例关系在某个月份形成循环。',
  },
  'link-outside-area': {
    kind: 'rule',
    en: 'A rate may be linked to rates of its own area and of areas above it, not to those of another place.',
    zh: '标准只能与本地区或者上级地区的标准挂钩。',
  },
  'below-floor': {
    kind: 'rule',
    en: 'The rate lies below the floor that has been published for it.',
    zh: '标准低于已公布的最低限。',
  },
  'print-other-period': {
    kind: 'rule',
    en: 'The print names another period (month or year) than the sum is entered for; correct it, or say why the print errs.',
    zh: '原文的计发周期（年、月）与填报不一致，请更正，或者说明原文有误的理由。',
  },
  'print-no-period': {
    kind: 'rule',
    en: 'The print does not say clearly whether the sum is for a month or a year; say why it is entered as it is.',
    zh: '原文未明确计发周期（年、月），请说明填报理由。',
  },
  'print-no-yuan': {
    kind: 'rule',
    en: 'The print lacks 元 (yuan): say why the number is held to be one of yuan.',
    zh: '原文缺少“元”字，请说明填报理由。',
  },
  'print-other-figure': {
    kind: 'rule',
    en: 'The number that is entered does not stand in the quoted words.',
    zh: '填报的数值与引用的原文不符。',
  },
  'print-not-a-standard': {
    kind: 'rule',
    en: 'The quoted words are of an average, a floor or a target, not of a standard that is paid: publish it as a figure.',
    zh: '引用的原文为平均数、下限或者目标，不是发放标准，请作为公布数值填报。',
  },
  'unknown-standard': {
    kind: 'missing',
    en: 'This area has published no such standard, link or figure.',
    zh: '本地区未发布过该标准、比例或者数值。',
  },
  'standard-withdrawn': {
    kind: 'state',
    en: 'The standard, link or figure is withdrawn already.',
    zh: '该标准、比例或者数值已经撤回。',
  },
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
    en: 'Authority may be delegated only to a township inside the delegating area, or to all townships of the delegating county.',
    zh: '审核确认权限只能下放至本地区所辖乡镇（街道），或者本县全部乡镇（街道）。',
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
