import { type Kysely, sql } from 'kysely'

/** Personal-data keys and kept files. Only the API reaches them: projector, sealer and auditor see sealed text and no key. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`create schema vault`.execute(db)

  // A row outlives its key: without the tombstone an erased person would be given a fresh key and look never erased.
  await sql`
    create table vault.person_key (
      person_id uuid primary key,
      wrap_key smallint not null,
      wrapped bytea,
      created_at timestamptz not null default clock_timestamp(),
      erased_at timestamptz,
      check ((wrapped is null) = (erased_at is not null))
    )`.execute(db)

  await sql`
    create table vault.file (
      sha256 bytea primary key check (octet_length(sha256) = 32),
      size bigint not null check (size >= 0),
      wrap_key smallint not null,
      wrapped bytea not null,
      sealed bytea not null,
      kept_at timestamptz not null default clock_timestamp()
    )`.execute(db)
  // Sealed bytes do not compress: do not try.
  await sql`alter table vault.file alter column sealed set storage external`.execute(db)

  // Which keys this database was written with, so that a directory of other keys is noticed before it does harm.
  await sql`
    create table vault.key_check (
      purpose text not null,
      key_id smallint not null,
      fingerprint bytea not null,
      primary key (purpose, key_id)
    )`.execute(db)

  // The one change of a key that there is. A function, because a plain right to update could also exchange keys.
  await sql`
    create function vault.erase_person(person uuid) returns void
    language sql security definer set search_path = pg_catalog, pg_temp as $$
      insert into vault.person_key (person_id, wrap_key, wrapped, erased_at)
      values (person, 0, null, clock_timestamp())
      on conflict (person_id) do update set wrapped = null, erased_at = excluded.erased_at
      where person_key.erased_at is null
    $$`.execute(db)
  await sql`revoke all on function vault.erase_person(uuid) from public`.execute(db)

  await sql`grant usage on schema vault to app_api`.execute(db)
  await sql`grant select, insert on vault.person_key, vault.file, vault.key_check to app_api`.execute(db)
  await sql`grant execute on function vault.erase_person(uuid) to app_api`.execute(db)
}
