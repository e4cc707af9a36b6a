-- Written by `npm test -- -u schema`; do not edit. What the migrations make of an empty database.

create table log.epoch (
  epoch integer not null,
  origin text not null,
  first_position bigint not null,
  note text,
  constraint epoch_first_position_key UNIQUE (first_position),
  constraint epoch_origin_key UNIQUE (origin),
  constraint epoch_pkey PRIMARY KEY (epoch)
);

create table log.event_live (
  "position" bigint not null,
  stream_id text not null,
  version bigint not null,
  event_id uuid not null,
  type text not null,
  schema_version smallint not null,
  payload json not null,
  meta json not null,
  proof bytea not null,
  mac_key smallint not null,
  recorded_at timestamp with time zone not null,
  stored_at timestamp with time zone not null default clock_timestamp(),
  constraint event_live_pkey PRIMARY KEY ("position"),
  constraint event_live_proof_check CHECK ((octet_length(proof) = 112))
);

create table log.head (
  id smallint not null,
  "position" bigint not null,
  constraint head_id_check CHECK ((id = 1)),
  constraint head_pkey PRIMARY KEY (id),
  constraint head_position_check CHECK (("position" >= 0))
);

create table log.partition (
  number integer not null,
  name text not null,
  first_position bigint not null,
  end_position bigint not null,
  state text not null default 'attached'::text,
  leaves bytea,
  file_sha256 text,
  constraint partition_check CHECK ((end_position > first_position)),
  constraint partition_check1 CHECK (((state = 'attached'::text) OR (leaves IS NOT NULL))),
  constraint partition_check2 CHECK (((state <> 'away'::text) OR (file_sha256 IS NOT NULL))),
  constraint partition_first_position_key UNIQUE (first_position),
  constraint partition_leaves_check CHECK ((octet_length(leaves) = 32)),
  constraint partition_name_key UNIQUE (name),
  constraint partition_pkey PRIMARY KEY (number),
  constraint partition_state_check CHECK ((state = ANY (ARRAY['attached'::text, 'leaving'::text, 'detached'::text, 'away'::text])))
);

create table log.stream (
  stream_id text not null,
  version bigint not null,
  last_leaf bytea not null,
  closed_at timestamp with time zone,
  constraint stream_last_leaf_check CHECK ((octet_length(last_leaf) = 32)),
  constraint stream_pkey PRIMARY KEY (stream_id),
  constraint stream_version_check CHECK ((version > 0))
);

create table vault.file (
  sha256 bytea not null,
  size bigint not null,
  wrap_key smallint not null,
  wrapped bytea not null,
  sealed bytea not null,
  kept_at timestamp with time zone not null default clock_timestamp(),
  constraint file_pkey PRIMARY KEY (sha256),
  constraint file_sha256_check CHECK ((octet_length(sha256) = 32)),
  constraint file_size_check CHECK ((size >= 0))
);

create table vault.key_check (
  purpose text not null,
  key_id smallint not null,
  fingerprint bytea not null,
  constraint key_check_pkey PRIMARY KEY (purpose, key_id)
);

create table vault.person_key (
  person_id uuid not null,
  wrap_key smallint not null,
  wrapped bytea,
  created_at timestamp with time zone not null default clock_timestamp(),
  erased_at timestamp with time zone,
  constraint person_key_check CHECK (((wrapped IS NULL) = (erased_at IS NOT NULL))),
  constraint person_key_pkey PRIMARY KEY (person_id)
);

create table projection.checkpoint (
  name text not null,
  generation integer not null,
  revision integer not null,
  status text not null,
  cursor text,
  "position" bigint not null default 0,
  started_at timestamp with time zone not null default clock_timestamp(),
  moved_at timestamp with time zone not null default clock_timestamp(),
  constraint checkpoint_generation_check CHECK ((generation > 0)),
  constraint checkpoint_name_check CHECK ((name ~ '^[a-z]+(-[a-z]+)*$'::text)),
  constraint checkpoint_pkey PRIMARY KEY (name, generation),
  constraint checkpoint_position_check CHECK (("position" >= 0)),
  constraint checkpoint_revision_check CHECK ((revision > 0)),
  constraint checkpoint_status_check CHECK ((status = ANY (ARRAY['building'::text, 'serving'::text, 'retired'::text])))
);

create table projection.milestone (
  "position" bigint not null,
  recorded_at text not null,
  constraint milestone_pkey PRIMARY KEY ("position")
);

