import { sql } from 'kysely'
import { type InstitutionEvent, institutionEvents } from '../../domain/institution/events.ts'
import { loadRows, saveRows } from '../rows.ts'
import { compareFigures, type RecordedEvents } from '../verify.ts'
import { type Fact, type Trx, viewOf } from '../view.ts'
import { foldInstitution, foldResidents } from './fold.ts'

const create = async (trx: Trx): Promise<void> => {
  await sql`
    create table institution (
      institution_id uuid primary key,
      name text not null,
      kind text collate "C" not null,
      area text collate "C" not null,
      beds int not null,
      credit_code text collate "C",
      bank text,
      account_masked text,
      closed_on text collate "C",
      move_into uuid,
      move_from_month text collate "C",
      move_residents int,
      move_finished_on text collate "C",
      revision int not null,
      position bigint not null
    )`.execute(trx)
  await sql`
    create table institution_resident (
      institution_id uuid not null,
      case_id uuid not null,
      person_id uuid not null,
      from_day text collate "C" not null,
      last_day text collate "C",
      reason text collate "C",
      admitted_at bigint not null,
      discharged_at bigint,
      primary key (institution_id, admitted_at)
    )`.execute(trx)
}

const complete = async (trx: Trx): Promise<void> => {
  await sql`create index institution_page on institution (area, institution_id)`.execute(trx)
}

const apply = async (trx: Trx, facts: readonly Fact<InstitutionEvent>[]): Promise<void> => {
  const ids = facts.map(({ data }) => data.institutionId)
  const rows = new Map(
    (await loadRows(trx, 'institution', 'institution_id', ids)).map((row) => [row.institution_id, row]),
  )
  const loaded = await loadRows(trx, 'institution_resident', 'institution_id', ids)
  const stays = new Map(Map.groupBy(loaded, (stay) => stay.institution_id))
  for (const fact of facts) {
    const { institutionId } = fact.data
    rows.set(institutionId, foldInstitution(rows.get(institutionId), fact))
    stays.set(institutionId, [...foldResidents(stays.get(institutionId) ?? [], fact)])
  }
  await saveRows(trx, 'institution', ['institution_id'], [...rows.values()])
  await saveRows(trx, 'institution_resident', ['institution_id', 'admitted_at'], [...stays.values()].flat())
}

const verify = (trx: Trx, { relation, upTo }: RecordedEvents): Promise<readonly string[]> =>
  compareFigures(trx, {
    view: sql`
      select (select count(*) from institution) as institutions, (select count(account_masked) from institution) as accounts,
             (select count(*) from institution_resident) as stays,
             (select count(discharged_at) from institution_resident) as ended`,
    log: sql`
      select count(*) filter (where type = 'InstitutionRegistered') as institutions,
             count(distinct stream_id) filter (where type = 'InstitutionAccountRegistered') as accounts,
             count(*) filter (where type = 'ResidentAdmitted') as stays,
             count(*) filter (where type = 'ResidentDischarged') as ended
      from ${relation} where position <= ${upTo} and type = any(${institutionEvents.map(({ type }) => type)}::text[])`,
  })

/** Homes for supported people: their beds, and who lives in them on any day. */
export const institution = viewOf<InstitutionEvent>({
  name: 'institution',
  revision: 1,
  tables: ['institution', 'institution_resident'],
  types: institutionEvents.map(({ type }) => type),
  create,
  complete,
  apply,
  verify,
})
