import type { CaseEvent } from '../../domain/case/events.ts'
import { EXTREME_POVERTY_SUPPORT } from '../../domain/scheme/extreme-poverty-support/code.ts'
import { SupportForm } from '../../domain/scheme/extreme-poverty-support/particulars.ts'
import { careRate } from '../../domain/scheme/extreme-poverty-support/rates.ts'
import { SelfCareLevel } from '../../domain/scheme/extreme-poverty-support/self-care.ts'
import type { Fact } from '../view.ts'
import type { SupportArrangementTable, SupportWishTable } from './tables.ts'

/** What the view listens to: the acts of support, and the decisions that say by which care rate somebody is paid. */
export const supportTypes = [
  'SelfCareAssessed',
  'SupportFormChosen',
  'CareAgreementSigned',
  'SupportWishRecorded',
  'EntitlementTakenOver',
  'GrantDecided',
  'EntitlementIncreased',
  'ReductionDecided',
] as const
export type SupportEvent = Extract<CaseEvent, { type: (typeof supportTypes)[number] }>

/** Whether an event concerns somebody extremely poor: the decisions of every scheme come by. */
export const isOfSupport = ({ data }: SupportEvent): boolean =>
  !('entitlement' in data) || data.entitlement.scheme === EXTREME_POVERTY_SUPPORT

type Arrangement = Pick<SupportArrangementTable, 'form' | 'level' | 'institution_id' | 'agreement_until'>

const unknown: Arrangement = { form: null, level: null, institution_id: null, agreement_until: null }

/** The row that an event adds after the newest of its case; undefined where it says nothing new. */
export const arrangementAfter = (
  before: SupportArrangementTable | undefined,
  fact: Fact<SupportEvent>,
): SupportArrangementTable | undefined => {
  const found = sayingOf(before, fact)
  if (!found) return undefined
  const { form, level, institution_id, agreement_until } = before ?? unknown
  const { from, source, ...said } = found
  const row = { form, level, institution_id, agreement_until, ...said }
  return { case_id: fact.data.caseId, known_at: Number(fact.position), from_day: from, ...row, source }
}

type Saying = Partial<Arrangement> & { from: string; source: 'ACT' | 'DECISION' }

const sayingOf = (before: Arrangement | undefined, { type, data }: Fact<SupportEvent>): Saying | undefined => {
  switch (type) {
    case 'SelfCareAssessed':
      return { from: data.assessedOn, level: data.level, source: 'ACT' }
    case 'SupportFormChosen':
      return {
        from: data.fromDay ?? data.chosenOn,
        form: data.form,
        institution_id: data.institutionId,
        source: 'ACT',
      }
    case 'CareAgreementSigned':
      return { from: data.from, agreement_until: data.until, source: 'ACT' }
    case 'SupportWishRecorded':
      return undefined
    case 'EntitlementTakenOver':
    case 'GrantDecided':
    case 'EntitlementIncreased':
    case 'ReductionDecided': {
      const said = saidBy(data.entitlement, before)
      return said && { ...said, from: `${data.entitlement.fromMonth}-01`, source: 'DECISION' }
    }
  }
}

/** What the care rate says; where care money has no rate of its own, at least who is paid says the form. */
const saidBy = (
  { facts, payee }: Extract<SupportEvent, { type: 'GrantDecided' }>['data']['entitlement'],
  before: Arrangement | undefined,
): Partial<Arrangement> | undefined => {
  const rates = facts.mode === 'RATES' ? facts.parts.map(({ rate }) => rate) : []
  const paid = SupportForm.options
    .flatMap((form) => SelfCareLevel.options.map((level) => ({ form, level })))
    .find(({ form, level }) => rates.includes(careRate(form, level)))
  const institution_id = payee.kind === 'INSTITUTION' ? payee.institutionId : null
  if (!paid) return before?.form ? undefined : { form: institution_id ? 'CENTRALIZED' : 'DISPERSED', institution_id }
  return paid.form === before?.form && paid.level === before.level ? undefined : { ...paid, institution_id }
}

/** The row of a wish; undefined for every other event. */
export const wishIn = ({ type, data, position }: Fact<SupportEvent>): SupportWishTable | undefined => {
  if (type !== 'SupportWishRecorded') return undefined
  const { caseId, statedOn, wish, statedBy, occasion } = data
  return { case_id: caseId, known_at: Number(position), stated_on: statedOn, wish, stated_by: statedBy, occasion }
}
