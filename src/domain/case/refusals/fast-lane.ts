import type { RefusalRow } from '../../shared/refusal.ts'

/** Lanes, aid first, and its paperwork. */
export const fastLaneRefusals = {
  'lane-demands-more': {
    kind: 'rule',
    en: 'What has been found since belongs to a procedure that demands steps which this case did not take; the facts name them.',
    zh: '受理后认定的情形应当适用其他程序，本案缺少该程序规定的环节，详见明细。',
  },
  'aid-first-unknown': {
    kind: 'rule',
    en: 'This scheme knows no aid before the procedure.',
    zh: '该救助项目不适用先行救助。',
  },
  'aid-first-not-open': {
    kind: 'rule',
    en: 'Aid before the procedure is for emergencies that have just happened, and is not open here on that day; the facts name the clause.',
    zh: '先行救助限于新近发生的急难情形，本案当日不适用，依据见明细。',
  },
  'aid-first-duty': {
    kind: 'rule',
    en: 'What is urgent, small and immediate is helped first; the procedure comes after it.',
    zh: '情况紧急、需要立即采取措施且救助数额较小的，应当先行救助，事后补齐手续。',
  },
  'aid-first-staged': {
    kind: 'rule',
    en: 'Aid before the procedure is handed out at once; stages are paid by the ordinary way.',
    zh: '先行救助一次性给付；分期给付按一般程序办理。',
  },
  'draw-missing': {
    kind: 'rule',
    en: 'No draw on the reserve of this sum stands behind the aid.',
    zh: '没有与救助金额一致的备用金支取。',
  },
  'draw-abandoned': {
    kind: 'state',
    en: 'The draw for this aid was given up after it had waited too long: send the command again.',
    zh: '该笔备用金支取因等待过久已放弃，请重新提交。',
  },
  'draw-in-use': {
    kind: 'state',
    en: 'The aid of this case rests on the draw.',
    zh: '本案救助以该笔支取为依据。',
  },
  'signed-twice': {
    kind: 'malformed',
    en: 'The paperwork names the same signature twice.',
    zh: '签字人重复。',
  },
  'paperwork-open': {
    kind: 'rule',
    en: 'The aid was decided by the township: it is filed with the county before the case is closed.',
    zh: '乡镇（街道）决定的救助应当先报县级备案再结案。',
  },
} as const satisfies Record<string, RefusalRow>
