import { type CaseEvent, caseEvents } from '../../domain/case/events.ts'
import { evolve } from '../../domain/case/evolve.ts'
import { type CaseState, initialCase } from '../../domain/case/state.ts'
import type { RunEvent } from '../../domain/payment/run-events.ts'
import type { RunStatus } from '../../domain/payment/run-state.ts'
import type { Fact } from '../view.ts'
import { tasksOfCase } from './case-tasks.ts'
import type { WorkItemTable } from './tables.ts'
import { type OpenTask, type Task, tasks } from './tasks.ts'

/** The part of a run that its next task depends on. */
export type RunProgress = { status: RunStatus; area: string; scheme: string; openExceptions: number }

type Open = Pick<WorkItemTable, 'task' | 'opens_on'>

/** What is remembered of a case or run: where it stands, and since when its tasks are open. */
export type WorkState =
  | { kind: 'case'; case: CaseState; open: readonly Open[] }
  | { kind: 'run'; run: RunProgress; open: readonly Open[] }

/** Events that leave a task behind: those of cases and of payment runs. */
export type WorkEvent = CaseEvent | RunEvent

const caseTypes = new Set<string>(caseEvents.map(({ type }) => type))
const isOfCase = (fact: Fact<WorkEvent>): fact is Fact<CaseEvent> => caseTypes.has(fact.type)
const isOfRun = (fact: Fact<WorkEvent>): fact is Fact<RunEvent> => !caseTypes.has(fact.type)

/** The case or run that an event belongs to. */
export const subjectOf = (fact: Fact<WorkEvent>): string => ('caseId' in fact.data ? fact.data.caseId : fact.data.runId)

/** A case or run after one more event; a task that was open before keeps the day since which it is. */
export const foldWork = (before: WorkState | undefined, fact: Fact<WorkEvent>): WorkState => {
  const keepOpen = (next: readonly OpenTask[]): Open[] =>
    next.map(({ task, opensOn }) => {
      const since = before?.open.find((open) => open.task === task)?.opens_on
      return { task, opens_on: opensOn ?? since ?? fact.envelope.on }
    })
  if (isOfCase(fact)) {
    const { id, version, position, envelope } = fact
    const state = before?.kind === 'case' ? before.case : initialCase
    const next = evolve(state, fact, { id, version, position, actor: envelope.actor })
    return { kind: 'case', case: next, open: keepOpen(tasksOfCase(next)) }
  }
  if (!isOfRun(fact)) throw new Error(`an event of neither case nor run: ${subjectOf(fact)}`)
  const run = foldRun(before?.kind === 'run' ? before.run : undefined, fact)
  return { kind: 'run', run, open: keepOpen(tasksOfRun(run)) }
}

/** The open tasks of a subject as rows. */
export const itemsOf = (subject: string, state: WorkState): WorkItemTable[] => {
  const place = placeOf(state)
  if (!place) return []
  const found = state.kind === 'case' ? tasksOfCase(state.case) : tasksOfRun(state.run)
  return found.map(({ task, due, provisional, clause }, index) => ({
    subject_kind: state.kind,
    subject_id: subject,
    task,
    ...place,
    role: tasks[task].role,
    opens_on: state.open[index]?.opens_on ?? '',
    due: due ?? null,
    provisional: provisional ?? false,
    clause: clause ?? null,
  }))
}

const placeOf = (state: WorkState): { scheme: string; area: string } | undefined => {
  if (state.kind === 'run') return { scheme: state.run.scheme, area: state.run.area }
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
  if (type === 'PaymentRunOpened') return { status: 'OPEN', area: data.area, scheme: data.scheme, openExceptions: 0 }
  if (!before) throw new Error(`${type} before PaymentRunOpened: ${data.runId}`)
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

const tasksOfRun = ({ openExceptions, status }: RunProgress): readonly OpenTask[] => {
  if (openExceptions > 0) return [{ task: 'settle-exceptions' }]
  const task = nextOfRun[status]
  return task === undefined ? [] : [{ task }]
}
