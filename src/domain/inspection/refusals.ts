import { type RefusalRow, refuserOf } from '../shared/refusal.ts'

/** Every "no" of inspections: who inspects, what is drawn, what was found. */
export const inspectionRefusals = {
  'inspection-role-needed': {
    kind: 'authority',
    en: 'None of your roles does this in an inspection.',
    zh: '您的岗位无权办理督导检查的该事项。',
  },
  'inspection-by-township': {
    kind: 'authority',
    en: 'Inspections are opened, drawn and judged from the county or above, never by a township.',
    zh: '督导检查由县级以上启动、抽取和核验，乡镇（街道）不得自行办理。',
  },
  'inspection-outside-area': {
    kind: 'authority',
    en: 'The inspected area lies outside your area.',
    zh: '受检地区不在您的管辖区域内。',
  },
  'unknown-inspection': { kind: 'missing', en: 'There is no such inspection.', zh: '没有该项督导检查。' },
  'inspection-exists': { kind: 'state', en: 'This inspection is open already.', zh: '该项督导检查已启动。' },
  'inspection-closed': { kind: 'state', en: 'The inspection is closed.', zh: '该项督导检查已办结。' },
  'sample-period': {
    kind: 'malformed',
    en: 'The period of the sample ends before it begins, or begins in the future.',
    zh: '抽查期间的止日早于起日，或者起日晚于今天。',
  },
  'sample-too-small': {
    kind: 'rule',
    en: 'The sample is a smaller share than the rules ask for.',
    zh: '抽查比例低于规定的最低比例。',
    clause: '2021-43 Art.16',
  },
  'inspector-twice': { kind: 'malformed', en: 'An inspector is listed twice.', zh: '检查人员名单中有重复。' },
  'too-few-inspectors': {
    kind: 'rule',
    en: 'Too few inspectors on the list have had no hand in a case that was drawn: add inspectors.',
    zh: '名录库中未参与抽中案件办理的检查人员不足，请补充检查人员。',
  },
  'no-sample-planned': {
    kind: 'state',
    en: 'This inspection has no random sample.',
    zh: '该项督导检查未安排随机抽查。',
  },
  'sample-drawn': {
    kind: 'state',
    en: 'The sample is drawn: a second draw would be a choice.',
    zh: '样本已经抽取，不得重新抽取。',
  },
  'sample-not-drawn': { kind: 'state', en: 'The sample is not drawn yet.', zh: '样本尚未抽取。' },
  'sample-too-large': {
    kind: 'rule',
    en: 'So many townships do not fit into one draw: open an inspection for a smaller area.',
    zh: '一次抽取涉及的乡镇（街道）过多，请按较小的地区分别抽查。',
  },
  'sample-overtaken': {
    kind: 'state',
    en: 'Inspectors were added while the sample was drawn, or it is being drawn twice: draw again.',
    zh: '抽取过程中补充了检查人员或者有人同时抽取，请重新办理抽取。',
  },
  'case-not-drawn': { kind: 'rule', en: 'This case is not in the sample.', zh: '该案件不在抽查样本内。' },
  'not-drawn-inspector': {
    kind: 'authority',
    en: 'Somebody else was drawn to check this case.',
    zh: '您不是该案件抽中的检查人员。',
  },
  'inspector-not-listed': {
    kind: 'rule',
    en: 'The inspector is not on the list of this inspection, or checks this case already.',
    zh: '该检查人员不在名录库内，或者已承担该案件的检查。',
  },
  'inspector-had-a-hand': {
    kind: 'authority',
    en: 'The inspector has worked on this case: another of the list is to check it.',
    zh: '该检查人员参与过该案件办理，应当更换名录库内其他人员检查。',
  },
  'checked-already': { kind: 'state', en: 'The case has been checked.', zh: '该案件已抽查完毕。' },
  'finding-area': {
    kind: 'rule',
    en: 'The finding concerns an area outside the inspected one.',
    zh: '问题责任地区不在受检地区范围内。',
  },
  'rectify-before-found': {
    kind: 'malformed',
    en: 'The day by which it is to be put right lies before the finding.',
    zh: '整改期限早于发现日期。',
  },
  'unknown-finding': { kind: 'missing', en: 'This inspection has no such finding.', zh: '该项督导检查没有该问题。' },
  'finding-state': {
    kind: 'state',
    en: 'In this state of the finding that cannot be done: it is reported as put right, then verified.',
    zh: '问题当前状态不允许该操作：先报告整改，再核验。',
  },
  'verifies-own-report': {
    kind: 'authority',
    en: 'Whoever reported that a finding was put right does not verify it.',
    zh: '报告整改情况的人员不得核验整改结果。',
  },
  'checks-open': { kind: 'state', en: 'Drawn cases are still to be checked.', zh: '尚有抽中案件未检查。' },
  'findings-open': { kind: 'state', en: 'Findings are still to be put right.', zh: '尚有问题未完成整改。' },
} as const satisfies Record<string, RefusalRow>

/** Throws one of them. */
export const refuse = refuserOf(inspectionRefusals)
