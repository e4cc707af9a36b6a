import pg from 'pg'
import type { Totals } from '../county.ts'

/** What the read models show after a rebuild, and a digest of all their rows. */
export type Shown = Totals & { digest: string }

const QUESTION = `
  select
    (select count(*) from view.roster_entry where known_to is null and to_month is null) as households,
    (select sum(amount_fen) from view.roster_entry where known_to is null and to_month is null) as monthly_fen,
    (select count(*) from view.ledger_payment where status = 'PAID') as payments,
    (select sum(amount_fen) from view.ledger_payment where status = 'PAID') as paid_fen,
    (select sum(hashtextextended(entry::text, 0)::numeric) from view.roster_entry entry) || '/' ||
    (select sum(hashtextextended(payment::text, 0)::numeric) from view.ledger_payment payment) as digest`

/** Asks the tables themselves, not the program that filled them. */
export const shownIn = async (url: string): Promise<Shown> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { households, monthly_fen, payments, paid_fen, digest } = (await client.query(QUESTION)).rows[0]
    return {
      households: Number(households),
      monthlyFen: Number(monthly_fen),
      payments: Number(payments),
      paidFen: Number(paid_fen),
      digest,
    }
  } finally {
    await client.end()
  }
}

/** What is wrong with what is shown; undefined when every total is right. */
export const wrongTotals = (shown: Totals, expected: Totals): string | undefined => {
  const wrong = (Object.keys(expected) as (keyof Totals)[]).filter((key) => shown[key] !== expected[key])
  return wrong.length === 0
    ? undefined
    : wrong.map((key) => `${key} ${shown[key]} instead of ${expected[key]}`).join(', ')
}
