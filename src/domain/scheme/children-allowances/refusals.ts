import { type RefusalRow, refuserOf } from '../../shared/refusal.ts'

/** Every "no" of the children's allowances alone. */
export const childrenRefusals = {
  'child-is-orphan': {
    kind: 'rule',
    en: 'Both parents are dead or missing: the child is an orphan, and is filed for under that allowance.',
    zh: '父母双方均死亡或者失踪，应当按孤儿申请基本生活费。',
    clause: '2010-54',
  },
  'child-grown': {
    kind: 'rule',
    en: 'Whoever files is 18 by that day: school after that keeps what a child already had, and opens nothing anew.',
    zh: '申请对象已年满18周岁；在校就读仅可延续原有待遇，不能新申请。',
    clause: '2010-54',
  },
  'adopted-before-birth': {
    kind: 'rule',
    en: 'The adoption lies before the birth.',
    zh: '收养日期早于出生日期。',
  },
  'confinement-days': {
    kind: 'rule',
    en: "A parent's confinement ends before it begins.",
    zh: '父母被羁押（服刑）的截止日早于起始日。',
    clause: '2019-62',
  },
  'payee-not-of-care': {
    kind: 'rule',
    en: 'The money of a child in an institution goes to the institution, that of any other child to child or guardian.',
    zh: '机构集中养育孤儿的基本生活费拨付至机构，分散供养的发放至本人或者监护人。',
    clause: '2010-54',
  },
  'child-not-payee': {
    kind: 'rule',
    en: 'A child who does not act for themselves yet is paid through guardian, carer or institution.',
    zh: '尚不具有完全民事行为能力的儿童，其补贴应当由监护人、照料人或者机构代领。',
    clause: '民法典 Art.17-20',
  },
} as const satisfies Record<string, RefusalRow>

/** Throws one of them. */
export const refuse = refuserOf(childrenRefusals)
