import { type RefusalRow, refuserOf } from '../../shared/refusal.ts'

/** Every "no" of the disability subsidies alone. */
export const disabilityRefusals = {
  'certificate-days': {
    kind: 'rule',
    en: 'The certificate of disability ends before it begins.',
    zh: '残疾人证有效期截止日早于发证日。',
  },
  'certificate-not-valid': {
    kind: 'rule',
    en: 'The certificate of disability does not hold on that day.',
    zh: '残疾人证在该日不在有效期内。',
    clause: '2015-52',
  },
  'no-disability-on-file': {
    kind: 'rule',
    en: 'The file of this person shows no disability: record kind and grade first.',
    zh: '该人员档案中没有残疾信息，请先登记残疾类别和等级。',
    clause: '2015-52',
  },
  'certified-before-birth': {
    kind: 'rule',
    en: 'Nobody has been certified as disabled before they were born.',
    zh: '残疾人证发证日不能早于出生日期。',
  },
  'care-before-birth': {
    kind: 'rule',
    en: 'Somebody cannot have needed care before they were born.',
    zh: '需要照护的起始日不能早于出生日期。',
  },
} as const satisfies Record<string, RefusalRow>

/** Throws one of them. */
export const refuse = refuserOf(disabilityRefusals)