create table http.idempotency (
  actor text not null,
  route text not null,
  key text not null,
  body_hash text not null,
  command_id uuid not null,
  state text not null default 'started'::text,
  runner integer,
  status smallint,
  headers text,
  answer bytea,
  started_at timestamp with time zone not null default now(),
  done_at timestamp with time zone,
  constraint idempotency_check CHECK (((state = 'done'::text) = ((status IS NOT NULL) AND (headers IS NOT NULL) AND (answer IS NOT NULL)))),
  constraint idempotency_pkey PRIMARY KEY (actor, route, key),
  constraint idempotency_state_check CHECK ((state = ANY (ARRAY['started'::text, 'done'::text])))
);

CREATE INDEX idempotency_age ON http.idempotency USING btree (started_at);

CREATE UNIQUE INDEX event_stream ON ONLY log.event_live USING btree (stream_id, version, "position");

CREATE INDEX event_type ON ONLY log.event_live USING btree (type, "position");

CREATE INDEX partition_away ON log.partition USING btree (end_position) WHERE (state = 'away'::text);

CREATE UNIQUE INDEX checkpoint_building ON projection.checkpoint USING btree (name) WHERE (status = 'building'::text);

CREATE UNIQUE INDEX checkpoint_serving ON projection.checkpoint USING btree (name) WHERE (status = 'serving'::text);

CREATE INDEX milestone_time ON projection.milestone USING btree (recorded_at, "position");

create view log.event as
 SELECT "position",
    stream_id,
    version,
    event_id,
    type,
    schema_version,
    payload,
    meta,
    proof,
    mac_key,
    recorded_at,
    stored_at
   FROM log.event_live;

create view view.milestone as
 SELECT "position",
    recorded_at
   FROM projection.milestone;

create view view.view_position as
 SELECT name AS view,
    generation,
    "position"
   FROM projection.checkpoint
  WHERE (status = 'serving'::text);

CREATE OR REPLACE FUNCTION log.append_event(stream_name text, expected bigint, id uuid, type_name text, schema_version smallint, payload json, meta json, proof bytea, mac_key smallint, recorded timestamp with time zone)
 RETURNS bigint
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  #variable_conflict use_variable
  declare
    place bigint;
  begin
    if expected = 0 then
      insert into log.stream (stream_id, version, last_leaf) values (stream_name, 1, substring(proof from 49 for 32))
      on conflict do nothing;
    else
      update log.stream s set version = expected + 1, last_leaf = substring(proof from 49 for 32)
      where s.stream_id = stream_name and s.version = expected and s.last_leaf = substring(proof from 17 for 32)
        and s.closed_at is null;
    end if;
    if not found then
      return null;
    end if;
    update log.head h set position = h.position + 1 where h.id = 1 returning h.position into place;
    
      insert into log.event_live (position, stream_id, version, event_id, type, schema_version, payload, meta, proof,
        mac_key, recorded_at)
    values (place, stream_name, expected + 1, id, type_name, schema_version, payload, meta, proof, mac_key, recorded);
    return place;
  end $function$
;

