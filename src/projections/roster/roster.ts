import { sql } from 'kysely'
import { compareFigures, type RecordedEvents } from '../verify.ts'
import { type Trx, viewOf } from '../view.ts'
import { applyRoster, type RosterEvent } from './apply.ts'
import { rosterCaseTypes } from './fold.ts'

const create = async (trx: Trx): Promise<void> => {
  await sql`
    create table roster_entry (
      case_id uuid not null,
      scheme text collate "C" not null,
      from_month text collate "C" not null,
      to_month text collate "C" check (to_month >= from_month),
      known_from bigint not null,
      known_to bigint check (known_to > known_from),
      area text collate "C" not null,
      area_kind text collate "C" not null,
      holder uuid not null,
      members uuid[] not null,
      member_count int not null,
      facts jsonb not null,
      amount_fen bigint not null check (amount_fen >= 0),
      poverty_register boolean not null,
      close_relative boolean not null,
      taken_over boolean not null,
      suspended boolean not null,
      gradual_exit_from text collate "C",
      gradual_exit_to text collate "C",
      decision_number text not null,
      event_id uuid not null,
      primary key (case_id, known_from, from_month)
    )`.execute(trx)
  await sql`create index roster_entry_page on roster_entry (scheme, area, case_id)`.execute(trx)
  await sql`
    create table roster_death (
      person_id uuid not null,
      died_on text collate "C" not null,
      known_from bigint not null,
      known_to bigint check (known_to > known_from),
      primary key (person_id, known_from)
    )`.execute(trx)
}

const setting = [
  'GrantDecided',
  'EntitlementTakenOver',
  'EntitlementIncreased',
  'ReductionDecided',
  'HolderChanged',
  'EntitlementResumed',
]

/** Every entitlement that was ever set has its stretch, and as many households have no end in sight as the log says. */
const verify = (trx: Trx, { relation, upTo }: RecordedEvents): Promise<readonly string[]> =>
  compareFigures(trx, {
    view: sql`
      with first as (
        select distinct on (event_id) amount_fen, member_count from roster_entry order by event_id, known_from
      )
      select count(*) as entitlements, sum(amount_fen) as fen, sum(member_count) as persons,
             (select count(distinct case_id) from roster_entry
              where known_to is null and to_month is null and not suspended) as without_end,
             (select count(*) from roster_death where known_to is null) as deaths
      from first`,
    log: sql`
      with step as (
        select stream_id, position, type, payload, payload->'entitlement' as entitlement from ${relation}
        where position <= ${upTo} and type = any(${rosterCaseTypes}::text[])
      ), newest as (
        select distinct on (stream_id) * from step order by stream_id, position desc
      ), death as (
        select distinct on (stream_id) type from ${relation}
        where position <= ${upTo} and type = any(${['DeathRecorded', 'DeathAnnulled']}::text[])
        order by stream_id, position desc
      )
      select count(*) as entitlements, sum((entitlement->>'amountFen')::bigint) as fen,
             sum(json_array_length(entitlement->'members')) as persons,
             (select count(*) from newest
              where (type = any(${setting}::text[]) and entitlement->>'toMonth' is null)
                 or (type = 'GradualExitEnded' and payload->>'outcome' = 'BACK_TO_ENTITLED')) as without_end,
             (select count(*) from death where type = 'DeathRecorded') as deaths
      from step where type = any(${setting}::text[])`,
  })

/**
 * The roster (花名册): who is entitled in which months, on both axes of time. It answers who was on roll for a month as known
 * at any log position, and is what a payment run is calculated from.
 */
export const roster = viewOf<RosterEvent>({
  name: 'roster',
  revision: 1,
  tables: ['roster_entry', 'roster_death'],
  types: [...rosterCaseTypes, 'DeathRecorded', 'DeathAnnulled'],
  create,
  apply: applyRoster,
  verify,
})
