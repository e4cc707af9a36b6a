import { sql } from 'kysely'

/*
 * The functions that write. Events come as columns: fixed-width fields as arrays, all proofs as one bytea (112 bytes each),
 * all JSON texts as one bytea cut at `cuts` (payload and meta in turn, 0 first). Arrays of text would have to be escaped
 * element by element. Types are a short list and a number per event, because reaching into an array of text is slow.
 *
 * Lock order is the same everywhere: stream rows in the order of their ids, then the head row, which is held until the
 * commit is visible. So position order is commit order, and a rolled-back append gives its positions back.
 */

const eventColumns = sql.raw(`
  ids uuid[], type_names text[], type_of smallint[], schema_versions smallint[], mac_keys smallint[],
  recorded timestamptz[], proofs bytea, texts bytea, cuts int[]`)

/** Event number `k` of the columns, ready to insert. */
const eventNumber = (k: string) =>
  sql.raw(`
    ids[${k}], type_names[type_of[${k}]], schema_versions[${k}],
    convert_from(substring(texts from cuts[2 * ${k} - 1] + 1 for cuts[2 * ${k}] - cuts[2 * ${k} - 1]), 'UTF8')::json,
    convert_from(substring(texts from cuts[2 * ${k}] + 1 for cuts[2 * ${k} + 1] - cuts[2 * ${k}]), 'UTF8')::json,
    substring(proofs from (${k} - 1) * 112 + 1 for 112), mac_keys[${k}], recorded[${k}]`)

const intoEvent = sql.raw(`
  insert into log.event_live (position, stream_id, version, event_id, type, schema_version, payload, meta, proof, mac_key,
    recorded_at)`)

/** The leaf of event number `k`: what the stream row keeps and the next append must name. */
const leafNumber = (k: string) => sql.raw(`substring(proofs from (${k} - 1) * 112 + 49 for 32)`)

/**
 * Appends the events to one stream that stands at `expected` with the leaf `previous`. One row: outcome `appended`,
 * `repeated` (these ids are already there: the first answer again), `partly-repeated`, `conflict`, `leaf-differs` or
 * `stream-closed`; for the last four the tip of the stream as it is.
 */
export const appendOne = sql`
  create function log.append_one(
    stream_name text, expected bigint, previous bytea, ${eventColumns},
    out outcome text, out version bigint, out leaf bytea, out last_position bigint)
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
  #variable_conflict use_column
  declare
    size constant int := cardinality(ids);
  begin
    if expected = 0 then
      insert into log.stream (stream_id, version, last_leaf) values (stream_name, size, ${leafNumber('size')})
      on conflict do nothing;
    else
      update log.stream s set version = s.version + size, last_leaf = ${leafNumber('size')}
      where s.stream_id = stream_name and s.version = expected and s.last_leaf = previous and s.closed_at is null;
    end if;
    if not found then
      select v.outcome, v.version, v.leaf, v.last_position into outcome, version, leaf, last_position
      from log.verdict(stream_name, expected, ids) v;
      return;
    end if;
    update log.head set position = position + size where id = 1 returning position into last_position;
    ${intoEvent}
    select last_position - size + k, stream_name, expected + k, ${eventNumber('k')} from generate_series(1, size) k;
    outcome := 'appended';
    version := expected + size;
    leaf := ${leafNumber('size')};
  end $$`

/** One commit per row, with the number of its last event. */
const commits = sql.raw(`
  (select stream_id, expected, size, n::int, (sum(size) over (order by n))::int as last_event
   from unnest(streams, expected, sizes) with ordinality as c (stream_id, expected, size, n)) c`)

/**
 * Appends many commits, each to a stream of its own, in one transaction; a conflict of one costs the others nothing. The
 * commits follow each other in the event columns, `sizes` long each; `previous` holds 32 bytes per commit. Answers a row 0
 * with the position before the first event, and a row as of `append_one` for every commit (from 1) that was not taken.
 */
export const appendMany = sql`
  create function log.append_many(
    streams text[], expected bigint[], sizes int[], previous bytea, ${eventColumns})
  returns table (ordinal int, outcome text, version bigint, leaf bytea, last_position bigint)
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
  #variable_conflict use_column
  declare
    won boolean[];
    changed bigint;
    total bigint;
    base bigint;
  begin
    perform from unnest(streams, expected) c (stream_id, expected) join log.stream s using (stream_id)
    where c.expected > 0 order by s.stream_id for update of s;

    with commit as (select * from ${commits}),
    moved as (
      update log.stream s set version = s.version + c.size, last_leaf = ${leafNumber('c.last_event')}
      from commit c
      where c.expected > 0 and s.stream_id = c.stream_id and s.version = c.expected and s.closed_at is null
        and s.last_leaf = substring(previous from (c.n - 1) * 32 + 1 for 32)
      returning s.stream_id
    ),
    made as (
      insert into log.stream (stream_id, version, last_leaf)
      select c.stream_id, c.size, ${leafNumber('c.last_event')} from commit c where c.expected = 0 order by c.stream_id
      on conflict do nothing returning stream_id
    ),
    taken as (select stream_id from moved union all select stream_id from made)
    select array_agg(c.stream_id in (select stream_id from taken) order by c.n),
      sum(c.size) filter (where c.stream_id in (select stream_id from taken)), (select count(*) from taken)
    into won, total, changed from commit c;
    if changed <> cardinality(array_positions(won, true)) then
      raise exception 'a stream may stand only once in a batch' using errcode = 'invalid_parameter_value';
    end if;

    if total > 0 then
      update log.head set position = position + total where id = 1 returning position - total into base;
      ${intoEvent}
      select base + taken_before + i, stream_id, expected + i, ${eventNumber('k')}
      from (
        select c.*, c.last_event - c.size + c.i as k from (
          select c.*, generate_series(1, c.size) as i from (
            select c.*, sum(c.size) filter (where won[c.n]) over (order by c.n) - c.size as taken_before from ${commits}
          ) c where won[c.n]
        ) c
      ) c;
    end if;

    return query select 0, 'appended', null::bigint, null::bytea, base;
    if changed < cardinality(won) then
      return query
      select c.n, v.outcome, v.version, v.leaf, v.last_position from ${commits}
      cross join lateral log.verdict(c.stream_id, c.expected, ids[c.last_event - c.size + 1 : c.last_event]) v
      where not won[c.n];
    end if;
  end $$`

/**
 * Says why a commit was not taken, by comparing the ids at the versions it wanted; `partition-away` where one of them lies
 * in a partition that is not on this server, so that nobody can say.
 */
export const verdict = sql`
  create function log.verdict(
    stream_name text, expected bigint, ids uuid[],
    out outcome text, out version bigint, out leaf bytea, out last_position bigint)
  language plpgsql stable set search_path = pg_catalog, pg_temp as $$
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
  end $$`

/** For an operator: nothing is ever appended to this stream again. There is no way to open it. */
export const closeStream = sql`
  create function log.close_stream(stream_name text) returns boolean
  language sql set search_path = pg_catalog, pg_temp as $$
    update log.stream set closed_at = clock_timestamp() where stream_id = stream_name and closed_at is null returning true
  $$`
