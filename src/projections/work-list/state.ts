import { type CaseEvent, caseEvents } from '../../domain/case/events.ts'
import { evolve } from '../../domain/case/evolve.ts'
import { type CaseState, initialCase } from '../../domain/case/state.ts'
import type { RunDeadline, RunEvent } from '../../domain/payment/run-events.ts'
import type { RunStatus } from '../../domain/payment/run-state.ts'
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
import type { WorkItemTable } from './tables.ts'
import { type OpenTask, type Task, tasks } from './tasks.ts'

/** The part of a run that its next task depends on. */
export type RunProgress = {
  status: RunStatus
  area: string
  scheme: string
  openExceptions: number
  /** By when it is paid, where the law says it. */
  deadline: RunDeadline | null
}

type Open = Pick<WorkItemTable, 'task' | 'opens_on'>

/** What is remembered of a case, a run or a month of prices: where it stands, and since when its tasks are open. */
export type WorkState =
  | { kind: 'price'; price: PriceProgress; open: readonly Open[] }
  | { kind: 'case'; case: CaseState; open: readonly Open[] }
  | { kind: 'run'; run: RunProgress; open: readonly Open[] }
  | { kind: 'matter'; matter: Matter; open: readonly Open[] }

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
  const keepOpen = (next: readonly OpenTask[]): Open[] =>
    next.map(({ task, opensOn }) => {
      const since = before?.open.find((open) => open.task === task)?.opens_on
      return { task, opens_on: opensOn ?? since ?? fact.envelope.on }
    })
  if (isOfCase(fact)) {
    const { id, version, position, envelope } = fact
    const state = before?.kind === 'case' ? before.case : initialCase
    const next = evolve(state, fact, { id, version, position, actor: envelope.actor })
    return { kind: 'case', case: next, open: keepOpen([...tasksOfCase(next), ...movingTasks(next)]) }
  }
  if (isOfMatter(fact)) {
    const next = foldMatter(before?.kind === 'matter' ? before.matter : undefined, fact)
    return { kind: 'matter', matter: next, open: keepOpen(next.next ? [next.next] : []) }
  }
  if (subject === priceMonthOf(fact)) {
    const price = foldPriceMonth(before?.kind === 'price' ? before.price : undefined, fact)
    return { kind: 'price', price, open: keepOpen(tasksOfPriceMonth(price)) }
  }
  if (!isOfRun(fact)) throw new Error(`an event of neither case, run nor month of prices: ${subject}`)
  const run = foldRun(before?.kind === 'run' ? before.run : undefined, fact)
  return { kind: 'run', run, open: keepOpen(tasksOfRun(run)) }
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

const tasksOf = (state: WorkState): readonly OpenTask[] => {
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

const placeOf = (state: WorkState): { scheme: string; area: string } | undefined => {
  if (state.kind === 'run') return { scheme: state.run.scheme, area: state.run.area }
  if (state.kind === 'price') return { scheme: PRICE_SUBSIDY, area: state.price.area }
  if (state.kind === 'matter') return { scheme: state.matter.scheme, area: state.matter.area }
  const found = state.case
  if (found.status === 'LEAD') return { scheme: found.scheme, area: found.area }
  if (!('file' in found) || found.file === null) return undefined
  return { scheme: found.file.scheme, area: found.file.area }
}

const statusAfter: Partial<Record<RunEvent['type'], RunStatus>> = {
  PaymentLinesCalculated: 'OPEN',
  PaymentLinesHeld: 'OPEN',
  PaymentRunCalculated: 'CALCULATED',
  PaymentRunReviewed: 'REVIEWED',
  PaymentRunApproved: 'APPROVED',
  PaymentRunSentBack: 'OPEN',
  PaymentInstructionStarted: 'INSTRUCTING',
  PaymentRunInstructed: 'INSTRUCTED',
  BankFileBuilt: 'BUILT',
  BankFileSent: 'SENT',
  ReturnFileImported: 'RETURNED',
  PaymentRunClosed: 'CLOSED',
}

const foldRun = (before: RunProgress | undefined, { type, data }: RunEvent): RunProgress => {
  if (type === 'PaymentRunOpened')
    return { status: 'OPEN', area: data.area, scheme: data.scheme, openExceptions: 0, deadline: null }
  if (!before) throw new Error(`${type} before PaymentRunOpened: ${data.runId}`)
  if (type === 'PaymentRunDeadlineSet') {
    const { runId: _run, ...deadline } = data
    return { ...before, deadline }
  }
  const status = before.status === 'CLOSED' ? before.status : (statusAfter[type] ?? before.status)
  if (type === 'ReturnFileImported')
    return { ...before, status, openExceptions: before.openExceptions + data.exceptions.length }
  if (type === 'ReturnExceptionSettled') return { ...before, status, openExceptions: before.openExceptions - 1 }
  return { ...before, status }
}

const nextOfRun: Readonly<Record<RunStatus, Task | undefined>> = {
  OPEN: 'calculate-run',
  CALCULATED: 'review-run',
  REVIEWED: 'approve-run',
  APPROVED: 'instruct-run',
  INSTRUCTING: 'instruct-run',
  INSTRUCTED: 'build-bank-file',
  BUILT: 'send-bank-file',
  SENT: 'import-return-file',
  RETURNED: 'close-run',
  CLOSED: undefined,
}

/** Until the bank has answered, a run is due by its deadline; what is left then is not the recipients' concern. */
const tasksOfRun = ({ openExceptions, status, deadline }: RunProgress): readonly OpenTask[] => {
  if (openExceptions > 0) return [{ task: 'settle-exceptions' }]
  const task = nextOfRun[status]
  if (task === undefined) return []
  return [deadline === null || status === 'RETURNED' ? { task } : { task, ...deadline }]
}
