import { type RefusalRow, refuserOf } from '../shared/refusal.ts'

/** Every "no" about persons: who they are, what happened to them, which schemes they hold. */
export const personRefusals = {
  'person-role-needed': {
    kind: 'authority',
    en: 'None of your roles may do this to a person record.',
    zh: '您的岗位无权对人员档案进行该操作。',
  },
  'person-outside-area': {
    kind: 'authority',
    en: 'The person is registered outside your area.',
    zh: '该人员户籍不在您的管辖地区内。',
  },
  'person-exists': { kind: 'state', en: 'This person is registered already.', zh: '该人员已登记。' },
  'unknown-person': { kind: 'missing', en: 'There is no such person.', zh: '没有该人员档案。' },
  'id-number-malformed': {
    kind: 'malformed',
    en: 'A citizen ID number has 17 digits and a check digit or X.',
    zh: '公民身份号码应为17位数字加1位校验码（数字或者X）。',
    clause: 'GB 11643',
  },
  'id-number-birth-date': {
    kind: 'malformed',
    en: 'The ID number holds no real date of birth.',
    zh: '公民身份号码中的出生日期不存在。',
    clause: 'GB 11643',
  },
  'id-number-check-digit': {
    kind: 'malformed',
    en: 'The check digit of the ID number is wrong.',
    zh: '公民身份号码校验码错误。',
    clause: 'GB 11643',
  },
  'id-number-differs': {
    kind: 'rule',
    en: 'Date of birth or sex differ from those in the ID number.',
    zh: '出生日期或者性别与公民身份号码不一致。',
  },
  'id-number-taken': {
    kind: 'state',
    en: 'The ID number belongs to another person record.',
    zh: '该公民身份号码已属于另一份人员档案。',
  },
  'birth-date-implausible': {
    kind: 'rule',
    en: 'The date of birth lies in the future or too far in the past.',
    zh: '出生日期晚于今天或者明显过早。',
  },
  'certificate-date': {
    kind: 'rule',
    en: 'A disability certificate cannot be dated in the future or before birth.',
    zh: '残疾人证发证日期不得晚于今天或者早于出生日期。',
  },
  'death-in-future': { kind: 'rule', en: 'A death cannot lie in the future.', zh: '死亡日期不得晚于今天。' },
  'death-before-birth': { kind: 'rule', en: 'A death cannot lie before birth.', zh: '死亡日期不得早于出生日期。' },
  'death-recorded': {
    kind: 'state',
    en: 'A death is recorded already; annul it before recording another day.',
    zh: '已登记死亡；如日期有误，请先撤销。',
  },
  'no-death-recorded': { kind: 'state', en: 'No death is recorded.', zh: '未登记死亡。' },
  'person-deceased': { kind: 'rule', en: 'The person has died.', zh: '该人员已死亡。' },
  'claim-months': {
    kind: 'malformed',
    en: 'The claim ends before it begins.',
    zh: '救助资格占用的止月早于起月。',
  },
  'scheme-claimed': {
    kind: 'state',
    en: 'Another case holds this scheme, or one that excludes it, for this person in these months.',
    zh: '该人员同期已在其他案件中享受本项目，或者不得与本项目同时享受的项目。',
  },
  'claim-not-held': {
    kind: 'state',
    en: 'This case holds no claim on this scheme for the person.',
    zh: '本案未占用该人员的本项目救助资格。',
  },
} as const satisfies Record<string, RefusalRow>

/** Throws one of them. */
export const refuse = refuserOf(personRefusals)
