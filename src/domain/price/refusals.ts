import { type RefusalRow, refuserOf } from '../shared/refusal.ts'

/** Every "no" of the price subsidy: indices, triggers, and the rosters of groups that other offices keep. */
export const priceRefusals = {
  'not-price-publisher': {
    kind: 'authority',
    en: 'Price indices and triggers are recorded by a policy publisher or an administrator.',
    zh: '价格指数和启动判定仅限政策发布人员或者系统管理人员登记。',
  },
  'price-below-county': {
    kind: 'rule',
    en: 'Prices are published for counties and above, not for townships.',
    zh: '价格指数由县级以上地区登记，乡镇（街道）不得登记。',
  },
  'price-outside-area': {
    kind: 'authority',
    en: 'The area lies outside that of the publisher.',
    zh: '该地区不在登记人员的管辖范围内。',
  },
  'price-month-not-over': {
    kind: 'rule',
    en: 'A month that is not over has no index yet.',
    zh: '当月尚未结束，不可能有该月价格指数。',
  },
  'price-release-day': {
    kind: 'rule',
    en: 'An index is released after its month and not later than today.',
    zh: '指数发布日期应在当月结束之后，且不得晚于今天。',
  },
  'price-index-implausible': {
    kind: 'rule',
    en: 'Prices have not moved like this in a year: is it an index (103.1) or a per cent instead of hundredths of a per cent?',
    zh: '同比涨幅明显不合理，请核对是否误填指数（如103.1）或者误用百分比单位。',
  },
  'price-index-twice': {
    kind: 'state',
    en: 'This index is published for the month already; correct it by a fact that names it.',
    zh: '该月该项指数已登记，如有误请更正原登记。',
  },
  'unknown-price-index': {
    kind: 'missing',
    en: 'This area has published no such index.',
    zh: '本地区未登记过该指数。',
  },
  'price-index-corrected': { kind: 'state', en: 'The index has been corrected already.', zh: '该指数已经更正。' },
  'no-price-version': {
    kind: 'rule',
    en: 'No version of the linkage mechanism covers this month.',
    zh: '该月份没有适用的价格补贴联动机制。',
  },
  'price-version-without-groups': {
    kind: 'rule',
    en: 'No text at hand says whom this version protects: nothing can be paid under it.',
    zh: '本系统未收录该版本机制的保障对象范围，不能据以发放。',
    clause: 'before-2016-08',
  },
  'price-threshold-raised': {
    kind: 'rule',
    en: 'A place may lower a threshold of the mechanism, never raise it.',
    zh: '地方可以下调启动条件，不得上调。',
    clause: '2016-1835',
  },
  'price-threshold-too-low': {
    kind: 'rule',
    en: 'The version leaves places a range, and this threshold lies below it.',
    zh: '地方启动条件低于该版本机制允许的下限。',
    clause: 'before-2016-08',
  },
  'price-index-missing': {
    kind: 'rule',
    en: 'A month is judged by every index that its version asks for; some are not published.',
    zh: '判定所需的价格指数尚未登记齐全。',
  },
  'price-trigger-standing': {
    kind: 'state',
    en: 'The month has been judged by these very indices and thresholds already.',
    zh: '该月已按相同指数和条件作出判定。',
  },
  'price-trigger-not-declared': {
    kind: 'rule',
    en: 'Nobody has judged this month for the area: declare the trigger first.',
    zh: '该地区该月尚未作出启动判定，请先判定。',
  },
  'price-own-terms': {
    kind: 'rule',
    en: 'The county has thresholds or a floor of its own for this month: judge the month for the county itself.',
    zh: '本县（市、区）有自行确定的启动条件或最低补贴标准，请由本县（市、区）作出判定。',
  },
  'price-judgement-stale': {
    kind: 'state',
    en: 'An index that the judgement rests on no longer counts here: it was corrected, or a nearer one published. Judge the month again.',
    zh: '判定所依据的价格指数已更正或者已有本地指数，请重新判定。',
  },
  'price-subsidy-suspended': {
    kind: 'rule',
    en: 'No index of this month meets its trigger: no subsidy is paid for it.',
    zh: '该月价格指数未达到启动条件，不发放价格临时补贴。',
  },
  'price-group-not-imported': {
    kind: 'rule',
    en: 'The people of this group are on a roll of this programme: no roster is imported for it.',
    zh: '该类对象在本系统花名册内，无须导入名单。',
  },
  'price-roster-role-needed': {
    kind: 'authority',
    en: 'Rosters of other offices are imported by the preparer of payments.',
    zh: '其他部门名单由发放经办人员导入。',
  },
  'price-roster-not-county': {
    kind: 'malformed',
    en: 'A roster is imported for a county (6 digits).',
    zh: '名单须以县级行政区划（6位代码）导入。',
  },
  'price-roster-month': {
    kind: 'rule',
    en: 'A roster is imported for a month that has begun.',
    zh: '只能导入当月或者以前月份的名单。',
  },
  'price-roster-person-twice': {
    kind: 'malformed',
    en: 'A person stands twice in the roster.',
    zh: '名单中人员重复。',
  },
  'price-roster-person-elsewhere': {
    kind: 'rule',
    en: 'A person of the roster lives outside the county.',
    zh: '名单中有人员不属于本县（市、区）。',
  },
  'price-roster-too-long': {
    kind: 'malformed',
    en: 'A roster has no more rows than this.',
    zh: '名单行数超过上限。',
  },
  'price-roster-overtaken': {
    kind: 'state',
    en: 'Somebody else has begun to import this roster meanwhile; nothing of this import counts.',
    zh: '他人已开始导入同一名单，本次导入未生效。',
  },
  'price-roster-has-findings': {
    kind: 'rule',
    en: 'Something is wrong in the roster, or somebody in it is not in the register of persons; nothing was taken in.',
    zh: '名单存在错误或者有人员尚未登记，未导入任何人员。',
  },
  'price-roster-same': {
    kind: 'state',
    en: 'The roster of this group and month holds this very file already.',
    zh: '该类对象该月名单已由同一文件导入。',
  },
} as const satisfies Record<string, RefusalRow>

/** Throws one of them. */
export const refuse = refuserOf(priceRefusals)
