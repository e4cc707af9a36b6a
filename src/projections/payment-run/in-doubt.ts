import { type Kysely, sql } from 'kysely'
import type { LedgerPaymentTable } from '../payment-ledger/tables.ts'
import type { Database } from '../schema.ts'

/**
 * Payments that are planned, and perhaps no line of their run that counts stands behind them. Only a run that was calculated
 * more than once, or is with its preparer again, can have any: these are few, and their payments have an index.
 */
export const paymentsInDoubt = async (
  db: Kysely<Database>,
): Promise<readonly Pick<LedgerPaymentTable, 'run_id' | 'payment_id'>[]> => {
  const { rows } = await sql<Pick<LedgerPaymentTable, 'run_id' | 'payment_id'>>`
    select payment.run_id, payment.payment_id
    from payment_run as run join ledger_payment as payment using (run_id)
    where (run.attempt > 1 or run.status = 'OPEN') and payment.status = 'PLANNED'
      and (run.status = 'OPEN' or not exists (
        select from payment_run_line as line
        where line.run_id = run.run_id and line.attempt = run.attempt and line.payment_id = payment.payment_id))`.execute(
    db,
  )
  return rows
}

/** The runs of which a calculation was begun that does not count yet, oldest first. */
export const calculationsBegun = async (db: Kysely<Database>): Promise<readonly string[]> => {
  const rows = await db
    .selectFrom('payment_run')
    .select('run_id')
    .where('status', '=', 'OPEN')
    .where('attempt', '>', 0)
    .where('read_at', 'is', null)
    .orderBy('position')
    .execute()
  return rows.map(({ run_id }) => run_id)
}
