import { type Kysely, sql } from 'kysely'

/**
 * Where the read models stand: `projection` holds a checkpoint per view and generation, `view` is all that queries see.
 * Milestones say when some events of the log were recorded, so that a moment of the past is found without reading it all.
 * The projector makes and drops the database schemas of generations through two functions only, so it needs no right to
 * create anything else in the database, and it cannot drop what is being served.
 */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`create schema projection`.execute(db)
  await sql`create schema view`.execute(db)

  await sql`
    create table projection.checkpoint (
      name text collate "C" not null check (name ~ '^[a-z]+(-[a-z]+)*$'),
      generation int not null check (generation > 0),
      revision int not null check (revision > 0),
      status text not null check (status in ('building', 'serving', 'retired')),
      cursor text,
      position bigint not null default 0 check (position >= 0),
      started_at timestamptz not null default clock_timestamp(),
      moved_at timestamptz not null default clock_timestamp(),
      primary key (name, generation)
    )`.execute(db)
  await sql`create unique index checkpoint_serving on projection.checkpoint (name) where status = 'serving'`.execute(db)
  await sql`create unique index checkpoint_building on projection.checkpoint (name) where status = 'building'`.execute(
    db,
  )

  await sql`
    create view view.view_position as
      select name as view, generation, position from projection.checkpoint where status = 'serving'`.execute(db)

  await sql`
    create table projection.milestone (
      position bigint primary key,
      recorded_at text collate "C" not null
    )`.execute(db)
  await sql`create index milestone_time on projection.milestone (recorded_at, position)`.execute(db)
  await sql`create view view.milestone as select position, recorded_at from projection.milestone`.execute(db)

  await sql`
    create function projection.schema_of(view_name text, generation int) returns text
    language sql immutable as $$ select replace(view_name, '-', '_') || '_g' || generation $$`.execute(db)

  await sql`
    create function projection.open_generation(view_name text, generation int) returns text
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
    declare
      made text := projection.schema_of(view_name, generation);
    begin
      if view_name !~ '^[a-z]+(-[a-z]+)*$' or generation < 1 then
        raise exception 'not a generation of a view: % %', view_name, generation;
      end if;
      execute format('create schema %I', made);
      execute format('grant usage, create on schema %I to app_projector', made);
      return made;
    end $$`.execute(db)

  await sql`
    create function projection.drop_generation(view_name text, dropped int) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
    begin
      if exists (
        select from projection.checkpoint c
        where c.name = view_name and c.generation = dropped and c.status = 'serving'
      ) then
        raise exception 'generation % of % is being served', dropped, view_name;
      end if;
      if view_name !~ '^[a-z]+(-[a-z]+)*$' or dropped < 1 then
        raise exception 'not a generation of a view: % %', view_name, dropped;
      end if;
      execute format('drop schema if exists %I cascade', projection.schema_of(view_name, dropped));
      delete from projection.checkpoint c where c.name = view_name and c.generation = dropped;
    end $$`.execute(db)

  await sql`revoke all on all functions in schema projection from public`.execute(db)
  await sql`grant usage on schema projection to app_projector`.execute(db)
  await sql`grant execute on all functions in schema projection to app_projector`.execute(db)
  await sql`grant select, insert, update, delete on projection.checkpoint to app_projector`.execute(db)
  await sql`grant select, insert on projection.milestone to app_projector`.execute(db)
  await sql`grant usage, create on schema view to app_projector`.execute(db)
  await sql`grant usage on schema view to app_api`.execute(db)
  await sql`grant select on view.view_position, view.milestone to app_api, app_projector`.execute(db)
}
