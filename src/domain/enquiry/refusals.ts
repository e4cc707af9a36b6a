import { type RefusalRow, refuserOf } from '../shared/refusal.ts'

/** Every "no" of enquiries and referrals. */
export const enquiryRefusals = {
  'enquiry-role-needed': {
    kind: 'authority',
    en: 'None of your roles answers enquiries.',
    zh: '您的岗位无权办理来访来电事项。',
  },
  'enquiry-outside-area': {
    kind: 'authority',
    en: 'The enquiry concerns an area outside your own.',
    zh: '该来访来电事项不在您的管辖区域内。',
  },
  'unknown-enquiry': { kind: 'missing', en: 'There is no such enquiry.', zh: '没有该来访来电事项。' },
  'enquiry-exists': { kind: 'state', en: 'This enquiry is taken in already.', zh: '该来访来电事项已登记。' },
  'enquiry-closed': { kind: 'state', en: 'The enquiry is closed.', zh: '该来访来电事项已办结。' },
  'enquiry-call': {
    kind: 'malformed',
    en: 'A hotline call comes with the hotline that passed it on, and nothing else does.',
    zh: '热线来电应当注明热线号码，其他渠道不填。',
  },
  'scheme-held-already': {
    kind: 'state',
    en: 'The person holds this scheme already: what changes is reported on the case.',
    zh: '该人员已享受本项目，情况变化应当在原案件中办理。',
  },
  'referral-twice': {
    kind: 'state',
    en: 'The same matter has been referred there, and the answer is still open.',
    zh: '已向同一对象转办，尚未反馈。',
  },
  'referral-answer-day': {
    kind: 'malformed',
    en: 'The last day for the answer lies before today.',
    zh: '反馈期限早于今天。',
  },
  'unknown-referral': { kind: 'missing', en: 'This enquiry has no such referral.', zh: '该事项没有该项转介。' },
  'referral-answered': { kind: 'state', en: 'The referral is answered already.', zh: '该项转介已反馈。' },
  'referrals-open': {
    kind: 'state',
    en: 'A department that the matter was referred to has not answered yet.',
    zh: '尚有转介事项未反馈。',
  },
} as const satisfies Record<string, RefusalRow>

/** Throws one of them. */
export const refuse = refuserOf(enquiryRefusals)
