import { type RefusalRow, refuserOf } from '../shared/refusal.ts'

/** Every "no" of a mass re-rating. */
export const reratingRefusals = {
  'rerating-role-needed': {
    kind: 'authority',
    en: 'None of your roles does this in a re-rating.',
    zh: '您的岗位无权办理批量调标的该事项。',
  },
  'rerating-outside-area': {
    kind: 'authority',
    en: 'The re-rated county lies outside your area.',
    zh: '调标地区不在您的管辖区域内。',
  },
  'rerating-by-county': {
    kind: 'authority',
    en: 'A re-rating is made by the county itself, not by an office above it.',
    zh: '批量调标由县级经办，上级不代办。',
  },
  'rerating-own-work': {
    kind: 'authority',
    en: 'Whoever opened or calculated a re-rating does not approve it.',
    zh: '启动或者测算人员不得审批同一次批量调标。',
  },
  'unknown-rerating': { kind: 'missing', en: 'There is no such re-rating.', zh: '没有该次批量调标。' },
  'rerating-exists': { kind: 'state', en: 'This re-rating is open already.', zh: '该次批量调标已启动。' },
  'rerating-area-not-county': {
    kind: 'malformed',
    en: 'A re-rating is of one county.',
    zh: '批量调标以县（市、区）为单位。',
  },
  'unknown-change': {
    kind: 'missing',
    en: 'Neither this county nor an area above it has published or withdrawn that.',
    zh: '本县及上级均未发布或者撤回该标准。',
  },
  'change-not-announced': {
    kind: 'rule',
    en: 'The change has not been announced yet.',
    zh: '该标准调整尚未公布。',
  },
  'rerating-month': {
    kind: 'malformed',
    en: 'The first month lies before the change takes effect, or too far ahead.',
    zh: '起始月份早于标准执行时间，或者过于靠后。',
  },
  'rerating-not-in-state': {
    kind: 'state',
    en: 'In this state of the re-rating that cannot be done.',
    zh: '批量调标当前状态不允许该操作。',
  },
  'rerating-calculation-stale': {
    kind: 'state',
    en: 'Another calculation has overtaken this one.',
    zh: '已有新的测算，本次测算作废。',
  },
  'rerating-hash-differs': {
    kind: 'rule',
    en: 'This is not the hash of the calculation as it stands.',
    zh: '校验值与当前测算结果不一致。',
  },
  'rerating-policy-moved': {
    kind: 'rule',
    en: 'Rates have been published or withdrawn since the calculation: calculate again.',
    zh: '测算后又有标准发布或者撤回，应当重新测算。',
  },
  'rerating-cases-moved': {
    kind: 'rule',
    en: 'Cases have changed since the calculation: calculate again.',
    zh: '测算后有案件发生变化，应当重新测算。',
  },
} as const satisfies Record<string, RefusalRow>

/** Throws one of them. */
export const refuse = refuserOf(reratingRefusals)
