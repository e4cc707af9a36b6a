import { sql } from 'kysely'

/*
 * The functions that write. Events come as columns, one array each; the program sends them in PostgreSQL's binary form, so
 * nothing is escaped, and no text is parsed but JSON.
 *
 * Lock order is the same everywhere: stream rows in the order of their ids, then the head row, which is held until the
 * commit is visible. So position order is commit order, and a rolled-back append gives its positions back.
 */

const intoEvent = sql.raw(`
      insert into log.event_live (position, stream_id, version, event_id, type, schema_version, payload, meta, proof,
        mac_key, recorded_at)`)

/** The leaf before an event and its own, as its proof has them: the stream row keeps the one for the next to name. */
const previousLeaf = (proof: string) => sql.raw(`substring(${proof} from 17 for 32)`)
const leaf = (proof: string) => sql.raw(`substring(${proof} from 49 for 32)`)

/**
 * Appends one event to a stream that stands at `expected` with the leaf that the proof names: the most common commit,
 * without arrays. Answers its position, or null when it was not taken: `append_many` then says why.
 */
export const appendEvent = sql`
  create function log.append_event(
    stream_name text, expected bigint, id uuid, type_name text, schema_version smallint, payload json, meta json,
    proof bytea, mac_key smallint, recorded timestamptz)
  returns bigint
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
  #variable_conflict use_variable
  declare
    place bigint;
  begin
    if expected = 0 then
      insert into log.stream (stream_id, version, last_leaf) values (stream_name, 1, ${leaf('proof')})
      on conflict do nothing;
    else
      update log.stream s set version = expected + 1, last_leaf = ${leaf('proof')}
      where s.stream_id = stream_name and s.version = expected and s.last_leaf = ${previousLeaf('proof')}
        and s.closed_at is null;
    end if;
    if not found then
      return null;
    end if;
    update log.head h set position = h.position + 1 where h.id = 1 returning h.position into place;
    ${intoEvent}
    values (place, stream_name, expected + 1, id, type_name, schema_version, payload, meta, proof, mac_key, recorded);
    return place;
  end $$`

/** Numbers of the events of commit `i`: from the first to the last. */
const first = '(coalesce(lasts[i - 1], 0) + 1)'
const last = 'lasts[i]'
const size = sql.raw('(lasts[i] - coalesce(lasts[i - 1], 0))')

/**
 * Appends many commits, each to a stream of its own, in one transaction; a conflict of one costs the others nothing. The
 * commits follow each other in the event columns; `lasts` are the numbers of their last events. Answers a row 0 with the
 * position before the first event, and a row for every commit (from 1) that was not taken: `repeated` (these ids are
 * already there: the first answer again), or `partly-repeated`, `conflict`, `leaf-differs` or `stream-closed` with the
 * tip of the stream as it is.
 */
export const appendMany = sql`
  create function log.append_many(
    streams text[], expected bigint[], lasts int[],
    ids uuid[], types text[], schema_versions smallint[], payloads json[], metas json[], proofs bytea[],
    mac_keys smallint[], recorded timestamptz[])
  returns table (ordinal int, outcome text, version bigint, leaf bytea, last_position bigint)
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
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
        update log.stream s set version = s.version + ${size}, last_leaf = ${leaf(`proofs[${last}]`)}
        from unnest(streams) with ordinality c (stream_id, i)
        where s.stream_id = c.stream_id and s.version = expected[i] and s.closed_at is null
          and s.last_leaf = ${previousLeaf(`proofs[${first}]`)} and ${size} > 0
        returning i
      )
      select coalesce(array_agg(i), '{}') into moved from moved;
    end if;

    if 0 = any(expected) then
      with made as (
        insert into log.stream (stream_id, version, last_leaf)
        select stream_id, ${size}, ${leaf(`proofs[${last}]`)} from unnest(streams) with ordinality c (stream_id, i)
        where expected[i] = 0 and ${size} > 0 order by stream_id
        on conflict do nothing returning stream_id
      )
      select coalesce(array_agg(stream_id), '{}') into made from made;
    end if;

    if cardinality(moved) + cardinality(made) = commits then
      select array_agg(i) into taken from generate_series(1, commits) i;
    else
      if exists (select from generate_series(1, commits) i where ${size} > 0 is not true)
        or (select count(distinct stream_id) from unnest(streams) stream_id) < commits then
        raise exception 'a commit is empty, or a stream stands twice in a batch' using errcode = 'invalid_parameter_value';
      end if;
      select array_agg(i order by i) into taken from unnest(streams) with ordinality c (stream_id, i)
      where i in (select unnest(moved)) or stream_id in (select unnest(made));
    end if;

    if taken is not null then
      select sum(${size}) into total from unnest(taken) i;
      update log.head set position = position + total where id = 1 returning position - total into base;
      ${intoEvent}
      select base + row_number() over (), streams[i], expected[i] + k - ${sql.raw(first)} + 1, ids[k], types[k],
        schema_versions[k], payloads[k], metas[k], proofs[k], mac_keys[k], recorded[k]
      from (select i, generate_series(${sql.raw(first)}, ${sql.raw(last)}) as k from unnest(taken) i) e;
    end if;

    return query select 0, 'appended', null::bigint, null::bytea, base;
    if taken is null or cardinality(taken) < commits then
      return query
      select i::int, v.outcome, v.version, v.leaf, v.last_position from unnest(streams) with ordinality c (stream_id, i)
      cross join lateral log.verdict(stream_id, expected[i], ids[${sql.raw(first)} : ${sql.raw(last)}]) v
      where i not in (select unnest(taken));
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