CREATE OR REPLACE FUNCTION log.append_many(streams text[], expected bigint[], lasts integer[], ids uuid[], types text[], schema_versions smallint[], payloads json[], metas json[], proofs bytea[], mac_keys smallint[], recorded timestamp with time zone[])
 RETURNS TABLE(ordinal integer, outcome text, version bigint, leaf bytea, last_position bigint)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  #variable_conflict use_column
  declare
    commits constant int := cardinality(streams);
    moved int[] := '{}';
    made text[] := '{}';
    taken int[];
    total bigint;
    base bigint;
  begin
    if 0 < any(expected) then
      perform from unnest(streams, expected) c (stream_id, expected) join log.stream s using (stream_id)
      where c.expected > 0 order by s.stream_id for update of s;

      with moved as (
        update log.stream s set version = s.version + (lasts[i] - coalesce(lasts[i - 1], 0)), last_leaf = substring(proofs[lasts[i]] from 49 for 32)
        from unnest(streams) with ordinality c (stream_id, i)
        where s.stream_id = c.stream_id and s.version = expected[i] and s.closed_at is null
          and s.last_leaf = substring(proofs[(coalesce(lasts[i - 1], 0) + 1)] from 17 for 32) and (lasts[i] - coalesce(lasts[i - 1], 0)) > 0
        returning i
      )
      select coalesce(array_agg(i), '{}') into moved from moved;
    end if;

    if 0 = any(expected) then
      with made as (
        insert into log.stream (stream_id, version, last_leaf)
        select stream_id, (lasts[i] - coalesce(lasts[i - 1], 0)), substring(proofs[lasts[i]] from 49 for 32) from unnest(streams) with ordinality c (stream_id, i)
        where expected[i] = 0 and (lasts[i] - coalesce(lasts[i - 1], 0)) > 0 order by stream_id
        on conflict do nothing returning stream_id
      )
      select coalesce(array_agg(stream_id), '{}') into made from made;
    end if;

    if cardinality(moved) + cardinality(made) = commits then
      select array_agg(i) into taken from generate_series(1, commits) i;
    else
      if exists (select from generate_series(1, commits) i where (lasts[i] - coalesce(lasts[i - 1], 0)) > 0 is not true)
        or (select count(distinct stream_id) from unnest(streams) stream_id) < commits then
        raise exception 'a commit is empty, or a stream stands twice in a batch' using errcode = 'invalid_parameter_value';
      end if;
      select array_agg(i order by i) into taken from unnest(streams) with ordinality c (stream_id, i)
      where i in (select unnest(moved)) or stream_id in (select unnest(made));
    end if;

    if taken is not null then
      select sum((lasts[i] - coalesce(lasts[i - 1], 0))) into total from unnest(taken) i;
      update log.head set position = position + total where id = 1 returning position - total into base;
      
      insert into log.event_live (position, stream_id, version, event_id, type, schema_version, payload, meta, proof,
        mac_key, recorded_at)
      select base + row_number() over (), streams[i], expected[i] + k - (coalesce(lasts[i - 1], 0) + 1) + 1, ids[k], types[k],
        schema_versions[k], payloads[k], metas[k], proofs[k], mac_keys[k], recorded[k]
      from (select i, generate_series((coalesce(lasts[i - 1], 0) + 1), lasts[i]) as k from unnest(taken) i) e;
    end if;

    return query select 0, 'appended', null::bigint, null::bytea, base;
    if taken is null or cardinality(taken) < commits then
      return query
      select i::int, v.outcome, v.version, v.leaf, v.last_position from unnest(streams) with ordinality c (stream_id, i)
      cross join lateral log.verdict(stream_id, expected[i], ids[(coalesce(lasts[i - 1], 0) + 1) : lasts[i]]) v
      where i not in (select unnest(taken));
    end if;
  end $function$
;

CREATE OR REPLACE FUNCTION log.close_stream(stream_name text)
 RETURNS boolean
 LANGUAGE sql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
    update log.stream set closed_at = clock_timestamp() where stream_id = stream_name and closed_at is null returning true
  $function$
;

CREATE OR REPLACE FUNCTION log.define_event()
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  declare
    leaving constant boolean := exists (select from log.partition where state = 'leaving');
    own text;
  begin
    select string_agg(format('select * from log.%I', name), ' union all ' order by number) into own
    from log.partition where state in ('leaving', 'detached') or leaving and state = 'attached';
    execute 'create or replace view log.event as '
      || concat_ws(' union all ', case when not leaving then 'select * from log.event_live' end, own);
  end $function$
;

