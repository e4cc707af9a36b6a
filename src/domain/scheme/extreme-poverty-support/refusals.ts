import { type RefusalRow, refuserOf } from '../../shared/refusal.ts'

/** Every "no" of support for the extremely poor. */
export const supportRefusals = {
  'self-care-level': {
    kind: 'rule',
    en: 'The six self-care items do not give this level.',
    zh: '六项自理能力指标评估结果与所填自理能力等级不符。',
    clause: '2021-43 Art.22',
  },
  'self-care-not-known': {
    kind: 'rule',
    en: 'There was no scale of self-care on that day.',
    zh: '评估当日尚无生活自理能力评估标准。',
    clause: '2016-14',
  },
  'self-care-missing': {
    kind: 'state',
    en: 'Self-care has not been assessed.',
    zh: '尚未进行生活自理能力评估。',
    clause: '2021-43 Art.21',
  },
  'support-form-missing': {
    kind: 'state',
    en: 'The person has not chosen a form of support.',
    zh: '本人尚未选择救助供养形式。',
    clause: '2026-LAW Art.16',
  },
  'care-agreement-missing': {
    kind: 'rule',
    en: 'Support at home needs a care agreement that is in force.',
    zh: '分散供养应当签订有效的照料护理协议。',
    clause: 'luliang-2020',
  },
  'care-agreement-days': {
    kind: 'malformed',
    en: 'The care agreement ends before it begins.',
    zh: '照料护理协议止日早于起日。',
  },
  'care-agreement-carer': {
    kind: 'malformed',
    en: 'A care agreement names either a registered person or an organisation that cares.',
    zh: '照料护理协议应当载明一名照料人或者一个照料机构。',
  },
  'support-institution-missing': {
    kind: 'rule',
    en: 'Support in an institution names the institution; support at home names none.',
    zh: '集中供养应当确定供养服务机构；分散供养不得填写机构。',
    clause: '2026-LAW Art.16',
  },
  'obligors-missing': {
    kind: 'state',
    en: 'Nobody has found out yet whether there are legal obligors.',
    zh: '尚未核实法定义务人情况。',
    clause: '2021-43 Art.8',
  },
  'payee-not-of-form': {
    kind: 'rule',
    en: 'In an institution the institution is paid, at home the person.',
    zh: '集中供养的资金拨付至供养服务机构，分散供养的发放至本人。',
    clause: '2021-43',
  },
  'support-form-place': {
    kind: 'malformed',
    en: 'Support in an institution names it and the first day there; support at home names neither.',
    zh: '集中供养应当填写机构和入住日期，分散供养不得填写。',
  },
  'own-carer': {
    kind: 'rule',
    en: 'Nobody is the carer of themselves.',
    zh: '本人不得作为自己的照料人。',
  },
  'support-area-kind': {
    kind: 'rule',
    en: 'Who lives on land or collective income is paid the rural rate, who was resettled in town the urban one.',
    zh: '有承包土地或者参加集体收益分配的按农村标准，易地搬迁至城镇安置区的按城市标准。',
    clause: '2021-43 Art.19',
  },
  'no-disposable-income': {
    kind: 'rule',
    en: 'An obligor can only be judged by the local disposable income of last year: publish it first.',
    zh: '判断法定义务人履行义务能力需要当地上年度人均可支配收入，请先发布。',
    clause: '2021-43 Art.8',
  },
} as const satisfies Record<string, RefusalRow>

/** Throws one of them. */
export const refuse = refuserOf(supportRefusals)
