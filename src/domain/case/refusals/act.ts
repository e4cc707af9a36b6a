import type { RefusalRow } from '../../shared/refusal.ts'

/** Who may act on a case, when, and in which state. */
export const actRefusals = {
  'wrong-state': {
    kind: 'state',
    en: 'The case is not in a state in which this can be done; the facts name what can.',
    zh: '案件当前状态不允许该操作，可办理的操作见明细。',
  },
  'step-unknown': {
    kind: 'rule',
    en: 'The rules of this case know no such step; the facts name the clause.',
    zh: '按本案适用的规定没有该环节，依据见明细。',
  },
  'command-of-other-scheme': {
    kind: 'rule',
    en: 'Cases of this scheme know no such command.',
    zh: '该救助项目没有该项操作。',
  },
  'particulars-invalid': {
    kind: 'malformed',
    en: "The scheme's own facts do not fit its schema; the facts name where.",
    zh: '专项信息不符合该救助项目的要求，具体位置见明细。',
  },
  'particulars-missing': {
    kind: 'rule',
    en: "The scheme's own facts have not been recorded.",
    zh: '尚未登记该救助项目的专项信息。',
  },
  'not-your-duty': { kind: 'authority', en: 'None of your roles does this.', zh: '您的岗位无权办理该事项。' },
  'case-outside-area': {
    kind: 'authority',
    en: 'The case lies outside your area.',
    zh: '该案件不在您的管辖区域内。',
  },
  'county-only': { kind: 'authority', en: 'Only the county itself does this.', zh: '该事项仅限县级民政部门办理。' },
} as const satisfies Record<string, RefusalRow>
