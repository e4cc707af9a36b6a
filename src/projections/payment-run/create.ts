import { sql } from 'kysely'
import type { Trx } from '../view.ts'

/** Creates the tables of the payment runs. */
export const createPaymentRuns = async (trx: Trx): Promise<void> => {
  await sql`
    create table payment_run (
      run_id text collate "C" primary key,
      area text collate "C" not null,
      scheme text collate "C" not null,
      month text collate "C" not null,
      number int not null,
      purpose text not null,
      status text collate "C" not null,
      opened_on text not null,
      opened_by text not null,
      due text collate "C", due_provisional boolean, due_clause text,
      attempt int not null,
      read_at bigint,
      last_read_at bigint,
      imported_at bigint,
      line_count int not null,
      total_fen bigint not null,
      held_count int not null,
      hash text,
      calculated_on text, calculated_by text,
      reviewed_on text, reviewed_by text,
      approved_on text, approved_by text,
      sent_back_reason text,
      instructed_on text,
      paid_count int not null, paid_fen bigint not null,
      returned_count int not null, returned_fen bigint not null,
      open_exceptions int not null,
      reconciled_on text,
      closed_on text,
      revision int not null,
      position bigint not null,
      unique (area, scheme, month, number)
    )`.execute(trx)
  await sql`
    create table payment_run_line (
      run_id text collate "C" not null,
      attempt int not null,
      payment_id uuid not null,
      case_id uuid not null,
      person_id uuid not null,
      month text collate "C" not null,
      kind text not null,
      sequence int not null,
      amount_fen bigint not null,
      gross_fen bigint not null,
      offset_fen bigint not null,
      offsets jsonb not null,
      payee jsonb not null,
      price_group text collate "C",
      area text collate "C" not null,
      area_kind text not null,
      members int not null,
      standard_fen bigint not null,
      standard_document text not null,
      account text not null,
      reissue_of uuid,
      primary key (run_id, attempt, payment_id)
    )`.execute(trx)
  await sql`create index payment_run_line_page on payment_run_line (run_id, attempt, area, payment_id)`.execute(trx)
  await sql`
    create table payment_run_held (
      run_id text collate "C" not null,
      attempt int not null,
      case_id uuid not null,
      person_id uuid not null,
      month text collate "C" not null,
      reason text not null,
      other_case_id uuid,
      other_scheme text,
      clause text
    )`.execute(trx)
  await sql`create index payment_run_held_page on payment_run_held (run_id, attempt)`.execute(trx)
  await sql`
    create table payment_run_file (
      run_id text collate "C" not null,
      file_id text collate "C" not null,
      part int not null,
      sha256 text not null,
      size bigint not null,
      line_count int not null,
      total_fen bigint not null,
      built_on text not null, built_by text not null,
      sent_on text, sent_by text,
      primary key (run_id, file_id)
    )`.execute(trx)
  await sql`
    create table payment_run_exception (
      run_id text collate "C" not null,
      sha256 text collate "C" not null,
      line int not null,
      code text not null,
      payment_id text,
      settled_on text, settled_by text, answer text,
      primary key (run_id, sha256, line)
    )`.execute(trx)
}
