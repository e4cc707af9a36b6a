import { sql } from 'kysely'
import { type OverpaymentEvent, overpaymentEvents } from '../../domain/overpayment/events.ts'
import { addRows } from '../rows.ts'
import { compareFigures, type RecordedEvents } from '../verify.ts'
import { type Fact, type Trx, viewOf } from '../view.ts'
import { movementOf, overpaymentOf } from './fold.ts'

const create = async (trx: Trx): Promise<void> => {
  await sql`
    create table overpayment (
      overpayment_id uuid primary key,
      scheme text collate "C" not null,
      person_id uuid not null,
      case_id uuid not null,
      area text collate "C" not null,
      area_kind text collate "C" not null,
      number int not null,
      months jsonb not null,
      run_id text collate "C" not null,
      price_group text collate "C",
      detected_on text collate "C" not null,
      detected_at bigint not null
    )`.execute(trx)
  await sql`
    create table overpayment_movement (
      event_id uuid primary key,
      overpayment_id uuid not null,
      kind text collate "C" not null,
      moved_on text collate "C" not null,
      fen bigint not null check (fen >= 0),
      details jsonb not null,
      recorded_by text not null,
      position bigint not null,
      revision int not null
    )`.execute(trx)
}

const complete = async (trx: Trx): Promise<void> => {
  await sql`
    alter table overpayment add constraint found_once unique (scheme, person_id, number)`.execute(trx)
  await sql`create index overpayment_page on overpayment (area, overpayment_id)`.execute(trx)
  await sql`create index overpayment_case on overpayment (case_id)`.execute(trx)
  await sql`create index overpayment_movement_of on overpayment_movement (overpayment_id, position)`.execute(trx)
}

const apply = async (trx: Trx, facts: readonly Fact<OverpaymentEvent>[]): Promise<void> => {
  await addRows(trx, 'overpayment', facts.flatMap(overpaymentOf))
  await addRows(trx, 'overpayment_movement', facts.map(movementOf))
}

const verify = (trx: Trx, { relation, upTo }: RecordedEvents): Promise<readonly string[]> =>
  compareFigures(trx, {
    view: sql`
      select (select count(*) from overpayment) as overpayments, count(*) as facts,
             sum(fen) filter (where kind = 'DETECTED') as detected,
             sum(fen) filter (where kind = 'RECOVERED') as recovered,
             sum(fen) filter (where kind = 'WAIVED') as waived
      from overpayment_movement`,
    log: sql`
      with fact as (
        select stream_id, type, payload from ${relation}
        where position <= ${upTo} and type = any(${overpaymentEvents.map(({ type }) => type)}::text[])
      ), month as (
        select (month->>'overpaidFen')::bigint as fen from fact, json_array_elements(payload->'months') as month
        where type = 'OverpaymentDetected'
      )
      select count(distinct stream_id) as overpayments, count(*) as facts, (select sum(fen) from month) as detected,
             sum((payload->>'amountFen')::bigint) filter (where type = 'OverpaymentRecovered') as recovered,
             sum((payload->>'amountFen')::bigint) filter (where type = 'OverpaymentWaived') as waived
      from fact`,
  })

/** Overpayments and their recovery: what was found, and every fact since, so that any past day can be asked for. */
export const overpayment = viewOf<OverpaymentEvent>({
  name: 'overpayment',
  revision: 2,
  tables: ['overpayment', 'overpayment_movement'],
  types: overpaymentEvents.map(({ type }) => type),
  create,
  complete,
  apply,
  verify,
})
