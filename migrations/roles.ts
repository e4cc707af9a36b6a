import { type Kysely, sql } from 'kysely'

/** Roles without a login: `log_owner` owns the log, `log_writer` the functions that append; the others each serve one task. */
const roles = [
  'log_owner',
  'log_writer',
  'app_api',
  'app_projector',
  'app_sealer',
  'app_import',
  'app_auditor',
] as const

/** The roles that a program takes on with `set role`; nobody takes on the owners of the log but a migration. */
const programRoles = roles.filter((role) => role.startsWith('app_'))

/** Before PostgreSQL 16 a member may always take the role on, and inherits unless its login says otherwise. */
const knowsSet = sql.raw(`current_setting('server_version_num')::int >= 160000`)
const may = sql`case when ${knowsSet} then 'set' else 'member' end`
const grantOptions = sql`case when ${knowsSet} then ' with inherit false, set true' else '' end`

/**
 * Creates the roles of the whole cluster, once and for all its databases. Safe to repeat, and to run from two sides at
 * once. Whoever runs it becomes a member of the owners, so that migrations also work for an administrator who is no
 * superuser.
 */
export const createRoles = async (db: Kysely<unknown>): Promise<void> => {
  const names = sql.raw(roles.map((role) => `'${role}'`).join(', '))
  await exclusively(
    db,
    sql`do $$
    declare name text;
    begin
      foreach name in array array[${names}] loop
        if not exists (select from pg_roles where rolname = name) then
          begin
            execute format('create role %I nologin', name);
          exception when duplicate_object or unique_violation then null; -- made meanwhile through another database
          end;
        end if;
        if not pg_has_role(current_user, name, ${may}) then
          execute format('grant %I to current_user', name);
        end if;
      end loop;
    end $$`,
  )
}

/**
 * Creates the login that the program connects with: it may do nothing by itself and only take on one of the `app_` roles.
 * The password is set again when it is there already.
 */
export const createLogin = async (db: Kysely<unknown>, name: string, password: string): Promise<void> => {
  await exclusively(
    db,
    sql`do $$
    declare
      login text := ${sql.lit(name)};
      member text;
    begin
      if not exists (select from pg_roles where rolname = login) then
        begin
          execute format('create role %I login noinherit', login);
        exception when duplicate_object or unique_violation then null;
        end;
      end if;
      execute format('alter role %I password %L', login, ${sql.lit(password)});
      foreach member in array array[${sql.raw(programRoles.map((role) => `'${role}'`).join(', '))}] loop
        if not pg_has_role(login, member, ${may}) then
          execute format('grant %I to %I', member, login) || ${grantOptions};
        end if;
      end loop;
    end $$`,
  )
}

/** Advisory locks are per database: they keep most racers apart, the exception handlers the rest. */
const exclusively = async (db: Kysely<unknown>, statement: ReturnType<typeof sql>): Promise<void> => {
  await db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended('anjuan.roles', 0))`.execute(trx)
    await statement.execute(trx)
  })
}
