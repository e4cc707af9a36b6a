import { checkOnePerson } from '../rules/one-person.ts'
import { defineScheme } from '../scheme.ts'
import { checkParticulars, checkPayee } from './arrangement.ts'
import { assess } from './assess.ts'
import { EXTREME_POVERTY_SUPPORT } from './code.ts'
import { Particulars } from './particulars.ts'
import { supportParameters, supportRates } from './rates.ts'
import { reviewDue } from './review.ts'
import { supportRulesets } from './rulesets.ts'
import { supportGrounds } from './three-lacks.ts'

/** Support for the extremely poor (特困人员救助供养) [2021-43]. */
export const extremePovertySupport = defineScheme<Particulars>({
  code: EXTREME_POVERTY_SUPPORT,
  name: { en: 'Support for the extremely poor', zh: '特困人员救助供养' },
  who: {
    en: 'People without ability to work, without a source of living and without an obligor who is able [2021-43 Art.4]',
    zh: '无劳动能力、无生活来源、无法定赡养抚养扶养义务人或者其法定义务人无履行义务能力的人员',
  },
  pays: {
    en: 'Basic living money and care money by form of support and level of self-care [2016-14]',
    zh: '基本生活标准与照料护理标准（按供养形式和自理能力等级）',
  },
  unit: 'PERSON',
  gives: 'MONTHLY',
  exclusive: true,
  rulesets: supportRulesets,
  lanes: null,
  particulars: Particulars,
  parameters: supportParameters,
  rates: supportRates,
  grounds: supportGrounds,
  firstPaid: { value: 'MONTH_AFTER_CONFIRMATION', clause: '2021-43 Art.17' },
  lastPaid: {
    decision: { value: 0, clause: '2021-43 Art.26' },
    death: { value: 0, clause: 'xuchang-2021' },
  },
  // The own account, the institution's for who lives there; a guardian for whoever cannot draw on one.
  payees: { value: ['HOLDER', 'GUARDIAN', 'INSTITUTION'], clause: 'product default' },
  takesBed: true,
  checkParticulars,
  checkPayee,
  checkFiling: checkOnePerson,
  assess,
  reviewDue,
  endsOn: () => null,
  ownCommands: [
    'AssessSelfCare',
    'ReportSelfCareChange',
    'ChooseSupportForm',
    'SignCareAgreement',
    'RecordWish',
    'MoveToInstitution',
  ],
})
