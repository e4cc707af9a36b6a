import { sql } from 'kysely'
import { addRows } from '../rows.ts'
import { compareFigures, type RecordedEvents } from '../verify.ts'
import { type Fact, type Trx, viewOf } from '../view.ts'
import { arrangementAfter, isOfSupport, type SupportEvent, supportTypes, wishIn } from './fold.ts'
import type { SupportArrangementTable } from './tables.ts'

const create = async (trx: Trx): Promise<void> => {
  await sql`
    create table support_arrangement (
      case_id uuid not null,
      known_at bigint not null,
      from_day text collate "C" not null,
      form text collate "C",
      level text collate "C",
      institution_id uuid,
      agreement_until text collate "C",
      source text collate "C" not null,
      primary key (case_id, known_at)
    )`.execute(trx)
  await sql`
    create table support_wish (
      case_id uuid not null,
      known_at bigint not null,
      stated_on text collate "C" not null,
      wish text collate "C" not null,
      stated_by text collate "C" not null,
      occasion text collate "C" not null,
      primary key (case_id, known_at)
    )`.execute(trx)
}

/** The newest row of each of these cases. */
const newestOf = async (trx: Trx, caseIds: readonly string[]): Promise<Map<string, SupportArrangementTable>> => {
  if (caseIds.length === 0) return new Map()
  const { rows } = await sql<SupportArrangementTable>`
    select distinct on (case_id) * from support_arrangement
    where case_id = any(${[...new Set(caseIds)]}) order by case_id, known_at desc`.execute(trx)
  return new Map(rows.map((row) => [row.case_id, row]))
}

const apply = async (trx: Trx, facts: readonly Fact<SupportEvent>[]): Promise<void> => {
  const ours = facts.filter(isOfSupport)
  const newest = await newestOf(
    trx,
    ours.map(({ data }) => data.caseId),
  )
  const added: SupportArrangementTable[] = []
  for (const fact of ours) {
    const row = arrangementAfter(newest.get(fact.data.caseId), fact)
    if (!row) continue
    newest.set(row.case_id, row)
    added.push(row)
  }
  await addRows(trx, 'support_arrangement', added)
  await addRows(
    trx,
    'support_wish',
    ours.map(wishIn).filter((row) => row !== undefined),
  )
}

const verify = (trx: Trx, { relation, upTo }: RecordedEvents): Promise<readonly string[]> =>
  compareFigures(trx, {
    view: sql`
      select (select count(*) from support_arrangement where source = 'ACT') as acts,
             (select count(*) from support_wish) as wishes`,
    log: sql`
      select count(*) filter (where type <> 'SupportWishRecorded') as acts,
             count(*) filter (where type = 'SupportWishRecorded') as wishes
      from ${relation} where position <= ${upTo}
        and type in ('SelfCareAssessed', 'SupportFormChosen', 'CareAgreementSigned', 'SupportWishRecorded')`,
  })

/** How the extremely poor are supported: form, level, institution and wish as of any day, for those whom the roster has. */
export const support = viewOf<SupportEvent>({
  name: 'support',
  revision: 1,
  tables: ['support_arrangement', 'support_wish'],
  types: supportTypes,
  create,
  apply,
  verify,
})
