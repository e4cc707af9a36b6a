import { sql } from 'kysely'
import { type ReserveEvent, reserveEvents } from '../../domain/reserve/events.ts'
import { addRows, loadRows, saveRows } from '../rows.ts'
import { compareFigures, type RecordedEvents } from '../verify.ts'
import { type Fact, type Trx, viewOf } from '../view.ts'
import { movementOf } from './fold.ts'
import { type AidEvent, aidOf, foldAid } from './fold-aid.ts'

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
  await sql`
    create table emergency_aid (
      draw_id uuid primary key,
      case_id uuid not null unique,
      area text collate "C" not null,
      person_id uuid not null,
      amount_fen bigint not null check (amount_fen > 0),
      form text collate "C" not null,
      decision_number text not null,
      decided_on text collate "C" not null,
      delegated boolean not null,
      aid_first text collate "C" not null,
      paperwork_due text collate "C" not null,
      granted_by text not null,
      granted_at bigint not null,
      completed_on text collate "C",
      completed_at bigint,
      outcome text collate "C",
      filed_on text collate "C",
      filed_at bigint
    )`.execute(trx)
  await sql`create index reserve_movement_page on reserve_movement (area, moved_on, position)`.execute(trx)
}

const complete = async (trx: Trx): Promise<void> => {
  await sql`create index reserve_movement_draw on reserve_movement (draw_id)`.execute(trx)
  await sql`create index reserve_movement_case on reserve_movement (case_id)`.execute(trx)
  await sql`create index emergency_aid_page on emergency_aid (paperwork_due, draw_id)`.execute(trx)
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

const moved = async (trx: Trx, facts: readonly Fact<ReserveEvent>[]): Promise<void> => {
  const balances = await balancesBefore(trx, [...new Set(facts.map(({ data }) => data.area))])
  const rows = facts.map((fact) => {
    const row = movementOf(fact, balances.get(fact.data.area) ?? 0)
    balances.set(row.area, row.balance_fen)
    return row
  })
  await addRows(trx, 'reserve_movement', rows)
}

const aided = async (trx: Trx, facts: readonly Fact<AidEvent>[]): Promise<void> => {
  const granted = facts.filter(isGranted)
  // A draw stands before its aid in the log, so its row is there: it says whose reserve paid.
  const draws = await loadRows(
    trx,
    'reserve_movement',
    'movement_id',
    granted.map(({ data }) => data.drawId),
  )
  const areas = new Map(draws.map((row) => [row.movement_id, row.area]))
  const found = await loadRows(
    trx,
    'emergency_aid',
    'case_id',
    facts.map(({ data }) => data.caseId),
  )
  const rows = new Map(found.map((row) => [row.case_id, row]))
  for (const fact of facts) {
    const row = rows.get(fact.data.caseId)
    if (isGranted(fact)) rows.set(fact.data.caseId, aidOf(fact, areas.get(fact.data.drawId) ?? fact.envelope.area))
    else if (row) rows.set(row.case_id, foldAid(row, fact))
  }
  await saveRows(trx, 'emergency_aid', ['draw_id'], [...rows.values()])
}

type Granted = Extract<AidEvent, { type: 'EmergencyAidGranted' }>
const isGranted = (fact: Fact<AidEvent>): fact is Fact<Granted> => fact.type === 'EmergencyAidGranted'

const reserveTypes = reserveEvents.map(({ type }) => type)
const aidTypes = ['EmergencyAidGranted', 'PaperworkCompleted', 'DecisionFiled'] as const satisfies AidEvent['type'][]

const isMovement = (fact: Fact<ReserveEvent | AidEvent>): fact is Fact<ReserveEvent> =>
  reserveTypes.some((type) => type === fact.type)
const isAid = (fact: Fact<ReserveEvent | AidEvent>): fact is Fact<AidEvent> => !isMovement(fact)

const apply = async (trx: Trx, facts: readonly Fact<ReserveEvent | AidEvent>[]): Promise<void> => {
  await moved(trx, facts.filter(isMovement))
  await aided(trx, facts.filter(isAid))
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
             sum(effect_fen) as balance,
             (select count(*) from emergency_aid) as aids, (select sum(amount_fen) from emergency_aid) as aided,
             (select count(completed_at) from emergency_aid) as completed
      from reserve_movement`,
    log: sql`
      with fact as (
        select type, (payload->>'amountFen')::bigint as fen from ${relation}
        where position <= ${upTo} and type = any(${[...reserveTypes, ...aidTypes]}::text[])
      ), figure as (
        select count(*) filter (where type = any(${reserveTypes}::text[])) as movements,
               sum(fen) filter (where type = 'ReserveAllocated') as allocated,
               sum(fen) filter (where type = 'ReserveReplenished') as replenished,
               sum(fen) filter (where type = 'ReserveSettled') as settled,
               sum(fen) filter (where type = 'ReserveDrawn') as drawn,
               sum(fen) filter (where type in ('ReserveDrawReturned', 'ReserveDrawAnnulled')) as back,
               count(*) filter (where type = 'EmergencyAidGranted') as aids,
               sum(fen) filter (where type = 'EmergencyAidGranted') as aided,
               count(*) filter (where type = 'PaperworkCompleted') as completed
        from fact
      )
      select *, coalesce(allocated, 0) + coalesce(replenished, 0) + coalesce(back, 0)
                - coalesce(settled, 0) - coalesce(drawn, 0) as balance
      from figure`,
  })

/**
 * The books of the townships' reserves: a row per fact with the balance after it, and the aids that they paid for. Its
 * constraint is the second net under the stream: a balance below zero stops the view.
 */
export const reserve = viewOf<ReserveEvent | AidEvent>({
  name: 'reserve',
  revision: 1,
  tables: ['reserve_movement', 'emergency_aid'],
  types: [...reserveTypes, ...aidTypes],
  create,
  complete,
  apply,
  verify,
})
