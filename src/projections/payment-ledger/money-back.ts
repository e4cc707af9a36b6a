import { type Kysely, type SqlBool, sql } from 'kysely'
import type { Database } from '../schema.ts'

/** What the bank has sent back, or never carried out, and nobody has closed. */
export const cameBack = sql<SqlBool>`coalesce(returned_at, failed_at) is not null and no_longer_due_at is null`

/** Whether a payment to the account of a person, for themselves or for another, has come back and was not made again. */
export const hasMoneyBack = async (db: Kysely<Database>, personId: string): Promise<boolean> => {
  const { rows } = await sql<{ waits: boolean }>`
    select exists (
      select from ledger_payment as payment
      where ${cameBack}
        and (case payee->>'kind' when 'HOLDER' then person_id::text else payee->>'personId' end) = ${personId}
        and not exists (
          select from ledger_payment as again
          where again.reissue_of = payment.payment_id and again.cancelled_at is null)) as waits`.execute(db)
  return rows[0]?.waits ?? false
}
