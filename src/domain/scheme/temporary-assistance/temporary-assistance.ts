import type { Code } from '../../shared/codes.ts'
import { type Day, lastDayOf } from '../../shared/day.ts'
import type { FilingQuestion } from '../assessment.ts'
import { refuse } from '../refusals.ts'
import { applicantOf, checkSpokenFor } from '../rules/applicant.ts'
import { defineScheme } from '../scheme.ts'
import { checkAgain } from './again.ts'
import { assess, isCertified } from './assess.ts'
import { checkCertified } from './certified.ts'
import { TEMPORARY_ASSISTANCE } from './code.ts'
import { checkParticulars } from './contradictions.ts'
import { aidFirst } from './first.ts'
import { aidParameters } from './parameters.ts'
import { Particulars } from './particulars.ts'
import { refuse as refuseAid } from './refusals.ts'
import { certifiedLane, emergencyLane, quickLane, recipientLane, temporaryAssistanceRulesets } from './rulesets.ts'

/**
 * A family, or in an emergency one person of it; a minor is spoken for by a proxy. A status that shortens the procedure is
 * held then.
 */
const checkFiling = (question: FilingQuestion<Particulars>): void => {
  const { filing, members, particulars } = question
  checkSpokenFor(question, applicantOf(question))
  if (filing === 'SINGLE' && members.length > 1) throw refuse('single-filing-one-member', { members: members.length })
  if (particulars === undefined) return
  if (filing === 'SINGLE' && particulars.kind === 'EXPENDITURE') throw refuseAid('expenditure-is-of-families')
  checkCertified(particulars, question)
}

const laneOf = (particulars: Particulars, day: Day): Code | null => {
  const { kind, certified } = particulars
  if (kind !== 'EXPENDITURE') return kind
  // A status that has run out proves nothing any more.
  if (certified === null || !isCertified(particulars, day)) return null
  return certified.as === 'ALLOWANCE' || certified.as === 'EXTREME_POVERTY' ? 'RECIPIENT' : 'CERTIFIED'
}

/** Temporary assistance (临时救助) [2014-47; 2018-23; 2026-TA]. */
export const temporaryAssistance = defineScheme<Particulars>({
  code: TEMPORARY_ASSISTANCE,
  name: { en: 'Temporary assistance', zh: '临时救助' },
  who: {
    en: 'Families and people in sudden hardship, or with spending they cannot bear [2014-47; 2018-23]',
    zh: '遭遇突发事件、意外伤害、重大疾病或者必需支出突然增加超出承受能力，基本生活暂时出现严重困难的家庭和个人',
  },
  pays: {
    en: 'A sum in tiers of the standard, once or in stages; above the tiers by case conference [2018-23]',
    zh: '按保障标准倍数分档，一次性或者分期给付；特殊困难一事一议',
  },
  unit: 'HOUSEHOLD',
  gives: 'ONE_OFF',
  exclusive: false,
  rulesets: temporaryAssistanceRulesets,
  lanes: {
    of: laneOf,
    change: { EMERGENCY: emergencyLane, QUICK_SMALL: quickLane, RECIPIENT: recipientLane, CERTIFIED: certifiedLane },
  },
  particulars: Particulars,
  parameters: aidParameters,
  rates: [],
  grounds: {
    INCOME: { en: 'Income', zh: '家庭人均收入', clause: '2018-23' },
    ASSETS: { en: 'Property', zh: '家庭财产', clause: '2018-23' },
    SPENDING: { en: 'No spending of its own', zh: '无必需支出', clause: '2018-23' },
  },
  firstPaid: { value: 'MONTH_OF_CONFIRMATION', clause: '2018-23' },
  lastPaid: { decision: { value: 0, clause: '2018-23' }, death: { value: 0, clause: 'product default' } },
  payees: { value: ['HOLDER'], clause: '2014-47' },
  checkParticulars,
  checkFiling,
  assess,
  reviewDue: () => null,
  endsOn: ({ facts }) => {
    const last = facts.mode === 'INSTALMENTS' ? facts.instalments.at(-1) : undefined
    return last === undefined ? null : { value: lastDayOf(last.month), clause: '2018-23' }
  },
  aidFirst,
  checkAgain,
})
