import { sql } from 'kysely'
import { type ReratingEvent, reratingEvents } from '../../domain/rerating/events.ts'
import { addRows, loadRows, saveRows } from '../rows.ts'
import { compareFigures, type RecordedEvents } from '../verify.ts'
import { type Fact, type Trx, viewOf } from '../view.ts'
import { foldRerating, linesOfFact } from './fold.ts'
import type { ReratingTable } from './tables.ts'

const create = async (trx: Trx): Promise<void> => {
  await sql`
    create table rerating (
      rerating_id uuid not null,
      area text collate "C" not null,
      scheme text collate "C" not null,
      change jsonb not null,
      from_month text collate "C" not null,
      status text collate "C" not null,
      opened_on text collate "C" not null,
      opened_by text not null,
      attempt int not null,
      hash text,
      read_at bigint,
      totals jsonb not null,
      rates jsonb not null,
      calculated_on text collate "C",
      calculated_by text,
      approved_on text collate "C",
      approved_by text,
      adjusted int not null,
      reviews_opened int not null,
      left_to_case int not null,
      applied_on text collate "C",
      applied_by text,
      closed_on text collate "C",
      summary text,
      revision int not null,
      position bigint not null,
      known_from bigint not null,
      known_to bigint check (known_to > known_from),
      primary key (rerating_id, known_from)
    )`.execute(trx)
  await sql`
    create table rerating_line (
      rerating_id uuid not null,
      attempt int not null,
      case_id uuid not null,
      person_id uuid not null,
      area text collate "C" not null,
      area_kind text collate "C" not null,
      outcome text collate "C" not null,
      reason text collate "C" not null,
      month text collate "C" not null,
      before_fen bigint,
      after_fen bigint,
      decided_from text collate "C" not null,
      decided_fen bigint not null,
      past_fen bigint not null,
      result text collate "C",
      code text collate "C",
      done_at bigint,
      primary key (rerating_id, attempt, case_id)
    )`.execute(trx)
}

const complete = async (trx: Trx): Promise<void> => {
  await sql`create index rerating_line_page on rerating_line (rerating_id, attempt, area, case_id)`.execute(trx)
}

const apply = async (trx: Trx, facts: readonly Fact<ReratingEvent>[]): Promise<void> => {
  const ids = facts.map(({ data }) => data.reratingId)
  const known = new Map<string, ReratingTable>()
  for (const row of await loadRows(trx, 'rerating', 'rerating_id', ids))
    if (row.known_to === null) known.set(row.rerating_id, row)
  await addRows(trx, 'rerating_line', facts.flatMap(linesOfFact))
  const changed = new Map<string, ReratingTable>()
  for (const fact of facts) {
    const before = known.get(fact.data.reratingId)
    const after = foldRerating(before, fact)
    known.set(after.rerating_id, after)
    if (before) changed.set(keyOf(before), { ...before, known_to: after.known_from })
    changed.set(keyOf(after), after)
    if (fact.type === 'ReratingCasesDone') await markDone(trx, after, fact.data.cases)
  }
  await saveRows(trx, 'rerating', ['rerating_id', 'known_from'], [...changed.values()])
}

const keyOf = ({ rerating_id, known_from }: ReratingTable): string => `${rerating_id} ${known_from}`

type Done = Extract<ReratingEvent, { type: 'ReratingCasesDone' }>['data']['cases']

const markDone = (trx: Trx, { rerating_id, attempt, position }: ReratingTable, cases: Done): Promise<unknown> =>
  sql`
    update rerating_line set result = one->>'result', code = one->>'code', done_at = ${position}
    from json_array_elements(${JSON.stringify(cases)}::json) as one
    where rerating_id = ${rerating_id} and attempt = ${attempt} and case_id = (one->>'caseId')::uuid`.execute(trx)

const verify = (trx: Trx, { relation, upTo }: RecordedEvents): Promise<readonly string[]> =>
  compareFigures(trx, {
    view: sql`
      select (select count(distinct rerating_id) from rerating) as reratings, (select count(*) from rerating) as facts,
             count(*) as lines, sum(past_fen) as past, count(result) as done
      from rerating_line`,
    log: sql`
      with fact as (
        select stream_id, type, payload from ${relation}
        where position <= ${upTo} and type = any(${reratingEvents.map(({ type }) => type)}::text[])
      ), line as (
        select (line->>'pastFen')::bigint as fen from fact, json_array_elements(payload->'lines') as line
        where type = 'ReratingLinesCalculated'
      )
      select count(distinct stream_id) as reratings, count(*) as facts, (select count(*) from line) as lines,
             (select sum(fen) from line) as past,
             sum(json_array_length(payload->'cases')) filter (where type = 'ReratingCasesDone') as done
      from fact`,
  })

/** Mass re-ratings as they were known from event to event, and every case of each calculation with what was done to it. */
export const rerating = viewOf<ReratingEvent>({
  name: 'rerating',
  revision: 1,
  tables: ['rerating', 'rerating_line'],
  types: reratingEvents.map(({ type }) => type),
  maxBatch: 500,
  create,
  complete,
  apply,
  verify,
})
