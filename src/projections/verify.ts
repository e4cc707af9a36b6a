import type { RawBuilder } from 'kysely'
import type { Trx } from './view.ts'

/**
 * What a generation is checked against: events as they were recorded, in a relation with the columns of `log.event` that
 * verification asks for (`recorded-events.ts`), of which those up to a position count.
 */
export type RecordedEvents = { relation: RawBuilder<unknown>; upTo: bigint }

/**
 * Compares one row of figures computed from a view's tables with the same figures computed from the recorded events by a
 * query that shares no code with the handler. Answers one line per figure that differs.
 */
export const compareFigures = async (
  trx: Trx,
  queries: { view: RawBuilder<unknown>; log: RawBuilder<unknown> },
): Promise<readonly string[]> => {
  // The log first: it takes long, and the tables of the view may be locked meanwhile while their indexes are made.
  const recorded = await figuresOf(trx, queries.log)
  const shown = await figuresOf(trx, queries.view)
  return [...recorded].flatMap(([figure, value]) =>
    shown.get(figure) === value ? [] : [`${figure} is ${shown.get(figure) ?? 'missing'}, the log says ${value}`],
  )
}

const figuresOf = async (trx: Trx, query: RawBuilder<unknown>): Promise<Map<string, string>> => {
  const { rows } = await query.execute(trx)
  return new Map(Object.entries(rows[0] ?? {}).map(([figure, value]) => [figure, String(value ?? 0)]))
}
