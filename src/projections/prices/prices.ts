import { sql } from 'kysely'
import { type PriceEvent, priceEvents } from '../../domain/price/events.ts'
import { type PriceRosterEvent, priceRosterEvents } from '../../domain/price/roster-events.ts'
import { loadRows, saveRows } from '../rows.ts'
import { compareFigures, type RecordedEvents } from '../verify.ts'
import { type Fact, type Trx, viewOf } from '../view.ts'
import { indexRow, outcomeRow, rosterRow } from './fold.ts'
import type { PriceOutcomeTable } from './tables.ts'

type PricesEvent = PriceEvent | PriceRosterEvent

const create = async (trx: Trx): Promise<void> => {
  await sql`
    create table price_index (
      index_id uuid primary key,
      area text collate "C" not null,
      month text collate "C" not null,
      index text collate "C" not null,
      year_on_year int not null,
      released_on text collate "C" not null,
      document_number text not null,
      document_title text not null,
      document_issuer text not null,
      corrects uuid,
      event_id uuid not null,
      published_at bigint not null,
      corrected_by uuid,
      corrected_at bigint
    )`.execute(trx)
  await sql`
    create table price_outcome (
      trigger_id uuid primary key,
      area text collate "C" not null,
      month text collate "C" not null,
      version text not null,
      met boolean not null,
      judged jsonb not null,
      triggered_by text,
      rise int,
      factor int,
      groups text[],
      floor_fen bigint,
      floor_clause text,
      pay_by text collate "C",
      pay_by_provisional boolean,
      pay_by_clause text,
      suspends_after text,
      replaces uuid,
      declared_on text collate "C" not null,
      event_id uuid not null,
      decided_at bigint not null,
      replaced_by uuid,
      replaced_at bigint
    )`.execute(trx)
  await sql`
    create table price_roster (
      roster_id uuid primary key,
      area text collate "C" not null,
      price_group text collate "C" not null,
      month text collate "C" not null,
      persons int not null,
      sha256 text not null,
      replaces uuid,
      imported_on text collate "C" not null,
      imported_at bigint not null,
      complete boolean not null,
      replaced_by uuid,
      replaced_at bigint
    )`.execute(trx)
}

/** One statement per fact: there are a handful in a month, and a roster is some parts. */
const apply = async (trx: Trx, facts: readonly Fact<PricesEvent>[]): Promise<void> => {
  for (const fact of facts) await applyOne(trx, fact)
}

const applyOne = async (trx: Trx, fact: Fact<PricesEvent>): Promise<void> => {
  switch (fact.type) {
    case 'PriceIndexPublished': {
      const row = indexRow(fact)
      await saveRows(trx, 'price_index', ['index_id'], [row])
      await sql`update price_index set corrected_by = ${row.index_id}, corrected_at = ${row.published_at}
                where index_id = ${row.corrects}`.execute(trx)
      return
    }
    case 'PriceTriggerDeclared':
    case 'PriceTriggerNotMet':
      return saveOutcome(trx, outcomeRow(fact))
    case 'PriceSubsidySuspended': {
      const { area, month, lastMonth } = fact.data
      await sql`update price_outcome set suspends_after = ${lastMonth}
                where area = ${area} and month = ${month} and replaced_by is null`.execute(trx)
      return
    }
    case 'PriceRosterImported': {
      const [before] = await loadRows(trx, 'price_roster', 'roster_id', [fact.data.rosterId])
      const row = rosterRow(before, fact)
      await saveRows(trx, 'price_roster', ['roster_id'], [row])
      if (row.complete)
        await sql`update price_roster set replaced_by = ${row.roster_id}, replaced_at = ${row.imported_at}
                  where roster_id = ${row.replaces}`.execute(trx)
    }
  }
}

const saveOutcome = async (trx: Trx, row: PriceOutcomeTable): Promise<void> => {
  await saveRows(trx, 'price_outcome', ['trigger_id'], [row])
  await sql`update price_outcome set replaced_by = ${row.trigger_id}, replaced_at = ${row.decided_at}
            where trigger_id = ${row.replaces}`.execute(trx)
}

const types = [...priceEvents, ...priceRosterEvents].map(({ type }) => type)

const verify = (trx: Trx, { relation, upTo }: RecordedEvents): Promise<readonly string[]> =>
  compareFigures(trx, {
    view: sql`
      select (select count(*) from price_index) as indices, (select sum(year_on_year) from price_index) as rises,
             (select count(corrected_by) from price_index) as corrected,
             (select count(*) from price_outcome) as outcomes, (select sum(rise) from price_outcome) as rise,
             (select count(suspends_after) from price_outcome) as suspensions,
             (select count(*) from price_roster) as rosters, (select sum(persons) from price_roster) as persons`,
    log: sql`
      select count(*) filter (where type = 'PriceIndexPublished') as indices,
             sum((payload->>'yearOnYear')::int) filter (where type = 'PriceIndexPublished') as rises,
             count(payload->>'corrects') filter (where type = 'PriceIndexPublished') as corrected,
             count(*) filter (where type in ('PriceTriggerDeclared', 'PriceTriggerNotMet')) as outcomes,
             sum((payload->>'rise')::int) filter (where type = 'PriceTriggerDeclared') as rise,
             count(*) filter (where type = 'PriceSubsidySuspended') as suspensions,
             count(distinct payload->>'rosterId') as rosters,
             sum(json_array_length(payload->'persons')) filter (where type = 'PriceRosterImported') as persons
      from ${relation} where position <= ${upTo} and type = any(${types}::text[])`,
  })

/** Prices: published indices, what they meant for each month, and the rosters imported for it. */
export const prices = viewOf<PricesEvent>({
  name: 'prices',
  revision: 2,
  tables: ['price_index', 'price_outcome', 'price_roster'],
  types,
  create,
  apply,
  verify,
})
