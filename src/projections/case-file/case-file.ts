import { sql } from 'kysely'
import { type CaseEvent, caseEvents } from '../../domain/case/events.ts'
import { addRows, loadRows, saveRows } from '../rows.ts'
import { compareFigures, type RecordedEvents } from '../verify.ts'
import { type Fact, type Trx, viewOf } from '../view.ts'
import { type CaseView, foldCase } from './fold.ts'
import { timelineRow } from './timeline.ts'

const create = async (trx: Trx): Promise<void> => {
  await sql`
    create table case_file (
      case_id uuid primary key,
      scheme text collate "C" not null,
      status text collate "C" not null,
      area text collate "C" not null,
      area_kind text collate "C",
      applicant uuid,
      holder uuid,
      filing text,
      members uuid[] not null,
      opened_on text collate "C" not null,
      accepted_on text collate "C",
      ruleset text,
      deadlines jsonb not null,
      decision_number text collate "C",
      decided_on text collate "C",
      from_month text collate "C",
      to_month text collate "C",
      amount_fen bigint,
      review_due text collate "C",
      review_causes text[] not null,
      due_on text collate "C",
      taken_over boolean not null,
      close_relative boolean not null,
      poverty_register boolean not null,
      revision int not null,
      position bigint not null,
      recorded_at text collate "C" not null
    )`.execute(trx)
  await sql`create table case_state (case_id uuid primary key, state json not null)`.execute(trx)
  await sql`
    create table case_timeline (
      case_id uuid not null,
      version int not null,
      position bigint not null,
      event_id uuid not null,
      type text collate "C" not null,
      actor text collate "C" not null,
      roles text[] not null,
      office text not null,
      actor_area text collate "C" not null,
      on_day text collate "C" not null,
      recorded_at text collate "C" not null,
      command uuid not null,
      correlation text not null,
      causation text not null,
      reason text,
      basis text,
      delegation text,
      on_behalf_of text,
      read_at text,
      corrects uuid,
      annuls uuid,
      data json not null,
      primary key (case_id, version)
    )`.execute(trx)
}

const complete = async (trx: Trx): Promise<void> => {
  await sql`create index case_file_page on case_file (area, case_id)`.execute(trx)
  await sql`create index case_file_status on case_file (status, area, case_id)`.execute(trx)
  await sql`create index case_file_applicant on case_file (applicant)`.execute(trx)
  await sql`create index case_file_due on case_file (due_on) where due_on is not null`.execute(trx)
  await sql`create index case_file_members on case_file using gin (members)`.execute(trx)
  await sql`create index case_file_holder on case_file (holder)`.execute(trx)
  await sql`create index case_timeline_actor on case_timeline (actor, position)`.execute(trx)
}

const apply = async (trx: Trx, facts: readonly Fact<CaseEvent>[]): Promise<void> => {
  const opened = new Set(facts.filter(({ version }) => version === 1).map(({ data }) => data.caseId))
  const older = facts.map(({ data }) => data.caseId).filter((caseId) => !opened.has(caseId))
  const states = new Map((await loadRows(trx, 'case_state', 'case_id', older)).map((row) => [row.case_id, row.state]))
  const cases = new Map<string, CaseView>()
  for (const row of await loadRows(trx, 'case_file', 'case_id', older)) {
    const state = states.get(row.case_id)
    if (state) cases.set(row.case_id, { row, state })
  }
  for (const fact of facts) cases.set(fact.data.caseId, foldCase(cases.get(fact.data.caseId), fact))
  await addRows(trx, 'case_timeline', facts.map(timelineRow))
  const folded = [...cases.values()]
  await saveRows(
    trx,
    'case_file',
    ['case_id'],
    folded.map(({ row }) => row),
  )
  await saveRows(
    trx,
    'case_state',
    ['case_id'],
    folded.map(({ row, state }) => ({ case_id: row.case_id, state })),
  )
}

const verify = (trx: Trx, { relation, upTo }: RecordedEvents): Promise<readonly string[]> =>
  compareFigures(trx, {
    view: sql`
      select (select count(*) from case_file) as cases, (select sum(revision) from case_file) as versions,
             (select count(*) from case_timeline) as events, (select sum(position) from case_timeline) as positions,
             (select count(*) from case_file where taken_over) as taken_over,
             (select count(*) from case_file where status = 'CLOSED') as closed`,
    log: sql`
      with event as (
        select stream_id, version, position, type from ${relation}
        where position <= ${upTo} and type = any(${caseEvents.map(({ type }) => type)}::text[])
      ), newest as (select stream_id, max(version) as version from event group by stream_id)
      select (select count(*) from newest) as cases, (select sum(version) from newest) as versions,
             count(*) as events, sum(position) as positions,
             count(distinct stream_id) filter (where type = 'EntitlementTakenOver') as taken_over,
             count(distinct stream_id) filter (where type = 'CaseClosed') as closed
      from event`,
  })

/**
 * The case file: every case with its status, limits and amount, and the whole time line of its events. Raise `revision`
 * also when the domain's `evolve` changes: states are stored as it folded them.
 */
export const caseFile = viewOf<CaseEvent>({
  name: 'case-file',
  revision: 6,
  tables: ['case_file', 'case_state', 'case_timeline'],
  types: caseEvents.map(({ type }) => type),
  create,
  complete,
  apply,
  verify,
})
