import type { RefusalRow } from '../../shared/refusal.ts'

/** Work, changes untold, crisis measures, moves and remote acceptance. */
export const leavingRefusals = {
  'cannot-work': {
    kind: 'rule',
    en: 'The member is on file as unable to work: no work is suitable.',
    zh: '该成员登记为无劳动能力，不适用介绍工作。',
  },
  'unknown-offer': { kind: 'missing', en: 'The case has no such offer of work.', zh: '本案没有该次介绍工作记录。' },
  'offer-answered': { kind: 'state', en: 'The offer has been answered.', zh: '该次介绍工作已登记答复。' },
  'offer-open': {
    kind: 'state',
    en: 'The member has not answered the offer before.',
    zh: '该成员上一次介绍工作尚未答复。',
  },
  'exit-paused': {
    kind: 'rule',
    en: 'A declared crisis measure pauses reductions, stops and exits; its document and last day are in the facts.',
    zh: '应急措施期间暂停减发、停发和退出，文件及截止日期见明细。',
  },
  'suspension-too-long': {
    kind: 'rule',
    en: 'A suspension may not last so long; what is not cleared up by then is decided.',
    zh: '暂停期限超过最长期限，届时仍未核清的应当作出决定。',
  },
  'decision-number-missing': {
    kind: 'malformed',
    en: 'What a township decides under a delegation has a number, by which it is filed with the county.',
    zh: '乡镇（街道）经授权作出的决定应当有文号，以便报县级备案。',
  },
  'no-delayed-exit': {
    kind: 'rule',
    en: 'This place knows no delayed exit.',
    zh: '本地未规定延退期。',
  },
  'transfer-open': { kind: 'state', en: 'A transfer has been asked for already.', zh: '已申请案件转移，尚未办结。' },
  'no-transfer': {
    kind: 'state',
    en: 'No transfer to this area has been asked for.',
    zh: '没有转往该地区的案件转移申请。',
  },
  'transfer-to-itself': {
    kind: 'rule',
    en: 'The case lies in that area already.',
    zh: '案件已在该地区。',
  },
  'not-elsewhere': {
    kind: 'rule',
    en: 'The applicant lives in the county of this window: register the application here.',
    zh: '申请人属本县，应当直接登记申请。',
  },
  'not-accepted-elsewhere': {
    kind: 'state',
    en: 'This application was not taken in elsewhere.',
    zh: '该申请不是异地受理。',
  },
  'not-accepting-window': {
    kind: 'authority',
    en: 'Another window has taken this application in.',
    zh: '该申请由其他窗口受理。',
  },
  'not-sent-home': {
    kind: 'state',
    en: 'The window that took the application in has not sent it to the home county yet.',
    zh: '异地受理窗口尚未将申请转户籍地，户籍地不能受理。',
  },
  'sent-home-already': { kind: 'state', en: 'The application was sent home already.', zh: '该申请已转户籍地。' },
  'result-not-relayed': {
    kind: 'rule',
    en: 'The office that took the application in has not told the applicant the result.',
    zh: '异地受理窗口尚未向申请人反馈结果。',
  },
  'relayed-already': { kind: 'state', en: 'The result was relayed already.', zh: '结果已反馈。' },
} as const satisfies Record<string, RefusalRow>
