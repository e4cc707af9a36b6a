import { sql } from 'kysely'
import { type PolicyEvent, policyEvents } from '../../domain/policy/events.ts'
import { loadRows, saveRows } from '../rows.ts'
import { compareFigures, type RecordedEvents } from '../verify.ts'
import { type Fact, type Trx, viewOf } from '../view.ts'
import { foldPolicyEntry, subjectOf } from './fold.ts'

const create = async (trx: Trx): Promise<void> => {
  await sql`
    create table policy_entry (
      entry_id uuid primary key,
      kind text collate "C" not null,
      area text collate "C" not null,
      scheme text collate "C",
      area_kind text collate "C",
      key text collate "C",
      effective_from text collate "C" not null,
      effective_until text collate "C",
      in_force_on text collate "C" not null,
      document_number text not null,
      document_title text not null,
      document_issuer text not null,
      value jsonb not null,
      event_id uuid not null,
      published_at bigint not null,
      withdrawn_on text collate "C",
      withdrawn_document text,
      withdrawn_at bigint
    )`.execute(trx)
  await sql`create index policy_entry_page on policy_entry (area, effective_from, entry_id)`.execute(trx)
}

const apply = async (trx: Trx, facts: readonly Fact<PolicyEvent>[]): Promise<void> => {
  const found = await loadRows(trx, 'policy_entry', 'entry_id', facts.map(subjectOf))
  const rows = new Map(found.map((row) => [row.entry_id, row]))
  for (const fact of facts) rows.set(subjectOf(fact), foldPolicyEntry(rows.get(subjectOf(fact)), fact))
  await saveRows(trx, 'policy_entry', ['entry_id'], [...rows.values()])
}

const verify = (trx: Trx, { relation, upTo }: RecordedEvents): Promise<readonly string[]> =>
  compareFigures(trx, {
    view: sql`select count(*) as entries, count(withdrawn_at) as withdrawn from policy_entry`,
    log: sql`
      select count(*) filter (where type not in ('StandardWithdrawn', 'AuthorityRevoked')) as entries,
             count(distinct coalesce(payload->>'standardId', payload->>'delegationId'))
               filter (where type in ('StandardWithdrawn', 'AuthorityRevoked')) as withdrawn
      from ${relation} where position <= ${upTo} and type = any(${policyEvents.map(({ type }) => type)}::text[])`,
  })

/** What has been published: standards, links, figures, tiers, parameters, calendars and delegations, with their documents. */
export const policy = viewOf<PolicyEvent>({
  name: 'policy',
  revision: 2,
  tables: ['policy_entry'],
  types: policyEvents.map(({ type }) => type),
  create,
  apply,
  verify,
})
