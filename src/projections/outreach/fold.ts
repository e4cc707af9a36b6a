import type { AlertEvent } from '../../domain/alert/events.ts'
import type { EnquiryEvent } from '../../domain/enquiry/events.ts'
import type { Fact } from '../view.ts'
import type { AlertTable, EnquiryTable, ReferralTable } from './tables.ts'

/** A warning after one more event. */
export const foldAlert = (row: AlertTable | undefined, fact: Fact<AlertEvent>): AlertTable => {
  const { type, data, version, position } = fact
  const place = { revision: version, position: Number(position) }
  if (type === 'AlertRaised')
    return {
      alert_id: data.alertId,
      person_id: data.personId,
      area: data.area,
      source: data.source,
      status: 'RAISED',
      raised_on: data.raisedOn,
      visit_by: data.visitBy.due,
      visit_by_provisional: data.visitBy.provisional,
      visit_clause: data.visitBy.clause,
      visited_on: null,
      finding: null,
      closed_on: null,
      outcome: null,
      case_ids: [],
      enquiry_id: null,
      ...place,
    }
  if (!row) throw new Error(`${type} before AlertRaised: ${data.alertId}`)
  if (type === 'AlertVisited') {
    const isMet = data.finding !== 'NOT_MET'
    return {
      ...row,
      status: isMet ? 'VISITED' : 'RAISED',
      visited_on: isMet ? data.visitedOn : null,
      finding: data.finding,
      ...place,
    }
  }
  return {
    ...row,
    status: 'CLOSED',
    closed_on: data.closedOn,
    outcome: data.outcome,
    case_ids: data.caseIds,
    enquiry_id: data.enquiryId,
    ...place,
  }
}

/** An enquiry with its referrals. */
export type Window = { row: EnquiryTable; referrals: Map<string, ReferralTable> }

/** An enquiry after one more event. */
export const foldEnquiry = (before: Window | undefined, fact: Fact<EnquiryEvent>): Window => {
  const { type, data, version, position } = fact
  const place = { revision: version, position: Number(position) }
  if (type === 'EnquiryReceived') return { row: { ...received(data), ...place }, referrals: new Map() }
  if (!before) throw new Error(`${type} before EnquiryReceived: ${data.enquiryId}`)
  const { row, referrals } = before
  if (type === 'ReferralSent') referrals.set(data.referralId, sent(row, data))
  if (type === 'ReferralAnswered') {
    const referral = referrals.get(data.referralId)
    if (!referral) throw new Error(`an answer to no referral: ${data.referralId}`)
    const { answeredOn: answered_on, outcome, answer } = data
    referrals.set(data.referralId, { ...referral, answered_on, outcome, answer })
  }
  const all = [...referrals.values()]
  return {
    referrals,
    row: {
      ...row,
      ...place,
      ...(type === 'EnquiryClosed' ? { status: 'CLOSED' as const, closed_on: data.closedOn } : {}),
      referrals: all.length,
      open_referrals: all.filter(({ answered_on: on, department }) => department !== null && on === null).length,
    },
  }
}

type DataOf<Type extends EnquiryEvent['type']> = Extract<EnquiryEvent, { type: Type }>['data']

const received = (data: DataOf<'EnquiryReceived'>): Omit<EnquiryTable, 'revision' | 'position'> => ({
  enquiry_id: data.enquiryId,
  person_id: data.personId,
  area: data.area,
  channel: data.channel,
  kind: data.kind,
  hotline: data.call?.hotline ?? null,
  ticket: data.call?.ticket ?? null,
  status: 'OPEN',
  received_on: data.receivedOn,
  answer_by: data.answerBy.due,
  answer_clause: data.answerBy.clause,
  closed_on: null,
  referrals: 0,
  open_referrals: 0,
})

const sent = (row: EnquiryTable, { to, ...data }: DataOf<'ReferralSent'>): ReferralTable => ({
  referral_id: data.referralId,
  enquiry_id: data.enquiryId,
  person_id: row.person_id,
  area: row.area,
  scheme: to.kind === 'SCHEME' ? to.scheme : null,
  case_id: to.kind === 'SCHEME' ? to.caseId : null,
  department: to.kind === 'DEPARTMENT' ? to.department : null,
  office: to.kind === 'DEPARTMENT' ? to.office : null,
  matter: data.matter,
  sent_on: data.sentOn,
  answer_by: data.answerBy,
  answered_on: null,
  outcome: null,
  answer: null,
})
