import { type RawBuilder, sql } from 'kysely'
import { type AccessEvent, accessEvents } from '../../domain/access/events.ts'
import { type HandColumns, handOf } from '../hand.ts'
import { addRows } from '../rows.ts'
import { compareFigures, type RecordedEvents } from '../verify.ts'
import { type Fact, type Trx, viewOf } from '../view.ts'
import type { AccessReadTable } from './tables.ts'

const create = async (trx: Trx): Promise<void> => {
  await sql`
    create table access_read (
      position bigint primary key,
      what text collate "C" not null,
      person_id uuid,
      case_id uuid,
      scheme text collate "C",
      purpose text collate "C",
      refusal text,
      run_id text collate "C",
      file_id text,
      lines int,
      actor text collate "C" not null,
      roles text[] not null,
      office text not null,
      actor_area text collate "C" not null,
      on_day text collate "C" not null,
      recorded_at text collate "C" not null
    )`.execute(trx)
}

const complete = async (trx: Trx): Promise<void> => {
  await sql`create index access_read_person on access_read (person_id, position)`.execute(trx)
  await sql`create index access_read_actor on access_read (actor, position)`.execute(trx)
}

type Read = Omit<AccessReadTable, 'position' | keyof HandColumns>

const nothing = {
  person_id: null,
  case_id: null,
  scheme: null,
  purpose: null,
  refusal: null,
  run_id: null,
  file_id: null,
  lines: null,
}

const readOf = ({ type, data }: AccessEvent): Read => {
  switch (type) {
    case 'PersonShown':
    case 'PersonWithheld': {
      const { personId, caseId, scheme, purpose } = data
      const refusal = 'refusal' in data ? data.refusal : null
      return { ...nothing, what: type, person_id: personId, case_id: caseId, scheme, purpose, refusal }
    }
    case 'IdNumberSearched':
      return { ...nothing, what: type, person_id: data.personId }
    case 'BankFileTaken': {
      const { runId, scheme, fileId, lines } = data
      return { ...nothing, what: type, scheme, run_id: runId, file_id: fileId, lines }
    }
    case 'BankFileWithheld': {
      const { runId, scheme, refusal } = data
      return { ...nothing, what: type, scheme, run_id: runId, refusal }
    }
  }
}

const rowOf = (fact: Fact<AccessEvent>): AccessReadTable => ({
  position: Number(fact.position),
  ...readOf(fact),
  ...handOf(fact),
})

const apply = (trx: Trx, facts: readonly Fact<AccessEvent>[]): Promise<void> =>
  addRows(trx, 'access_read', facts.map(rowOf))

/** The columns that an event fills, by its fields. Who read stands in the envelope, which a verification is not given. */
const columnOf = {
  personId: 'person_id',
  caseId: 'case_id',
  scheme: 'scheme',
  purpose: 'purpose',
  refusal: 'refusal',
  runId: 'run_id',
  fileId: 'file_id',
  lines: 'lines',
}

/** All rows as one number: a row with anything else in it makes another one. */
const contentsOf = (...values: readonly RawBuilder<unknown>[]) =>
  sql`sum(hashtextextended(jsonb_build_array(${sql.join(values)})::text, 0))`

const verify = (trx: Trx, { relation, upTo }: RecordedEvents): Promise<readonly string[]> => {
  const columns = Object.values(columnOf).map((column) => sql`${sql.ref(column)}::text`)
  const fields = Object.keys(columnOf).map((field) => sql`payload->>${sql.lit(field)}`)
  return compareFigures(trx, {
    view: sql`
      select count(*) as reads, ${contentsOf(sql`position`, sql`what`, ...columns)} as contents from access_read`,
    log: sql`
      select count(*) as reads, ${contentsOf(sql`position`, sql`type`, ...fields)} as contents from ${relation}
      where position <= ${upTo} and type in (${sql.join(accessEvents.map(({ type }) => sql.lit(type)))})`,
  })
}

/** Who has read personal data, of whom, and for what. */
export const access = viewOf<AccessEvent>({
  name: 'access',
  revision: 1,
  tables: ['access_read'],
  types: accessEvents.map(({ type }) => type),
  create,
  complete,
  apply,
  verify,
})
