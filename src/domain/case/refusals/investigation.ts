import type { RefusalRow } from '../../shared/refusal.ts'

/** Survey, check, opinion, notice, objection, complaint. */
export const investigationRefusals = {
  'too-few-investigators': {
    kind: 'rule',
    en: 'A survey needs at least as many investigators as `atLeast`.',
    zh: '入户调查人员不得少于`atLeast`人。',
  },
  'remote-visit-without-basis': {
    kind: 'rule',
    en: 'A visit by phone or video needs the document that declared the emergency.',
    zh: '以电话、视频方式调查，应当注明所依据的突发事件应对文件。',
  },
  'check-running': { kind: 'state', en: 'A register check is already running.', zh: '核对正在进行。' },
  'no-check-running': { kind: 'state', en: 'No register check is running.', zh: '没有正在进行的核对。' },
  'no-check-report': { kind: 'state', en: 'There is no report to dispute.', zh: '尚无核对报告。' },
  'check-disputed-already': { kind: 'state', en: 'The report is disputed already.', zh: '核对报告已提出异议。' },
  'no-check-dispute': { kind: 'state', en: 'The report is not disputed.', zh: '没有待处理的核对异议。' },
  'no-signed-visit': {
    kind: 'rule',
    en: 'There is no home visit signed by both sides.',
    zh: '缺少双方签字的入户调查。',
  },
  'check-report-missing': {
    kind: 'rule',
    en: 'The report of the register check is not in.',
    zh: '尚未取得核对报告。',
  },
  'check-dispute-open': {
    kind: 'rule',
    en: 'The dispute of the register check is not settled.',
    zh: '核对异议尚未处理。',
  },
  'assessment-missing': {
    kind: 'rule',
    en: 'Income and property have not been assessed.',
    zh: '尚未认定家庭收入和财产。',
  },
  'deliberation-missing': {
    kind: 'rule',
    en: 'Under the rules of this case every application is deliberated.',
    zh: '按本案适用的办法，应当开展民主评议。',
  },
  'deliberation-only-for-objection': {
    kind: 'rule',
    en: 'A deliberation is held only to answer an objection.',
    zh: '民主评议仅在公示有异议时开展。',
  },
  'too-few-residents': {
    kind: 'rule',
    en: 'Too few residents took part in the deliberation.',
    zh: '民主评议中村（居）民代表人数不足。',
  },
  'opinion-against-facts': {
    kind: 'rule',
    en: 'The facts do not bear out this opinion.',
    zh: '初审意见与核算结果不符。',
  },
  'scheme-not-posted': {
    kind: 'rule',
    en: 'Cases of this scheme are never posted or published.',
    zh: '该救助项目不公示、不公布。',
  },
  'no-second-notice': {
    kind: 'rule',
    en: 'The rules of this case know no second notice.',
    zh: '按本案适用的办法，无需再次公示。',
  },
  'notice-over': {
    kind: 'rule',
    en: 'The notice is over, or has never hung: record a complaint instead.',
    zh: '公示期已满或者未公示，请按投诉举报登记。',
  },
  'unknown-objection': { kind: 'missing', en: 'There is no such open objection.', zh: '没有该项待处理的异议。' },
  'objection-not-looked-into': {
    kind: 'rule',
    en: 'An objection is answered only after a new survey or a deliberation.',
    zh: '应当先组织复查或者民主评议，再答复异议。',
  },
  'unknown-complaint': { kind: 'missing', en: 'There is no such open complaint.', zh: '没有该项待处理的投诉举报。' },
  'extended-already': { kind: 'state', en: 'The limit has been extended already.', zh: '办理时限已延长过。' },
  'extension-unknown': {
    kind: 'rule',
    en: 'The rules of this case know no extension.',
    zh: '按本案适用的办法，不得延长时限。',
  },
  'extension-without-objection': {
    kind: 'rule',
    en: 'No objection has been raised that could be the reason.',
    zh: '没有异议，不能以此为由延长时限。',
  },
} as const satisfies Record<string, RefusalRow>
