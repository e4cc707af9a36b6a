import { sql } from 'kysely'

/** Positions of one partition. The only place that says so: what was made with another size keeps the range it has. */
export const partitionSize = sql`
  create function log.partition_size() returns bigint language sql immutable parallel safe as 'select 10000000::bigint'`

/**
 * Makes partitions until `spare` empty ones lie ahead of the head; answers how many it made. There is no default partition:
 * a missing one must fail loudly. Attached, not created in place, so that readers are not blocked. While a partition is
 * leaving, `log.event` names every partition by itself and must learn of the new ones.
 *
 * The planner is told that types are many. If it learnt that they are few, it would walk over the whole log for every page
 * of some types, once for each of them, instead of taking the range of each from the index.
 */
export const makePartitions = sql`
  create function log.make_partitions(spare int) returns int
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
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
  end $$`

/**
 * Defines what `log.event` shows: the live partitions and every detached one, each event once. While a partition is leaving
 * it may be among the live ones or not, depending on who looks: then every partition is named by itself. No branch has a
 * condition, so an ordered read goes by the index of each.
 */
export const defineEvent = sql`
  create function log.define_event() returns void
  language plpgsql set search_path = pg_catalog, pg_temp as $$
  declare
    leaving constant boolean := exists (select from log.partition where state = 'leaving');
    own text;
  begin
    select string_agg(format('select * from log.%I', name), ' union all ' order by number) into own
    from log.partition where state in ('leaving', 'detached') or leaving and state = 'attached';
    execute 'create or replace view log.event as '
      || concat_ws(' union all ', case when not leaving then 'select * from log.event_live' end, own);
  end $$`