CREATE OR REPLACE FUNCTION log.make_partitions(spare integer)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  declare
    made int := 0;
    next log.partition;
  begin
    perform pg_advisory_xact_lock(hashtextextended('log.make_partitions', 0));
    while (select count(*) from log.partition p, log.head h where p.first_position > h.position) < least(spare, 100) loop
      select coalesce(max(number) + 1, 0), coalesce(max(end_position), 0) into next.number, next.first_position
      from log.partition;
      next.name := 'event_p' || lpad(next.number::text, greatest(4, length(next.number::text)), '0');
      next.end_position := next.first_position + log.partition_size();
      execute format('create table log.%I (like log.event_live including defaults including constraints)', next.name);
      execute format('alter table log.event_live attach partition log.%I for values from (%s) to (%s)',
        next.name, next.first_position, next.end_position);
      execute format('alter table log.%I alter column type set (n_distinct = 10000)', next.name);
      execute format('create trigger append_only before update or delete or truncate on log.%I
        for each statement execute function log.refuse_change()', next.name);
      execute format('alter table log.%I enable always trigger append_only', next.name);
      insert into log.partition (number, name, first_position, end_position)
      values (next.number, next.name, next.first_position, next.end_position);
      made := made + 1;
    end loop;
    if made > 0 and exists (select from log.partition where state = 'leaving') then
      perform log.define_event();
    end if;
    return made;
  end $function$
;

CREATE OR REPLACE FUNCTION log.partition_size()
 RETURNS bigint
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$select 10000000::bigint$function$
;

CREATE OR REPLACE FUNCTION log.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
    begin
      raise exception 'the event log is append-only: % of % is refused', tg_op, tg_table_name
        using errcode = 'restrict_violation';
    end $function$
;

CREATE OR REPLACE FUNCTION log.verdict(stream_name text, expected bigint, ids uuid[], OUT outcome text, OUT version bigint, OUT leaf bytea, OUT last_position bigint)
 RETURNS record
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  #variable_conflict use_column
  declare
    size constant int := cardinality(ids);
    same int;
    present int;
    closed boolean;
    tip_leaf bytea;
  begin
    select count(*) filter (where e.event_id = ids[e.version - expected]), count(*) into same, present from log.event e
    where e.stream_id = stream_name and e.version between expected + 1 and expected + size;
    if same = size then
      select 'repeated', e.version, substring(e.proof from 49 for 32), e.position
      into outcome, version, leaf, last_position
      from log.event e where e.stream_id = stream_name and e.version = expected + size;
      return;
    end if;
    select s.version, s.last_leaf, s.closed_at is not null into version, tip_leaf, closed
    from log.stream s where s.stream_id = stream_name;
    version := coalesce(version, 0);
    leaf := coalesce(tip_leaf, decode(repeat('00', 32), 'hex'));
    outcome := case
      when present < least(size, version - expected) then 'partition-away'
      when same > 0 then 'partly-repeated'
      when closed then 'stream-closed'
      when version = expected then 'leaf-differs'
      else 'conflict' end;
  end $function$
;

CREATE OR REPLACE FUNCTION projection.drop_generation(view_name text, dropped integer)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
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
    end $function$
;

CREATE OR REPLACE FUNCTION projection.open_generation(view_name text, generation integer)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
    declare
      made text := projection.schema_of(view_name, generation);
    begin
      if view_name !~ '^[a-z]+(-[a-z]+)*$' or generation < 1 then
        raise exception 'not a generation of a view: % %', view_name, generation;
      end if;
      execute format('create schema %I', made);
      execute format('grant usage, create on schema %I to app_projector', made);
      return made;
    end $function$
;

CREATE OR REPLACE FUNCTION projection.schema_of(view_name text, generation integer)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
AS $function$ select replace(view_name, '-', '_') || '_g' || generation $function$
;

CREATE OR REPLACE FUNCTION vault.erase_person(person uuid)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
      insert into vault.person_key (person_id, wrap_key, wrapped, erased_at)
      values (person, 0, null, clock_timestamp())
      on conflict (person_id) do update set wrapped = null, erased_at = excluded.erased_at
      where person_key.erased_at is null
    $function$
;

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON log.event_live FOR EACH STATEMENT EXECUTE FUNCTION log.refuse_change();

CREATE TRIGGER keep_stream BEFORE DELETE OR TRUNCATE ON log.stream FOR EACH STATEMENT EXECUTE FUNCTION log.refuse_change();

grant delete, insert, select, update on table http.idempotency to app_api;

grant select on table log.epoch to app_api;

grant select on table log.epoch to app_projector;

grant select on table log.epoch to app_sealer;

grant select on table log.epoch to log_writer;

grant select on table log.event to app_api;

grant select on table log.event to app_projector;

grant select on table log.event to app_sealer;

grant select on table log.event to log_writer;

grant select on table log.event_live to app_api;

grant select on table log.event_live to app_projector;

grant select on table log.event_live to app_sealer;

grant insert, select on table log.event_live to log_writer;

grant select on table log.head to app_api;

grant select on table log.head to app_projector;

grant select on table log.head to app_sealer;

grant select, update on table log.head to log_writer;

grant select on table log.partition to app_api;

grant select on table log.partition to app_projector;

grant select on table log.partition to app_sealer;

grant select on table log.partition to log_writer;

grant select on table log.stream to app_api;

grant select on table log.stream to app_projector;

grant select on table log.stream to app_sealer;

grant insert, select, update on table log.stream to log_writer;

grant delete, insert, select, update on table projection.checkpoint to app_projector;

grant insert, select on table projection.milestone to app_projector;

grant insert, select on table vault.file to app_api;

grant insert, select on table vault.key_check to app_api;

grant insert, select on table vault.person_key to app_api;

grant select on table view.milestone to app_api;

grant select on table view.milestone to app_projector;

grant select on table view.view_position to app_api;

grant select on table view.view_position to app_projector;

grant execute on function log.append_event(text,bigint,uuid,text,smallint,json,json,bytea,smallint,timestamp with time zone) to app_api;

grant execute on function log.append_many(text[],bigint[],integer[],uuid[],text[],smallint[],json[],json[],bytea[],smallint[],timestamp with time zone[]) to app_api;

grant execute on function log.make_partitions(integer) to app_api;

grant execute on function projection.drop_generation(text,integer) to app_projector;

grant execute on function projection.open_generation(text,integer) to app_projector;

grant execute on function projection.schema_of(text,integer) to app_projector;

grant execute on function vault.erase_person(uuid) to app_api;
