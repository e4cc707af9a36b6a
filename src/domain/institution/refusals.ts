import { type RefusalRow, refuserOf } from '../shared/refusal.ts'

/** Every "no" of homes for supported people: what they are, their account, their beds, a move as a whole. */
export const institutionRefusals = {
  'institution-role-needed': {
    kind: 'authority',
    en: 'None of your roles may do this to an institution.',
    zh: '您的岗位无权对供养服务机构进行该操作。',
  },
  'institution-outside-area': {
    kind: 'authority',
    en: 'The institution stands outside your area.',
    zh: '该供养服务机构不在您的管辖地区内。',
  },
  'institution-exists': {
    kind: 'state',
    en: 'This institution is registered already.',
    zh: '该供养服务机构已登记。',
  },
  'unknown-institution': { kind: 'missing', en: 'There is no such institution.', zh: '没有该供养服务机构。' },
  'institution-closed': { kind: 'state', en: 'The institution is closed.', zh: '该供养服务机构已撤销。' },
  'credit-code-check': {
    kind: 'malformed',
    en: 'The check character of the unified social credit code is wrong.',
    zh: '统一社会信用代码校验码错误。',
    clause: 'GB 32100',
  },
  'institution-account-holder': {
    kind: 'rule',
    en: 'Money for people supported in an institution goes to its own account: the holder must be the institution.',
    zh: '集中供养资金应当拨付至供养服务机构账户，户名应当与机构名称一致。',
    clause: '2021-43',
  },
  'institution-without-account': {
    kind: 'rule',
    en: 'The institution has no account to be paid to: register it first.',
    zh: '该供养服务机构尚未登记收款账户，请先登记。',
  },
  'no-free-bed': {
    kind: 'rule',
    en: 'The institution has no free bed.',
    zh: '该供养服务机构没有空余床位。',
  },
  'beds-below-residents': {
    kind: 'rule',
    en: 'More people live in the institution than it would have beds.',
    zh: '床位数少于在院人数。',
  },
  'resident-elsewhere': {
    kind: 'state',
    en: 'Another case has a bed for this person in the institution.',
    zh: '该人员已在其他案件中入住本机构。',
  },
  'not-a-resident': {
    kind: 'state',
    en: 'The case has no bed in the institution.',
    zh: '该案件在本机构没有入住记录。',
  },
  'institution-has-residents': {
    kind: 'state',
    en: 'People still live in the institution: move or discharge them first.',
    zh: '机构内仍有供养人员，请先办理转移或者离院。',
  },
  'no-residents': {
    kind: 'state',
    en: 'Nobody lives in the institution.',
    zh: '机构内没有供养人员。',
  },
  'same-institution': {
    kind: 'rule',
    en: 'Residents cannot be moved to the institution in which they live.',
    zh: '转入机构不得与转出机构相同。',
  },
  'move-month-past': {
    kind: 'rule',
    en: 'A move begins in this month or a later one.',
    zh: '整体转移的起始月份不得早于本月。',
  },
  'move-under-way': {
    kind: 'state',
    en: 'The residents of the institution are being moved to another one.',
    zh: '该机构供养人员正在整体转移。',
  },
  'move-month-instructed': {
    kind: 'state',
    en: 'The month has been instructed to the present institution for one of the residents.',
    zh: '该月资金已向现机构下达拨付指令。',
  },
  'move-incomplete': {
    kind: 'state',
    en: 'Not every resident could be moved: settle the case that is named, and send the move again.',
    zh: '部分供养人员未能转移，请处理明细所列案件后重新发送。',
  },
  'no-such-move': { kind: 'missing', en: 'There is no such move.', zh: '没有该项整体转移。' },
} as const satisfies Record<string, RefusalRow>

/** Throws one of them. */
export const refuse = refuserOf(institutionRefusals)
