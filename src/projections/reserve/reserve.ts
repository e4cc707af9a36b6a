import { sql } from 'kysely'
import { type ReserveEvent, reserveEvents } from '../../domain/reserve/events.ts'
import { addRows } from '../rows.ts'
import { compareFigures, type RecordedEvents } from '../verify.ts'
import { type Fact, type Trx, viewOf } from '../view.ts'
import { movementOf } from './fold.ts'

const create = async (trx: Trx): Promise<void> => {
  await sql`
    create table reserve_movement (
      movement_id uuid primary key,
      kind text collate "C" not null,
      area text collate "C" not null,
      moved_on text collate "C" not null,
      amount_fen bigint not null check (amount_fen >= 0),
      effect_fen bigint not null,
      balance_fen bigint not null constraint never_negative check (balance_fen >= 0),
      source text collate "C",
      budget_year int,
      document_number text,
      draw_id uuid,
      case_id uuid,
      person_id uuid,
      hardship_sealed text,
      book_fen bigint,
      difference_fen bigint,
      explanation text,
      recorded_by text not null,
      event_id uuid not null,
      position bigint not null
    )`.execute(trx)
  await sql`create index reserve_movement_page on reserve_movement (area, moved_on, position)`.execute(trx)
}

const complete = async (trx: Trx): Promise<void> => {
  await sql`create index reserve_movement_draw on reserve_movement (draw_id)`.execute(trx)
  await sql`create index reserve_movement_case on reserve_movement (case_id)`.execute(trx)
}

const balancesBefore = async (trx: Trx, areas: readonly string[]): Promise<Map<string, number>> => {
  const found = await trx
    .selectFrom('reserve_movement')
    .where(sql<boolean>`area = any(${areas})`)
    .select(['area', sql<number>`sum(effect_fen)::bigint`.as('balance')])
    .groupBy('area')
    .execute()
  return new Map(found.map(({ area, balance }) => [area, balance]))
}

const apply = async (trx: Trx, facts: readonly Fact<ReserveEvent>[]): Promise<void> => {
  const balances = await balancesBefore(trx, [...new Set(facts.map(({ data }) => data.area))])
  const rows = facts.map((fact) => {
    const row = movementOf(fact, balances.get(fact.data.area) ?? 0)
    balances.set(row.area, row.balance_fen)
    return row
  })
  await addRows(trx, 'reserve_movement', rows)
}

const verify = (trx: Trx, { relation, upTo }: RecordedEvents): Promise<readonly string[]> =>
  compareFigures(trx, {
    view: sql`
      select count(*) as movements,
             sum(amount_fen) filter (where kind = 'ALLOCATED') as allocated,
             sum(amount_fen) filter (where kind = 'REPLENISHED') as replenished,
             sum(amount_fen) filter (where kind = 'SETTLED') as settled,
             sum(amount_fen) filter (where kind = 'DRAWN') as drawn,
             sum(amount_fen) filter (where kind in ('DRAW_RETURNED', 'ANNULLED')) as back,
             sum(effect_fen) as balance
      from reserve_movement`,
    log: sql`
      with fact as (
        select type, (payload->>'amountFen')::bigint as fen from ${relation}
        where position <= ${upTo} and type = any(${reserveEvents.map(({ type }) => type)}::text[])
      ), figure as (
        select count(*) as movements,
               sum(fen) filter (where type = 'ReserveAllocated') as allocated,
               sum(fen) filter (where type = 'ReserveReplenished') as replenished,
               sum(fen) filter (where type = 'ReserveSettled') as settled,
               sum(fen) filter (where type = 'ReserveDrawn') as drawn,
               sum(fen) filter (where type in ('ReserveDrawReturned', 'ReserveDrawAnnulled')) as back
        from fact
      )
      select *, coalesce(allocated, 0) + coalesce(replenished, 0) + coalesce(back, 0)
                - coalesce(settled, 0) - coalesce(drawn, 0) as balance
      from figure`,
  })

/**
 * The books of the townships' reserves: a row per fact with the balance after it. Its constraint is the second net under
 * the stream: a balance below zero stops the view.
 */
export const reserve = viewOf<ReserveEvent>({
  name: 'reserve',
  revision: 1,
  tables: ['reserve_movement'],
  types: reserveEvents.map(({ type }) => type),
  create,
  complete,
  apply,
  verify,
})
