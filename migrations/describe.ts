import { type Kysely, sql } from 'kysely'

/** Our schemas, in the order of the migrations; generations of read models come and go and are not part of it. */
const schemas = ['log', 'vault', 'projection', 'view', 'http']

type Line = { line: string }

/**
 * A migrated database as SQL text for people to read and for reviews to compare: tables with their columns and constraints,
 * indexes, functions, triggers and grants, in a stable order. Partitions of a table are left out: they are all alike.
 */
export const describeSchema = async (db: Kysely<unknown>): Promise<string> => {
  const inSchemas = sql.raw(schemas.map((name) => `'${name}'`).join(', '))
  const parts = [
    sql<Line>`
      select format(E'create table %I.%I (\n%s\n);', n.nspname, c.relname, string_agg(col.line, E',\n' order by col.place)) as line
      from pg_class c
      join pg_namespace n on n.oid = c.relnamespace
      cross join lateral (
        select a.attnum::int as place,
               format('  %I %s%s%s', a.attname, format_type(a.atttypid, a.atttypmod),
                      case when a.attnotnull then ' not null' else '' end,
                      coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '')) as line
        from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
        union all
        select 10000 + row_number() over (order by k.conname)::int,
               format('  constraint %I %s', k.conname, pg_get_constraintdef(k.oid))
        from pg_constraint k where k.conrelid = c.oid and k.contype <> 'n'
      ) col
      where n.nspname in (${inSchemas}) and c.relkind in ('r', 'p') and not c.relispartition
      group by n.nspname, c.relname order by array_position(array[${inSchemas}]::name[], n.nspname), c.relname`,
    sql<Line>`
      select pg_get_indexdef(i.indexrelid) || ';' as line
      from pg_index i join pg_class c on c.oid = i.indexrelid join pg_namespace n on n.oid = c.relnamespace
      where n.nspname in (${inSchemas}) and not c.relispartition
        and not exists (select from pg_constraint k where k.conindid = c.oid)
      order by n.nspname, c.relname`,
    sql<Line>`
      select format(E'create view %I.%I as\n%s', n.nspname, c.relname, pg_get_viewdef(c.oid)) as line
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname in (${inSchemas}) and c.relkind = 'v' order by n.nspname, c.relname`,
    sql<Line>`
      select pg_get_functiondef(p.oid) || ';' as line
      from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where n.nspname in (${inSchemas}) order by n.nspname, p.proname, pg_get_function_identity_arguments(p.oid)`,
    sql<Line>`
      select pg_get_triggerdef(t.oid) || ';' as line
      from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
      where n.nspname in (${inSchemas}) and not t.tgisinternal and not c.relispartition
      order by n.nspname, c.relname, t.tgname`,
    sql<Line>`
      select format('grant %s on %s %I.%I to %I;', lower(string_agg(acl.privilege_type, ', ' order by acl.privilege_type)),
                    case c.relkind when 'S' then 'sequence' else 'table' end, n.nspname, c.relname, acl.grantee::regrole) as line
      from pg_class c join pg_namespace n on n.oid = c.relnamespace cross join lateral aclexplode(c.relacl) acl
      where n.nspname in (${inSchemas}) and not c.relispartition and acl.grantee <> c.relowner and acl.grantee <> 0
      group by n.nspname, c.relname, c.relkind, acl.grantee
      order by n.nspname, c.relname, acl.grantee::regrole::text`,
    sql<Line>`
      select format('grant execute on function %s to %I;', p.oid::regprocedure, acl.grantee::regrole) as line
      from pg_proc p join pg_namespace n on n.oid = p.pronamespace cross join lateral aclexplode(p.proacl) acl
      where n.nspname in (${inSchemas}) and acl.grantee <> p.proowner and acl.grantee <> 0
      order by p.oid::regprocedure::text, acl.grantee::regrole::text`,
  ]
  const found: string[] = []
  for (const part of parts) {
    const { rows } = await part.execute(db)
    found.push(rows.map(({ line }) => line.trimEnd()).join('\n\n'))
  }
  return `-- Written by \`npm test -- -u schema\`; do not edit. What the migrations make of an empty database.\n\n${found.filter(Boolean).join('\n\n')}\n`
}
