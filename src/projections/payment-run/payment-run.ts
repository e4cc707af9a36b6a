import { sql } from 'kysely'
import { type RunEvent, runEvents } from '../../domain/payment/run-events.ts'
import { addRows, loadRows, saveRows } from '../rows.ts'
import { compareFigures, type RecordedEvents } from '../verify.ts'
import { type Fact, type Trx, viewOf } from '../view.ts'
import { createPaymentRuns } from './create.ts'
import { foldExceptions, foldFiles, foldRun, heldOf, linesOf } from './fold.ts'
import type { PaymentRunExceptionTable, PaymentRunFileTable } from './tables.ts'

const apply = async (trx: Trx, facts: readonly Fact<RunEvent>[]): Promise<void> => {
  const ids = facts.map(({ data }) => data.runId)
  const runs = new Map((await loadRows(trx, 'payment_run', 'run_id', ids)).map((row) => [row.run_id, row]))
  const files = byRun<PaymentRunFileTable>(await loadRows(trx, 'payment_run_file', 'run_id', ids))
  const exceptions = byRun<PaymentRunExceptionTable>(await loadRows(trx, 'payment_run_exception', 'run_id', ids))
  for (const fact of facts) {
    const { runId } = fact.data
    runs.set(runId, foldRun(runs.get(runId), fact))
    files.set(runId, foldFiles(files.get(runId) ?? [], fact))
    exceptions.set(runId, foldExceptions(exceptions.get(runId) ?? [], fact))
  }
  await saveRows(trx, 'payment_run', ['run_id'], [...runs.values()])
  await addRows(trx, 'payment_run_line', facts.flatMap(linesOf))
  await addRows(trx, 'payment_run_held', facts.flatMap(heldOf))
  await saveRows(trx, 'payment_run_file', ['run_id', 'file_id'], [...files.values()].flat())
  await saveRows(trx, 'payment_run_exception', ['run_id', 'sha256', 'line'], [...exceptions.values()].flat())
}

const byRun = <Row extends { run_id: string }>(rows: readonly Row[]): Map<string, Row[]> =>
  rows.reduce(
    (grouped, row) => grouped.set(row.run_id, [...(grouped.get(row.run_id) ?? []), row]),
    new Map<string, Row[]>(),
  )

const verify = (trx: Trx, { relation, upTo }: RecordedEvents): Promise<readonly string[]> =>
  compareFigures(trx, {
    view: sql`
      select (select count(*) from payment_run) as runs, (select sum(revision) from payment_run) as versions,
             (select count(*) from payment_run_line) as lines, (select sum(amount_fen) from payment_run_line) as fen,
             (select count(*) from payment_run_held) as held,
             (select count(*) from payment_run_file) as files,
             (select count(*) from payment_run_exception) as exceptions,
             (select count(settled_on) from payment_run_exception) as settled`,
    log: sql`
      with event as (
        select stream_id, version, type, payload from ${relation}
        where position <= ${upTo} and type = any(${runEvents.map(({ type }) => type)}::text[])
      ), newest as (select stream_id, max(version) as version from event group by stream_id),
      line as (
        select (line->>'amountFen')::bigint as fen from event, json_array_elements(payload->'lines') as line
        where type = 'PaymentLinesCalculated'
      )
      select (select count(*) from newest) as runs, (select sum(version) from newest) as versions,
             (select count(*) from line) as lines, (select sum(fen) from line) as fen,
             coalesce(sum(json_array_length(payload->'held')), 0) as held,
             count(distinct payload->>'fileId') filter (where type = 'BankFileBuilt') as files,
             sum(json_array_length(payload->'exceptions')) as exceptions,
             count(*) filter (where type = 'ReturnExceptionSettled') as settled
      from event`,
  })

/** Payment runs: where each stands, its lines of every calculation, who was held back, its files and their exceptions. */
export const paymentRun = viewOf<RunEvent>({
  name: 'payment-run',
  revision: 3,
  tables: ['payment_run', 'payment_run_line', 'payment_run_held', 'payment_run_file', 'payment_run_exception'],
  types: runEvents.map(({ type }) => type),
  // One event carries up to 500 lines.
  maxBatch: 40,
  create: createPaymentRuns,
  apply,
  verify,
})
