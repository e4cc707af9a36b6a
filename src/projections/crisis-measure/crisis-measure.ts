import { sql } from 'kysely'
import { type CrisisEvent, crisisEvents } from '../../domain/crisis/events.ts'
import { loadRows, saveRows } from '../rows.ts'
import { compareFigures, type RecordedEvents } from '../verify.ts'
import { type Fact, type Trx, viewOf } from '../view.ts'
import type { CrisisMeasureTable } from './tables.ts'

const create = async (trx: Trx): Promise<void> => {
  await sql`
    create table crisis_measure (
      measure_id uuid primary key,
      area text collate "C" not null,
      document_number text not null,
      document_title text not null,
      document_issuer text not null,
      from_day text collate "C" not null,
      until_day text collate "C",
      schemes text[],
      pauses_exits boolean not null,
      review_months_longer int,
      ended_document text
    )`.execute(trx)
}

const fold = (row: CrisisMeasureTable | undefined, { type, data }: Fact<CrisisEvent>): CrisisMeasureTable => {
  if (type === 'CrisisMeasureDeclared')
    return {
      measure_id: data.measureId,
      area: data.area,
      document_number: data.document.number,
      document_title: data.document.title,
      document_issuer: data.document.issuer,
      from_day: data.from,
      until_day: data.until,
      schemes: data.schemes,
      pauses_exits: data.pausesExits,
      review_months_longer: data.reviewMonthsLonger,
      ended_document: null,
    }
  if (!row) throw new Error(`${type} of what was never declared: ${data.measureId}`)
  return { ...row, until_day: data.lastDay, ended_document: data.document.number }
}

const apply = async (trx: Trx, facts: readonly Fact<CrisisEvent>[]): Promise<void> => {
  const ids = facts.map(({ data }) => data.measureId)
  const rows = new Map((await loadRows(trx, 'crisis_measure', 'measure_id', ids)).map((row) => [row.measure_id, row]))
  for (const fact of facts) rows.set(fact.data.measureId, fold(rows.get(fact.data.measureId), fact))
  await saveRows(trx, 'crisis_measure', ['measure_id'], [...rows.values()])
}

const verify = (trx: Trx, { relation, upTo }: RecordedEvents): Promise<readonly string[]> =>
  compareFigures(trx, {
    view: sql`select count(*) as measures, count(ended_document) as ended from crisis_measure`,
    log: sql`
      select count(*) filter (where type = 'CrisisMeasureDeclared') as measures,
             count(distinct payload->>'measureId') filter (where type = 'CrisisMeasureEnded') as ended
      from ${relation} where position <= ${upTo}`,
  })

/** The crisis measures of all areas, in force or over. */
export const crisisMeasure = viewOf<CrisisEvent>({
  name: 'crisis-measure',
  revision: 1,
  tables: ['crisis_measure'],
  types: crisisEvents.map(({ type }) => type),
  create,
  apply,
  verify,
})
