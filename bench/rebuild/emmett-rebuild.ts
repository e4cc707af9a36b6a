import { type SQL, sql } from '@event-driven-io/dumbo'
import type { Event, ReadEvent } from '@event-driven-io/emmett'
import { postgreSQLProjection, rebuildPostgreSQLProjections } from '@event-driven-io/emmett-postgresql'
import type pg from 'pg'
import { countyOf, type Totals } from '../county.ts'
import { openEmmett } from '../sides/emmett.ts'

type CountyEvent = Event<string, Record<string, unknown>>

const PAGE = 1_000

const TABLES = `
  create table roster (case_id text primary key, area text not null, members int not null, amount_fen bigint not null);
  create table ledger (payment_id text primary key, case_id text not null, month text not null,
    amount_fen bigint not null, status text not null, file_id text, paid_on text, bank_reference text)`

const rosterRow = (data: Record<string, unknown>): SQL => {
  const { area, members, amountFen } = data['entitlement'] as { area: string; members: string[]; amountFen: number }
  return sql(
    `insert into roster values (%L, %L, %s, %s) on conflict (case_id) do update
     set area = excluded.area, members = excluded.members, amount_fen = excluded.amount_fen`,
    data['caseId'],
    area,
    members.length,
    amountFen,
  )
}

/** One statement for one event: fewer columns than our views have, no history of what was known when, no envelope. */
const statementOf = ({ type, data }: ReadEvent<CountyEvent>): SQL => {
  if (type === 'PaymentPlanned')
    return sql(
      `insert into ledger values (%L, %L, %L, %s, 'planned')`,
      data['paymentId'],
      data['caseId'],
      data['month'],
      data['amountFen'],
    )
  if (type === 'PaymentFiled')
    return sql(
      `update ledger set status = 'filed', file_id = %L where payment_id = %L`,
      data['fileId'],
      data['paymentId'],
    )
  if (type === 'PaymentPaid')
    return sql(
      `update ledger set status = 'paid', paid_on = %L, bank_reference = %L where payment_id = %L`,
      data['paidOn'],
      data['bankReference'],
      data['paymentId'],
    )
  return rosterRow(data)
}

const projection = postgreSQLProjection<CountyEvent>({
  name: 'roster-and-ledger',
  canHandle: ['EntitlementTakenOver', 'EntitlementIncreased', 'PaymentPlanned', 'PaymentFiled', 'PaymentPaid'],
  handle: async (events, { execute }) => {
    for (const event of events) await execute.command(statementOf(event))
  },
  truncate: async ({ execute }) => {
    await execute.command(sql('truncate roster, ledger'))
  },
})

const shown = async (pool: pg.Pool): Promise<Totals> => {
  const { rows } = await pool.query(`
    select (select count(*) from roster) as households, (select coalesce(sum(amount_fen), 0) from roster) as monthly_fen,
      (select count(*) from ledger where status = 'paid') as payments,
      (select coalesce(sum(amount_fen), 0) from ledger where status = 'paid') as paid_fen`)
  const { households, monthly_fen, payments, paid_fen } = rows[0]
  return {
    households: Number(households),
    monthlyFen: Number(monthly_fen),
    payments: Number(payments),
    paidFen: Number(paid_fen),
  }
}

/** A store of theirs with a county in it, and a projection of equivalent tables. */
export const emmettCounty = async (url: string, events: number) => {
  const { store, pool } = await openEmmett(url)
  await pool.query(TABLES)
  // By one writer: in a store that several had filled at once, its rebuild skipped up to a fifth of the events.
  for (const { stream, facts } of countyOf(events))
    await store.appendToStream<CountyEvent>(stream, [...facts] as CountyEvent[])
  return {
    /** Rebuilds with the function that it offers for it; gives the seconds taken and what the tables then show. */
    rebuild: async (): Promise<{ seconds: number; shown: Totals }> => {
      const consumer = rebuildPostgreSQLProjections<CountyEvent>({
        connectionString: url,
        projections: [projection],
        pulling: { batchSize: PAGE },
      })
      const start = performance.now()
      await consumer.start()
      const seconds = (performance.now() - start) / 1000
      await consumer.close()
      return { seconds, shown: await shown(pool) }
    },
    close: async (): Promise<void> => {
      await store.close()
      await pool.end()
    },
  }
}
