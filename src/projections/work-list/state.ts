import { type CaseEvent, caseEvents } from '../../domain/case/events.ts'
import { evolve } from '../../domain/case/evolve.ts'
import { type CaseState, initialCase } from '../../domain/case/state.ts'
import type { RunEvent } from '../../domain/payment/run-events.ts'
import { PRICE_SUBSIDY } from '../../domain/price/terms.ts'
import type { Fact } from '../view.ts'
import { tasksOfCase } from './case-tasks.ts'
import { foldMatter, type Matter, type MatterEvent, matterOf, matterTypes } from './matters.ts'
import { movingTasks } from './moving-tasks.ts'
import {
  foldPriceMonth,
  type PriceProgress,
  type PriceWorkEvent,
  priceMonthOf,
  tasksOfPriceMonth,
} from './price-month.ts'
import { foldRun, type RunProgress, tasksOfRun } from './run-tasks.ts'
import type { WorkItemTable } from './tables.ts'
import { type OpenTask, tasks } from './tasks.ts'

type Open = Pick<WorkItemTable, 'task' | 'opens_on'>

/** How far a case, a run, a month of prices or another matter has come. */
type Progress =
  | { kind: 'case'; case: CaseState }
  | { kind: 'run'; run: RunProgress }
  | { kind: 'price'; price: PriceProgress }
  | { kind: 'matter'; matter: Matter }

/** What is remembered of each: where it stands, and since when its tasks are open. */
export type WorkState = Progress & { open: readonly Open[] }

/** Events that leave a task behind: those of cases and of payment runs, and the judgement of a month of prices. */
export type WorkEvent = CaseEvent | RunEvent | PriceWorkEvent | MatterEvent

const caseTypes = new Set<string>(caseEvents.map(({ type }) => type))
const isOfCase = (fact: Fact<WorkEvent>): fact is Fact<CaseEvent> => caseTypes.has(fact.type)
const isOfRun = (fact: Fact<WorkEvent>): fact is Fact<RunEvent> => 'runId' in fact.data
const ofMatters = new Set<string>(matterTypes)
const isOfMatter = (fact: Fact<WorkEvent>): fact is Fact<MatterEvent> => ofMatters.has(fact.type)

/** What an event leaves tasks with: its case or run; the month of prices that it judges, or whose run it opens. */
export const subjectsOf = (fact: Fact<WorkEvent>): readonly string[] => {
  if (isOfMatter(fact)) return [matterOf(fact)]
  if ('caseId' in fact.data) return [fact.data.caseId]
  const month = priceMonthOf(fact)
  return [...('runId' in fact.data ? [fact.data.runId] : []), ...(month === undefined ? [] : [month])]
}

/** A subject after one more event; a task that was open before keeps the day since which it is. */
export const foldWork = (before: WorkState | undefined, fact: Fact<WorkEvent>, subject: string): WorkState => {
  const progress = foldProgress(before, fact, subject)
  const open = tasksOf(progress).map(({ task, opensOn }) => {
    const since = before?.open.find((earlier) => earlier.task === task)?.opens_on
    return { task, opens_on: opensOn ?? since ?? fact.envelope.on }
  })
  return { ...progress, open }
}

const foldProgress = (before: Progress | undefined, fact: Fact<WorkEvent>, subject: string): Progress => {
  if (isOfCase(fact)) {
    const { id, version, position, envelope } = fact
    const state = before?.kind === 'case' ? before.case : initialCase
    return { kind: 'case', case: evolve(state, fact, { id, version, position, actor: envelope.actor }) }
  }
  if (isOfMatter(fact))
    return { kind: 'matter', matter: foldMatter(before?.kind === 'matter' ? before.matter : undefined, fact) }
  if (subject === priceMonthOf(fact))
    return { kind: 'price', price: foldPriceMonth(before?.kind === 'price' ? before.price : undefined, fact) }
  if (!isOfRun(fact)) throw new Error(`an event of neither case, run nor month of prices: ${subject}`)
  return { kind: 'run', run: foldRun(before?.kind === 'run' ? before.run : undefined, fact) }
}

/** The open tasks of a subject as rows. */
export const itemsOf = (subject: string, state: WorkState): WorkItemTable[] => {
  const place = placeOf(state)
  if (!place) return []
  return tasksOf(state).map(({ task, area, due, provisional, clause }, index) => ({
    subject_kind: state.kind === 'matter' ? state.matter.kind : state.kind,
    subject_id: subject,
    task,
    scheme: place.scheme,
    area: area ?? place.area,
    role: tasks[task].role,
    opens_on: state.open[index]?.opens_on ?? '',
    due: due ?? null,
    provisional: provisional ?? false,
    clause: clause ?? null,
  }))
}

const tasksOf = (state: Progress): readonly OpenTask[] => {
  switch (state.kind) {
    case 'case':
      return [...tasksOfCase(state.case), ...movingTasks(state.case)]
    case 'run':
      return tasksOfRun(state.run)
    case 'price':
      return tasksOfPriceMonth(state.price)
    case 'matter':
      return state.matter.next ? [state.matter.next] : []
  }
}

const placeOf = (state: Progress): { scheme: string; area: string } | undefined => {
  if (state.kind === 'run') return { scheme: state.run.scheme, area: state.run.area }
  if (state.kind === 'price') return { scheme: PRICE_SUBSIDY, area: state.price.area }
  if (state.kind === 'matter') return { scheme: state.matter.scheme, area: state.matter.area }
  const found = state.case
  if (found.status === 'LEAD') return { scheme: found.scheme, area: found.area }
  if (!('file' in found) || found.file === null) return undefined
  return { scheme: found.file.scheme, area: found.file.area }
}
