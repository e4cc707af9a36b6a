import pg from 'pg'

/** Something about the database that loses or endangers data (`fatal`), or that should be otherwise (`warning`). */
export type Finding = { setting: string; found: string; wanted: string; severity: 'fatal' | 'warning' }

type Seen = Record<string, string | number | boolean>

/** How far the clocks of server and program may be apart, in seconds. */
const APART = 5

/** Everything is read in one statement on the very connection that will write: settings may differ between connections. */
const QUESTION = `
  select
    current_setting('fsync') as fsync,
    current_setting('full_page_writes') as full_page_writes,
    current_setting('synchronous_commit') as synchronous_commit,
    current_setting('data_checksums') as data_checksums,
    current_setting('server_encoding') as server_encoding,
    current_setting('client_encoding') as client_encoding,
    current_setting('timezone') as timezone,
    current_setting('transaction_isolation') as transaction_isolation,
    current_setting('server_version_num')::int / 10000 as server_version,
    pg_is_in_recovery() as in_recovery,
    (select rolsuper from pg_roles where rolname = current_user) as superuser,
    (select rolbypassrls from pg_roles where rolname = current_user) as bypasses_row_security,
    pg_has_role(current_user, 'log_owner', 'usage') or pg_has_role(current_user, 'log_writer', 'usage') as owner,
    (select rolsuper from pg_roles where rolname = session_user) as login_is_superuser,
    extract(epoch from clock_timestamp())::float8 as clock,
    (select position from log.head) - coalesce((select max(position) from log.event_live), 0) as head_ahead_of_events,
    (select count(*) from log.partition p join pg_inherits on inhrelid = to_regclass('log.' || p.name)
      where inhparent = 'log.event_live'::regclass and p.first_position > (select position from log.head)
    ) as spare_partitions,
    not exists (
      select from (
        select 'log.event_live'::regclass::oid as guarded union all select 'log.stream'::regclass
        union all select inhrelid from pg_inherits where inhparent = 'log.event_live'::regclass
        union all select to_regclass('log.' || name) from log.partition where state in ('leaving', 'detached')
      ) t where not exists (
        select from pg_trigger where tgrelid = guarded and tgenabled = 'A' and tgfoid = 'log.refuse_change'::regproc
      )) as append_only,
    has_database_privilege(current_user, current_database(), 'temporary') as temporary_tables,
    exists (select from pg_event_trigger where evtenabled <> 'D') as reports_ddl`

type Rule = { setting: string; wanted: string; severity?: Finding['severity']; holds: (found: string) => boolean }

const is =
  (...wanted: string[]) =>
  (found: string): boolean =>
    wanted.includes(found)

const atLeast =
  (least: number) =>
  (found: string): boolean =>
    Number(found) >= least

const rules: readonly Rule[] = [
  { setting: 'fsync', wanted: 'on', holds: is('on') },
  { setting: 'full_page_writes', wanted: 'on', holds: is('on') },
  { setting: 'synchronous_commit', wanted: 'on or remote_apply', holds: is('on', 'remote_apply') },
  { setting: 'data_checksums', wanted: 'on', holds: is('on') },
  { setting: 'server_encoding', wanted: 'UTF8', holds: is('UTF8') },
  { setting: 'client_encoding', wanted: 'UTF8', holds: is('UTF8') },
  { setting: 'timezone', wanted: 'UTC', holds: is('UTC', 'Etc/UTC') },
  { setting: 'transaction_isolation', wanted: 'read committed', holds: is('read committed') },
  { setting: 'server_version', wanted: '15 to 18', holds: is('15', '16', '17', '18') },
  { setting: 'in_recovery', wanted: 'false', holds: is('false') },
  { setting: 'superuser', wanted: 'false', holds: is('false') },
  { setting: 'bypasses_row_security', wanted: 'false', holds: is('false') },
  { setting: 'owner', wanted: 'false', holds: is('false') },
  { setting: 'login_is_superuser', wanted: 'false', severity: 'warning', holds: is('false') },
  { setting: 'clock_agrees', wanted: 'within 5 s of this program', holds: is('true') },
  { setting: 'head_ahead_of_events', wanted: '0', holds: is('0') },
  { setting: 'spare_partitions', wanted: 'at least 1', holds: atLeast(1) },
  { setting: 'spare_partitions', wanted: 'at least 2', severity: 'warning', holds: atLeast(2) },
  { setting: 'append_only', wanted: 'every trigger ENABLE ALWAYS', holds: is('true') },
  { setting: 'temporary_tables', wanted: 'false', severity: 'warning', holds: is('false') },
  { setting: 'reports_ddl', wanted: 'an event trigger that reports DDL', severity: 'warning', holds: is('true') },
]

/** Everything about this connection that is not as it must be; empty when all is well. */
export const checkSettings = async (client: pg.ClientBase): Promise<Finding[]> => {
  const asked = Date.now() / 1000
  const { rows } = await client.query<Seen>(QUESTION)
  const answered = Date.now() / 1000
  const { clock, ...settings } = rows[0] ?? {}
  // A server that took its time to answer has looked at its clock some time between the question and the answer.
  const agrees = Number(clock) > asked - APART && Number(clock) < answered + APART
  const seen: Seen = { ...settings, clock_agrees: agrees }
  return rules
    .map(({ setting, wanted, severity = 'fatal', holds }) => ({
      setting,
      wanted,
      severity,
      holds,
      found: `${seen[setting]}`,
    }))
    .filter(({ found, holds }) => !holds(found))
    .map(({ setting, found, wanted, severity }) => ({ setting, found, wanted, severity }))
}

/** The same for a connection of its own, opened for this question alone. */
export const checkSettingsAt = async (connectionString: string): Promise<Finding[]> => {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    return await checkSettings(client)
  } finally {
    await client.end()
  }
}

/** The findings under which the log must not be written, each as a sentence. */
export const unsafeSettings = (findings: readonly Finding[]): string[] =>
  findings
    .filter(({ severity }) => severity === 'fatal')
    .map(({ setting, found, wanted }) => `${setting} is ${found}, it must be ${wanted}`)
