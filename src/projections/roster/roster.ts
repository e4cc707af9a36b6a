import { sql } from 'kysely'
import { periodEvents } from '../../domain/case/timeline.ts'
import { compareFigures, type RecordedEvents } from '../verify.ts'
import { type Trx, viewOf } from '../view.ts'
import { applyRoster, type RosterEvent } from './apply.ts'

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
      payee jsonb not null,
      ends_on text collate "C",
      taken_over boolean not null,
      suspended boolean not null,
      gradual_exit_from text collate "C",
      gradual_exit_to text collate "C",
      decision_number text not null,
      event_id uuid not null,
      primary key (case_id, known_from, from_month)
    )`.execute(trx)
  await sql`
    create table roster_death (
      person_id uuid not null,
      died_on text collate "C" not null,
      known_from bigint not null,
      known_to bigint check (known_to > known_from),
      primary key (person_id, known_from)
    )`.execute(trx)
}

const complete = async (trx: Trx): Promise<void> => {
  await sql`create index roster_entry_page on roster_entry (scheme, area, case_id)`.execute(trx)
}

const setting = [
  'GrantDecided',
  'EntitlementTakenOver',
  'EntitlementIncreased',
  'ReductionDecided',
  'HolderChanged',
  'EntitlementMoved',
  'EntitlementResumed',
  'EntitlementAdjusted',
]

/** Every entitlement that was ever set has its stretch, and as many households have no end in sight as the log says. */
const verify = (trx: Trx, { relation, upTo }: RecordedEvents): Promise<readonly string[]> =>
  compareFigures(trx, {
    view: sql`
      with setting as (
        select max(amount_fen) as fen, max(member_count) as persons from roster_entry group by event_id
      )
      select count(*) as entitlements, sum(fen) as fen, sum(persons) as persons,
             (select count(distinct case_id) from roster_entry
              where known_to is null and to_month is null and not suspended) as without_end,
             (select count(*) from roster_death where known_to is null) as deaths
      from setting`,
    log: sql`
      with step as (
        select stream_id, position, type = any(${setting}::text[]) as sets, set."amountFen" as fen,
               json_array_length(set.members) as persons,
               case when type = any(${setting}::text[]) then set."toMonth" is null
                    when type = 'GradualExitEnded' then payload->>'outcome' = 'BACK_TO_ENTITLED' end as opens
        from ${relation},
             json_to_record(coalesce(payload->'entitlement', '{}')) as set ("amountFen" bigint, "toMonth" text, members json)
        where position <= ${upTo} and type = any(${periodEvents}::text[])
      ), household as (
        select count(*) filter (where sets) as entitlements, sum(fen) filter (where sets) as fen,
               sum(persons) filter (where sets) as persons, max(position) filter (where opens) = max(position) as is_open
        from step group by stream_id
      ), person as (
        select (array_agg(type order by position desc))[1] as newest from ${relation}
        where position <= ${upTo} and type = any(${['DeathRecorded', 'DeathAnnulled']}::text[])
        group by stream_id
      )
      select sum(entitlements) as entitlements, sum(fen) as fen, sum(persons) as persons,
             count(*) filter (where is_open) as without_end,
             (select count(*) from person where newest = 'DeathRecorded') as deaths
      from household`,
  })

/**
 * The roster (花名册): who is entitled in which months, on both axes of time. It answers who was on roll for a month as known
 * at any log position, and is what a payment run is calculated from.
 */
export const roster = viewOf<RosterEvent>({
  name: 'roster',
  revision: 2,
  tables: ['roster_entry', 'roster_death'],
  types: [...periodEvents, 'DeathRecorded', 'DeathAnnulled'],
  create,
  complete,
  apply: applyRoster,
  verify,
})
