import type { RefusalRow } from '../../shared/refusal.ts'

/** The decision and its papers. */
export const decisionRefusals = {
  'notice-missing': {
    kind: 'rule',
    en: 'The opinion has not been posted.',
    zh: '初审意见未公示。',
  },
  'notice-again-missing': {
    kind: 'rule',
    en: 'After an objection was looked into, the opinion is posted again.',
    zh: '异议复核后应当重新公示。',
  },
  'notice-outdated': {
    kind: 'rule',
    en: 'The members or the sum have changed since the notice: the opinion is posted again before it is granted; the facts name both, as posted and now.',
    zh: '公示内容（家庭人口数、拟救助金额）已发生变化，应当重新公示后再审核确认，公示内容和现内容见明细。',
  },
  'grant-not-posted': {
    kind: 'rule',
    en: 'The opinion that was posted proposes a refusal: the dossier is sent back, judged and posted again before anything is granted.',
    zh: '公示的初审意见为不予救助，应当先退回重新审核并公示，方可确认同意。',
  },
  'notice-running': {
    kind: 'rule',
    en: 'The notice has not yet hung its full days.',
    zh: '公示期未满。',
  },
  'second-notice-missing': {
    kind: 'rule',
    en: "The notice after the county's review has not hung its full days.",
    zh: '县级审批公示期未满。',
  },
  'objection-open': {
    kind: 'rule',
    en: 'An objection is open.',
    zh: '异议尚未处理完毕。',
  },
  'county-visit-missing': {
    kind: 'rule',
    en: "The county's own home visit comes first: a close relative is declared, a complaint is open, or a visit is ordered.",
    zh: '涉及近亲属备案、投诉举报或者已决定入户核查的，县级应当先入户核查。',
  },
  'dossier-missing': {
    kind: 'state',
    en: 'The township has not submitted the dossier.',
    zh: '乡镇（街道）尚未上报。',
  },
  'decides-own-work': {
    kind: 'authority',
    en: 'Whoever accepted, surveyed, assessed or drafted may not decide.',
    zh: '参与受理、调查、核算或者初审的人员不得作出审核确认决定。',
  },
  'not-deciding-office': {
    kind: 'authority',
    en: 'The county decides, or its township under a delegation.',
    zh: '应当由县级民政部门或者获得授权的乡镇（街道）作出决定。',
  },
  'not-delegated': {
    kind: 'authority',
    en: 'No delegation to this township is live today.',
    zh: '该乡镇（街道）目前没有有效的审核确认授权。',
  },
  'province-forbids': {
    kind: 'authority',
    en: 'The province does not let townships confirm.',
    zh: '省级未允许将审核确认权限下放至乡镇（街道）。',
  },
  'above-cap': {
    kind: 'authority',
    en: 'The amount is above the cap of the delegation.',
    zh: '金额超过下放授权的上限。',
  },
  'does-not-qualify': {
    kind: 'rule',
    en: 'The household does not qualify under the facts; the facts name the grounds.',
    zh: '按认定的收入和财产，该家庭不符合条件。',
  },
  'amount-drifted': {
    kind: 'rule',
    en: 'The computed amount is not the one the confirmer stated: look at the case again.',
    zh: '系统核算金额与确认金额不一致，请重新核对。',
  },
  'ground-not-borne-out': {
    kind: 'rule',
    en: 'The facts do not bear out this ground.',
    zh: '认定的事实不支持该理由。',
  },
  'unknown-ground': {
    kind: 'malformed',
    en: 'The scheme knows no such ground; the facts name those it knows.',
    zh: '该救助项目没有该理由，可选理由见明细。',
  },
  'payee-not-allowed': {
    kind: 'rule',
    en: 'The scheme does not allow this payee.',
    zh: '该救助项目不允许由该对象领取。',
  },
  'payee-is-holder': {
    kind: 'rule',
    en: 'Nobody is their own guardian or carer: the holder is paid as the holder.',
    zh: '监护人、照料人不得为本人；由本人领取的应当登记为本人领取。',
    clause: '民法典 Art.27',
  },
  'payee-minor': {
    kind: 'rule',
    en: 'A minor receives no money for anybody else.',
    zh: '未成年人不得代他人领取。',
    clause: '民法典 Art.27',
  },
  'unknown-decision': { kind: 'missing', en: 'The case has no such decision.', zh: '本案没有该文号的决定。' },
  'decision-number-used': {
    kind: 'malformed',
    en: 'A decision of this case has that number already.',
    zh: '本案已有该文号的决定。',
  },
  'decision-not-delegated': {
    kind: 'rule',
    en: 'Only a delegated decision is filed with the county.',
    zh: '仅乡镇（街道）经授权作出的决定需要报县级备案。',
  },
  'filed-already': { kind: 'state', en: 'The decision is filed already.', zh: '该决定已备案。' },
  'decision-unfiled': {
    kind: 'rule',
    en: 'A delegated decision is filed with the county before the case is closed.',
    zh: '乡镇（街道）经授权作出的决定应当先报县级备案再结案。',
  },
  'delivered-already': { kind: 'state', en: 'The decision has been handed over already.', zh: '该决定已送达。' },
  'published-already': { kind: 'state', en: 'The result has been published already.', zh: '结果已公布。' },
  'notice-undelivered': {
    kind: 'rule',
    en: 'The written decision with its reasons has not been handed over.',
    zh: '书面决定及理由尚未送达。',
  },
  'complaint-open': { kind: 'rule', en: 'A complaint is open.', zh: '投诉举报尚未处理完毕。' },
} as const satisfies Record<string, RefusalRow>
