import { type Kysely, sql } from 'kysely'
import { appendEvent, appendMany, closeStream, verdict } from './0001_log_append.ts'
import { defineEvent, makePartitions, partitionSize } from './0001_log_partitions.ts'

/**
 * The event log: one head row that gives positions, one row per stream, and the events, partitioned by position. Events are
 * written to `log.event_live` and read from `log.event`, which also shows partitions that were detached. Owned by `log_owner`;
 * written only through functions of `log_writer`, so that nobody can choose a position.
 */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`create schema log authorization log_owner`.execute(db)
  await sql`set local role log_owner`.execute(db)

  // A low fill factor leaves room for the next version of these rows on the same page: they change with every append.
  await sql`
    create table log.head (
      id smallint primary key check (id = 1),
      position bigint not null check (position >= 0)
    ) with (fillfactor = 10)`.execute(db)
  await sql`insert into log.head values (1, 0)`.execute(db)

  // Rows are never removed, so no stream id is born twice.
  await sql`
    create table log.stream (
      stream_id text collate "C" primary key,
      version bigint not null check (version > 0),
      last_leaf bytea not null check (octet_length(last_leaf) = 32),
      closed_at timestamptz
    ) with (fillfactor = 70)`.execute(db)

  // json keeps the text exactly as it was sent, which jsonb does not: hashes are made over these bytes.
  // proof: salt 16, previous leaf 32, leaf 32, MAC 32. recorded_at comes with the event and is sealed, stored_at does not.
  await sql`
    create table log.event_live (
      position bigint not null,
      stream_id text collate "C" not null,
      version bigint not null,
      event_id uuid not null,
      type text collate "C" not null,
      schema_version smallint not null,
      payload json not null,
      meta json not null,
      proof bytea not null check (octet_length(proof) = 112),
      mac_key smallint not null,
      recorded_at timestamptz not null,
      stored_at timestamptz not null default clock_timestamp(),
      primary key (position)
    ) partition by range (position)`.execute(db)
  await sql`create unique index event_stream on log.event_live (stream_id, version, position)`.execute(db)
  await sql`create index event_type on log.event_live (type, position)`.execute(db)

  // Positions from first to before end. Detached: a table on its own, shown by log.event all the same. Away: in a file.
  // leaves: SHA-256 over the leaves of its events, noted when it is detached and held against what comes back.
  await sql`
    create table log.partition (
      number int primary key,
      name text not null unique,
      first_position bigint not null unique,
      end_position bigint not null check (end_position > first_position),
      state text not null default 'attached' check (state in ('attached', 'leaving', 'detached', 'away')),
      leaves bytea check (octet_length(leaves) = 32),
      file_sha256 text,
      check (state = 'attached' or leaves is not null),
      check (state <> 'away' or file_sha256 is not null)
    )`.execute(db)
  await sql`create index partition_away on log.partition (end_position) where state = 'away'`.execute(db)

  // An epoch ends when the log is restored behind what was published; positions of the tree count from its first.
  await sql`
    create table log.epoch (
      epoch int primary key,
      origin text not null unique,
      first_position bigint not null unique,
      note text
    )`.execute(db)
  await sql`insert into log.epoch values (1, 'anjuan/' || gen_random_uuid(), 1, null)`.execute(db)

  await sql`
    create function log.refuse_change() returns trigger language plpgsql as $$
    begin
      raise exception 'the event log is append-only: % of % is refused', tg_op, tg_table_name
        using errcode = 'restrict_violation';
    end $$`.execute(db)
  await refuseChanges('log.event_live').execute(db)
  await sql`
    create trigger keep_stream before delete or truncate on log.stream
    for each statement execute function log.refuse_change()`.execute(db)
  await sql`alter table log.stream enable always trigger keep_stream`.execute(db)

  await partitionSize.execute(db)
  await makePartitions.execute(db)
  await defineEvent.execute(db)
  await sql`revoke all on function log.make_partitions(int), log.define_event() from public`.execute(db)
  await sql`select log.make_partitions(4)`.execute(db)
  await sql`select log.define_event()`.execute(db)

  await closeStream.execute(db)
  await sql`revoke all on function log.close_stream(text) from public`.execute(db)

  await sql`grant usage on schema log to log_writer, app_api, app_projector, app_sealer`.execute(db)
  await sql`
    grant select on log.head, log.stream, log.event, log.event_live, log.partition, log.epoch
    to log_writer, app_api, app_projector, app_sealer`.execute(db)
  await sql`grant update on log.head to log_writer`.execute(db)
  await sql`grant insert, update on log.stream to log_writer`.execute(db)
  await sql`grant insert on log.event_live to log_writer`.execute(db)
  await sql`grant execute on function log.make_partitions(int) to app_api`.execute(db)
  await sql`grant create on schema log to log_writer`.execute(db)

  await sql`set local role log_writer`.execute(db)
  await verdict.execute(db)
  await appendEvent.execute(db)
  await appendMany.execute(db)
  await sql`
    do $$
    declare name regprocedure;
    begin
      for name in select oid from pg_proc where proname in ('append_event', 'append_many', 'verdict') and pronamespace = 'log'::regnamespace
      loop
        execute format('revoke all on function %s from public', name);
        if name::text not like '%verdict%' then
          execute format('grant execute on function %s to app_api', name);
        end if;
      end loop;
    end $$`.execute(db)

  await sql`set local role log_owner`.execute(db)
  await sql`revoke create on schema log from log_writer`.execute(db)
  await sql`reset role`.execute(db)
  // Without temporary tables nobody can shadow a table of ours.
  await sql`
    do $$ begin execute format('revoke temporary on database %I from public', current_database()); end $$`.execute(db)
}

/** Fires once per statement, so appends pay nothing; ALWAYS, so that it also fires in replica mode. */
const refuseChanges = (table: string) =>
  sql.raw(`
    create trigger append_only before update or delete or truncate on ${table}
    for each statement execute function log.refuse_change();
    alter table ${table} enable always trigger append_only`)
