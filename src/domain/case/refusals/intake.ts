import type { RefusalRow } from '../../shared/refusal.ts'

/** From a lead to acceptance, and changes of the household. */
export const intakeRefusals = {
  'lead-not-verified': { kind: 'state', en: 'The lead has not been verified.', zh: '线索尚未核实。' },
  'lead-person-missing': {
    kind: 'rule',
    en: 'The person of the lead is not in the household that applies.',
    zh: '申请家庭中没有线索所涉人员。',
  },
  'member-twice': { kind: 'malformed', en: 'A member is listed twice.', zh: '共同生活家庭成员重复。' },
  'not-a-member': {
    kind: 'rule',
    en: 'The person is not a member of the household.',
    zh: '该人员不是共同生活家庭成员。',
  },
  'last-member': {
    kind: 'rule',
    en: 'The last member cannot leave before the decision: discontinue the procedure instead.',
    zh: '审核确认前不能减少最后一名成员，请终止办理。',
  },
  'somebody-lives': {
    kind: 'rule',
    en: 'Not all for whom the procedure was begun have died: take out who has, and go on for the others.',
    zh: '申请家庭仍有在世成员，应当减少已故成员后继续办理。',
  },
  'member-days': {
    kind: 'rule',
    en: 'The day does not fit what is known of the person.',
    zh: '日期与该人员已登记的信息不符。',
  },
  'self-not-applicant': {
    kind: 'rule',
    en: 'The applicant, and nobody else, stands in the relation SELF.',
    zh: '与申请人关系为“本人”的成员应当且仅应当是申请人。',
  },
  'relation-against-births': {
    kind: 'rule',
    en: 'By their births the member cannot stand in this relation to the applicant: parents are older than their children; a step-child who is older, or a step-parent who is younger, is entered as OTHER.',
    zh: '成员与申请人的关系与出生日期矛盾：父母、祖父母应当年长于子女、孙子女；年长于继父母的继子女、年轻于继子女的继父母，按“其他”登记。',
  },
  'spouse-twice': {
    kind: 'rule',
    en: 'Nobody has two spouses.',
    zh: '申请人不得有两名配偶。',
    clause: '民法典 Art.1042',
  },
  'married-under-age': {
    kind: 'rule',
    en: 'The applicant or spouse is below the age of marriage; the facts name it.',
    zh: '申请人或者配偶未达到法定婚龄，具体年龄见明细。',
    clause: '民法典 Art.1047',
  },
  'proxy-is-applicant': {
    kind: 'rule',
    en: 'Nobody files for themselves as a proxy.',
    zh: '申请人本人不得作为委托代理人。',
  },
  'proxy-minor': {
    kind: 'rule',
    en: 'A minor files for nobody.',
    zh: '未成年人不得代为申请。',
    clause: '民法典 Art.17',
  },
  'authorization-dates': {
    kind: 'malformed',
    en: 'An authorization cannot end before it is signed.',
    zh: '授权截止日期不得早于签署日期。',
  },
  'supplement-asked-before': {
    kind: 'rule',
    en: 'Missing papers are told once and all together.',
    zh: '需补正的材料应当一次性告知，不得再次要求补正。',
  },
  'commitment-missing': {
    kind: 'rule',
    en: 'The applicant has not signed the truth commitment.',
    zh: '申请人未签署承诺书。',
  },
  'authorization-missing': {
    kind: 'rule',
    en: 'Adult members have not signed the authorization for the check.',
    zh: '有成年家庭成员未签署核对授权书，或者授权已失效。',
  },
  'close-relatives-not-asked': {
    kind: 'rule',
    en: 'Nobody has been asked whether a close relative is case staff or on the village committee.',
    zh: '未询问是否与经办人员或者村（居）委会成员有近亲属关系。',
  },
  'claim-missing': {
    kind: 'rule',
    en: 'The scheme is not claimed for every member of this case.',
    zh: '有家庭成员的救助资格尚未由本案占用。',
  },
  'claim-abandoned': {
    kind: 'state',
    en: 'The claim of a member for this case is being given up: try again once it is released.',
    zh: '有家庭成员在本案的救助资格占用正在解除，请稍后重试。',
  },
  'claim-in-use': {
    kind: 'state',
    en: 'The claim is used: the person is a member of this accepted case.',
    zh: '该救助资格占用正在使用，不能放弃。',
  },
  'taken-over-amount': {
    kind: 'rule',
    en: 'The amount on the old roll is more than the standard times the members.',
    zh: '存量金额超过保障标准乘以保障人数。',
  },
  'taken-over-facts': {
    kind: 'rule',
    en: 'The scheme does not pay in this way, or not this rate.',
    zh: '该救助项目没有此种发放方式或者标准。',
  },
  'taken-over-ended': {
    kind: 'rule',
    en: 'What is to be taken over has ended by itself.',
    zh: '拟接收的待遇已经到期。',
  },
  'taken-over-members': {
    kind: 'rule',
    en: 'The number of members in the facts differs from the members listed.',
    zh: '核算人数与成员名单不一致。',
  },
} as const satisfies Record<string, RefusalRow>
