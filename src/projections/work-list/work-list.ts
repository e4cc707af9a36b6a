import { sql } from 'kysely'
import { caseEvents } from '../../domain/case/events.ts'
import { runEvents } from '../../domain/payment/run-events.ts'
import { PRICE_SUBSIDY } from '../../domain/price/terms.ts'
import { addRows, loadRows, saveRows } from '../rows.ts'
import { compareFigures, type RecordedEvents } from '../verify.ts'
import { type Fact, type Trx, viewOf } from '../view.ts'
import { matterTypes } from './matters.ts'
import { foldWork, itemsOf, subjectsOf, type WorkEvent } from './state.ts'

const ofStreams = [...caseEvents, ...runEvents].map(({ type }) => type)
const judgements = ['PriceTriggerDeclared', 'PriceTriggerNotMet'] as const
const types = [...ofStreams, ...judgements, ...matterTypes]

const create = async (trx: Trx): Promise<void> => {
  await sql`
    create table work_item (
      subject_kind text not null,
      subject_id text collate "C" not null,
      task text collate "C" not null,
      scheme text collate "C" not null,
      area text collate "C" not null,
      role text collate "C" not null,
      opens_on text collate "C" not null,
      due text collate "C",
      provisional boolean not null,
      clause text,
      primary key (subject_id, task)
    )`.execute(trx)
  // Tasks without a limit come last: text that no day reaches.
  await sql`
    create index work_item_page on work_item ((coalesce(due, '9999-12-31')), subject_id, task)`.execute(trx)
  await sql`create table work_state (subject_id text collate "C" primary key, state json not null)`.execute(trx)
}

const apply = async (trx: Trx, facts: readonly Fact<WorkEvent>[]): Promise<void> => {
  const found = await loadRows(trx, 'work_state', 'subject_id', facts.flatMap(subjectsOf))
  const states = new Map(found.map(({ subject_id, state }) => [subject_id, state]))
  for (const fact of facts)
    for (const subject of subjectsOf(fact)) states.set(subject, foldWork(states.get(subject), fact, subject))
  await sql`delete from work_item where subject_id = any(${[...states.keys()]})`.execute(trx)
  await addRows(
    trx,
    'work_item',
    [...states].flatMap(([subject, state]) => itemsOf(subject, state)),
  )
  await saveRows(
    trx,
    'work_state',
    ['subject_id'],
    [...states].map(([subject_id, state]) => ({ subject_id, state })),
  )
}

const verify = (trx: Trx, { relation, upTo }: RecordedEvents): Promise<readonly string[]> =>
  compareFigures(trx, {
    view: sql`
      select count(*) filter (where state->>'kind' in ('case', 'run')) as subjects,
             count(*) filter (where state->>'kind' = 'price') as months_of_prices,
             count(*) filter (where state->'run'->>'status' = 'CLOSED') as closed_runs,
             count(*) filter (where state->'case'->>'status' = 'CLOSED') as closed_cases
      from work_state`,
    log: sql`
      select count(distinct stream_id) filter (where type = any(${ofStreams}::text[])) as subjects,
             count(distinct (payload->>'area', payload->>'month')) filter (
               where type = any(${judgements}::text[])
                 or (type = 'PaymentRunOpened' and payload->>'scheme' = ${PRICE_SUBSIDY})) as months_of_prices,
             count(distinct stream_id) filter (where type = 'PaymentRunClosed') as closed_runs,
             count(distinct stream_id) filter (where type = 'CaseClosed') as closed_cases
      from ${relation} where position <= ${upTo} and type = any(${types}::text[])`,
  })

/**
 * The work list: the open tasks of every case, run, month of prices and matter beside them, with the limits that the law
 * sets, derived from the domain's own state. Raise `revision` also when the domain's `evolve` changes.
 */
export const workList = viewOf<WorkEvent>({
  name: 'work-list',
  revision: 9,
  tables: ['work_item', 'work_state'],
  types,
  maxBatch: 1_000,
  create,
  apply,
  verify,
})
