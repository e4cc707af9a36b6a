import { sql } from 'kysely'
import { type AlertEvent, alertEvents } from '../../domain/alert/events.ts'
import { type EnquiryEvent, enquiryEvents } from '../../domain/enquiry/events.ts'
import { loadRows, saveRows } from '../rows.ts'
import { compareFigures, type RecordedEvents } from '../verify.ts'
import { type Fact, type Trx, viewOf } from '../view.ts'
import { foldAlert, foldEnquiry, type Window } from './fold.ts'

const create = async (trx: Trx): Promise<void> => {
  await sql`
    create table alert (
      alert_id uuid primary key,
      person_id uuid not null,
      area text collate "C" not null,
      source text collate "C" not null,
      status text collate "C" not null,
      raised_on text collate "C" not null,
      visit_by text collate "C" not null,
      visit_by_provisional boolean not null,
      visit_clause text not null,
      visited_on text collate "C",
      finding text,
      closed_on text collate "C",
      outcome text,
      case_ids uuid[] not null,
      enquiry_id uuid,
      revision int not null,
      position bigint not null
    )`.execute(trx)
  await sql`
    create table enquiry (
      enquiry_id uuid primary key,
      person_id uuid not null,
      area text collate "C" not null,
      channel text collate "C" not null,
      kind text collate "C" not null,
      hotline text collate "C",
      ticket text,
      status text collate "C" not null,
      received_on text collate "C" not null,
      answer_by text collate "C" not null,
      answer_clause text not null,
      closed_on text collate "C",
      referrals int not null,
      open_referrals int not null,
      revision int not null,
      position bigint not null
    )`.execute(trx)
  await sql`
    create table referral (
      referral_id uuid primary key,
      enquiry_id uuid not null,
      person_id uuid not null,
      area text collate "C" not null,
      scheme text collate "C",
      case_id uuid,
      department text collate "C",
      office text,
      matter text not null,
      sent_on text collate "C" not null,
      answer_by text collate "C",
      answered_on text collate "C",
      outcome text,
      answer text
    )`.execute(trx)
  await sql`create index referral_of on referral (enquiry_id)`.execute(trx)
}

const complete = async (trx: Trx): Promise<void> => {
  await sql`create index alert_page on alert (visit_by, alert_id)`.execute(trx)
  await sql`create index enquiry_page on enquiry (answer_by, enquiry_id)`.execute(trx)
}

type ViewEvent = AlertEvent | EnquiryEvent

const isAlert = (fact: Fact<ViewEvent>): fact is Fact<AlertEvent> => 'alertId' in fact.data
const isEnquiry = (fact: Fact<ViewEvent>): fact is Fact<EnquiryEvent> => !isAlert(fact)

const applyAlerts = async (trx: Trx, facts: readonly Fact<AlertEvent>[]): Promise<void> => {
  const ids = facts.map(({ data }) => data.alertId)
  const rows = new Map((await loadRows(trx, 'alert', 'alert_id', ids)).map((row) => [row.alert_id, row]))
  for (const fact of facts) rows.set(fact.data.alertId, foldAlert(rows.get(fact.data.alertId), fact))
  await saveRows(trx, 'alert', ['alert_id'], [...rows.values()])
}

const applyEnquiries = async (trx: Trx, facts: readonly Fact<EnquiryEvent>[]): Promise<void> => {
  const ids = facts.map(({ data }) => data.enquiryId)
  const windows = new Map<string, Window>()
  for (const row of await loadRows(trx, 'enquiry', 'enquiry_id', ids))
    windows.set(row.enquiry_id, { row, referrals: new Map() })
  for (const row of await loadRows(trx, 'referral', 'enquiry_id', ids))
    windows.get(row.enquiry_id)?.referrals.set(row.referral_id, row)
  for (const fact of facts) windows.set(fact.data.enquiryId, foldEnquiry(windows.get(fact.data.enquiryId), fact))
  const all = [...windows.values()]
  await saveRows(
    trx,
    'enquiry',
    ['enquiry_id'],
    all.map(({ row }) => row),
  )
  await saveRows(
    trx,
    'referral',
    ['referral_id'],
    all.flatMap(({ referrals }) => [...referrals.values()]),
  )
}

const apply = async (trx: Trx, facts: readonly Fact<ViewEvent>[]): Promise<void> => {
  await applyAlerts(trx, facts.filter(isAlert))
  await applyEnquiries(trx, facts.filter(isEnquiry))
}

const verify = (trx: Trx, { relation, upTo }: RecordedEvents): Promise<readonly string[]> =>
  compareFigures(trx, {
    view: sql`
      select (select count(*) from alert) as alerts, (select count(closed_on) from alert) as closed_alerts,
             (select count(*) from enquiry) as enquiries, (select count(*) from referral) as referrals,
             (select count(answered_on) from referral) as answered`,
    log: sql`
      select count(*) filter (where type = 'AlertRaised') as alerts,
             count(*) filter (where type = 'AlertClosed') as closed_alerts,
             count(*) filter (where type = 'EnquiryReceived') as enquiries,
             count(*) filter (where type = 'ReferralSent') as referrals,
             count(*) filter (where type = 'ReferralAnswered') as answered
      from ${relation} where position <= ${upTo}`,
  })

/** Warnings, enquiries at the one window, and referrals: the boards of those who look for people in need. */
export const outreach = viewOf<ViewEvent>({
  name: 'outreach',
  revision: 1,
  tables: ['alert', 'enquiry', 'referral'],
  types: [...alertEvents, ...enquiryEvents].map(({ type }) => type),
  create,
  complete,
  apply,
  verify,
})
