import { type Kysely, sql } from 'kysely'

/**
 * The memory of POSTs: one row per actor, route and `Idempotency-Key`, with the exact bytes of the first answer. Kept 90
 * days at least, so that a retry at the end of the month still finds its answer.
 */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`create schema http`.execute(db)
  await sql`
    create table http.idempotency (
      actor text not null,
      route text not null,
      key text not null,
      body_hash text not null,
      command_id uuid not null,
      state text not null default 'started' check (state in ('started', 'done')),
      runner integer,
      status smallint,
      headers text,
      answer bytea,
      started_at timestamptz not null default now(),
      done_at timestamptz,
      primary key (actor, route, key),
      check ((state = 'done') = (status is not null and headers is not null and answer is not null))
    )`.execute(db)
  await sql`comment on column http.idempotency.runner is
    'process that carries the command out; it holds an advisory lock on this number while it lives'`.execute(db)
  await sql`create index idempotency_age on http.idempotency (started_at)`.execute(db)
  await sql`grant usage on schema http to app_api`.execute(db)
  await sql`grant select, insert, update, delete on http.idempotency to app_api`.execute(db)
}
