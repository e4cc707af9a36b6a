import { type RefusalRow, refuserOf } from '../shared/refusal.ts'

/** Every "no" of the schemes themselves: who may file how, and what cannot be computed. */
export const schemeRefusals = {
  'unknown-scheme': { kind: 'missing', en: 'There is no such scheme.', zh: '没有该救助项目。' },
  'pays-nothing': {
    kind: 'rule',
    en: 'This scheme is a status: nothing is paid under it.',
    zh: '该项目为身份认定，不发放资金。',
  },
  'no-standard': {
    kind: 'rule',
    en: 'No standard is in force for this scheme, area and month: publish it first.',
    zh: '该地区当月没有有效的保障标准，请先发布标准。',
  },
  'no-rate': {
    kind: 'rule',
    en: 'A rate that this rests on is not in force for the area and month: publish it first.',
    zh: '该地区当月没有所需的有效标准，请先发布。',
  },
  'no-tiers': {
    kind: 'rule',
    en: 'The area pays tiers, but has none in force for this month.',
    zh: '该地区实行分档发放，但当月没有有效的分档标准。',
  },
  'unknown-tier': {
    kind: 'rule',
    en: 'The tier is not one of those published.',
    zh: '所选档次不在已发布的分档标准内。',
  },
  'income-of-stranger': {
    kind: 'rule',
    en: 'The assessment lists income or a deduction of somebody who is not a member.',
    zh: '核算项目涉及非共同生活家庭成员。',
  },
  'applicant-not-counted': {
    kind: 'rule',
    en: 'The applicant must be one of the members.',
    zh: '申请人必须是共同生活的家庭成员。',
  },
  'minor-applicant': {
    kind: 'rule',
    en: 'A minor cannot head the application of a household; alone, where the rules open that, a minor is filed by a proxy.',
    zh: '未成年人不得作为家庭申请的申请人；符合单人户条件的未成年人，应当由他人代理申请。',
    clause: '民法典 Art.17',
  },
  'one-person-scheme': {
    kind: 'rule',
    en: 'This scheme is for one person: the application names that person alone.',
    zh: '该救助项目以个人为单位，申请只能列本人一人。',
  },
  'minor-without-proxy': {
    kind: 'rule',
    en: 'A minor is filed for by a guardian or another proxy.',
    zh: '未成年人应当由监护人或者其他人代为申请。',
    clause: '民法典 Art.23',
  },
  'birth-date-erased': {
    kind: 'rule',
    en: 'The birth date has been erased: what depends on it cannot be computed any more.',
    zh: '出生日期已被清除，无法再计算相关内容。',
  },
  'single-filing-one-member': {
    kind: 'rule',
    en: 'A single-person filing has exactly one member.',
    zh: '单人户申请只能有一名成员。',
    clause: '2021-57 Art.8',
  },
  'single-filing-not-open': {
    kind: 'rule',
    en: 'Filing alone is open to disability of grade 1 or 2, of grade 3 if intellectual or mental, and to serious illness.',
    zh: '单人户申请仅限一级、二级重度残疾人，三级智力、精神残疾人和重病患者。',
    clause: '2021-57 Art.8',
  },
  'single-filing-groundless': {
    kind: 'rule',
    en: 'A filing alone rests on the status of a marginal household, or on another ground that is stated and proved.',
    zh: '单人户申请应当以低保边缘家庭身份或者其他经查证的规定情形为依据。',
    clause: '2021-57 Art.8',
  },
  'single-filing-not-marginal': {
    kind: 'rule',
    en: 'The applicant belongs to no household that has been found to be marginal.',
    zh: '申请人不属于已认定的低保边缘家庭成员。',
    clause: '2021-57 Art.8',
  },
  'single-ground-of-household': {
    kind: 'malformed',
    en: 'A ground for filing alone is stated, but the application is for the whole household, or for a scheme of persons.',
    zh: '以家庭为单位的申请，以及以个人为单位的救助项目的申请，不得填写单人户依据。',
  },
} as const satisfies Record<string, RefusalRow>

/** Throws one of them. */
export const refuse = refuserOf(schemeRefusals)
