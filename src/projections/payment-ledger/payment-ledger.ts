import { sql } from 'kysely'
import { type PaymentEvent, paymentEvents } from '../../domain/payment/events.ts'
import { addRows, loadRows, saveRows } from '../rows.ts'
import { compareFigures, type RecordedEvents } from '../verify.ts'
import { type Fact, type Trx, viewOf } from '../view.ts'
import { foldPayment } from './fold.ts'
import { cameBack } from './money-back.ts'

const create = async (trx: Trx): Promise<void> => {
  // Every payment is written three times: planned, filed, answered. Half of a page stays free, so that the next state of a
  // row finds room beside it and no index hears of it: a quarter of the time, and a smaller table in the end.
  await sql`
    create table ledger_payment (
      payment_id uuid primary key,
      scheme text collate "C" not null,
      month text collate "C" not null,
      kind text collate "C" not null,
      sequence int not null,
      person_id uuid not null,
      case_id uuid not null,
      run_id text collate "C" not null,
      area text collate "C" not null,
      area_kind text collate "C" not null,
      members int not null,
      amount_fen bigint not null check (amount_fen > 0),
      gross_fen bigint not null,
      offset_fen bigint not null check (offset_fen >= 0),
      offsets jsonb not null,
      payee jsonb not null,
      price_group text collate "C",
      status text collate "C" not null,
      reissue_of uuid,
      planned_on text not null, planned_at bigint not null, planned_event uuid not null,
      filed_on text, filed_at bigint, filed_event uuid, file_id text,
      paid_on text, paid_at bigint, paid_event uuid, bank_reference text,
      returned_on text, returned_at bigint, returned_event uuid,
      failed_on text, failed_at bigint, failed_event uuid,
      cancelled_on text, cancelled_at bigint, cancelled_event uuid,
      reason text,
      no_longer_due_on text, no_longer_due_at bigint, no_longer_due_event uuid, no_longer_due_reason text
    ) with (fillfactor = 50)`.execute(trx)
}

const complete = async (trx: Trx): Promise<void> => {
  // The person first: while the index is made, hardly two rows are alike in it and must be compared any further.
  await sql`
    alter table ledger_payment
      add constraint paid_once_per_person unique (person_id, scheme, month, kind, sequence),
      add constraint paid_what_is_left check (amount_fen = gross_fen - offset_fen)`.execute(trx)
  // Not unique: two runs approved at once may each plan a month of a case, one for the holder before and one for the next.
  // The bank file stops what is too many, and it can only do so while the ledger goes on.
  await sql`create index ledger_payment_case on ledger_payment (case_id, month)`.execute(trx)
  // A cancelled reissue pays nobody: what came back is for the next one.
  await sql`
    create unique index reissued_once on ledger_payment (reissue_of) where cancelled_at is null`.execute(trx)
  await sql`create index ledger_payment_page on ledger_payment (month, scheme, area, payment_id)`.execute(trx)
  // Nothing in it changes while a payment is planned, filed and paid: only what comes back is entered.
  await sql`create index ledger_payment_back on ledger_payment (person_id) where ${cameBack}`.execute(trx)
  await sql`create index ledger_payment_run on ledger_payment (run_id, payment_id)`.execute(trx)
}

const apply = async (trx: Trx, facts: readonly Fact<PaymentEvent>[]): Promise<void> => {
  const born = new Set(facts.filter(({ type }) => type === 'PaymentPlanned').map(({ data }) => data.paymentId))
  const older = facts.map(({ data }) => data.paymentId).filter((id) => !born.has(id))
  const found = await loadRows(trx, 'ledger_payment', 'payment_id', older)
  const rows = new Map(found.map((row) => [row.payment_id, row]))
  for (const fact of facts) rows.set(fact.data.paymentId, foldPayment(rows.get(fact.data.paymentId), fact))
  const { fresh = [], known = [] } = Object.groupBy(rows.values(), (row) =>
    born.has(row.payment_id) ? 'fresh' : 'known',
  )
  // What is cancelled makes room for what takes its place.
  await saveRows(trx, 'ledger_payment', ['payment_id'], known)
  await addRows(trx, 'ledger_payment', fresh)
}

const verify = (trx: Trx, { relation, upTo }: RecordedEvents): Promise<readonly string[]> =>
  compareFigures(trx, {
    view: sql`
      select count(*) as payments, sum(amount_fen) as fen,
             count(*) filter (where paid_at is not null) as paid,
             sum(amount_fen) filter (where paid_at is not null) as paid_fen,
             count(filed_at) + count(returned_at) + count(failed_at) + count(cancelled_at)
               + count(no_longer_due_at) as other_steps
      from ledger_payment`,
    log: sql`
      with step as materialized (
        select stream_id, type, case type when 'PaymentPlanned' then (payload->>'amountFen')::bigint end as fen
        from ${relation}
        where position <= ${upTo} and type = any(${paymentEvents.map(({ type }) => type)}::text[])
      ), payment as (
        select max(fen) as fen,
               bool_or(type = 'PaymentPaid') as paid,
               bool_or(type = 'PaymentFiled')::int + bool_or(type = 'PaymentReturned')::int
                 + bool_or(type = 'PaymentFailed')::int + bool_or(type = 'PaymentCancelled')::int
                 + bool_or(type = 'PaymentNoLongerDue')::int as other_steps
        from step group by stream_id
      )
      select count(*) as payments, sum(fen) as fen, count(*) filter (where paid) as paid,
             sum(fen) filter (where paid) as paid_fen, sum(other_steps) as other_steps
      from payment`,
  })

/**
 * The payment ledger: every payment ever planned, where it stands and which event took it there. Its unique constraints are
 * the second net under the derived payment ids: a violation stops the view.
 */
export const paymentLedger = viewOf<PaymentEvent>({
  name: 'payment-ledger',
  revision: 6,
  tables: ['ledger_payment'],
  types: paymentEvents.map(({ type }) => type),
  create,
  complete,
  apply,
  verify,
})
