import type { CaseFile, DecisionRecord } from '../../domain/case/file.ts'
import type { CaseState, EntitledCase, TerminatedCase } from '../../domain/case/state.ts'
import { addMonthsToDay, lastDayOf } from '../../domain/shared/day.ts'
import { againTasks, countyTask, investigationTasks, isPublished, limited, opinionTask } from './procedure-tasks.ts'
import type { OpenTask } from './tasks.ts'

/** What is to be done next on a case, from its state alone. */
export const tasksOfCase = (state: CaseState): readonly OpenTask[] => {
  switch (state.status) {
    case 'NONE':
    case 'CLOSED':
      return []
    case 'DISCONTINUED':
      return state.file ? closing(complaints(state.file)) : closing([])
    case 'LEAD':
      return [{ task: state.verified ? 'open-application' : 'verify-lead' }]
    case 'INTAKE':
      return [...(isAtWindow(state.file) ? [] : [{ task: 'accept-application' as const }]), ...complaints(state.file)]
    case 'SUPPLEMENT_REQUIRED':
      return [limited(state.file, 'receive-supplement', 'SUPPLEMENT'), ...complaints(state.file)]
    case 'ACCEPTED':
    case 'CHECKING':
    case 'SURVEYING':
      return [...investigationTasks(state.file, state.acceptance, state.investigation), ...complaints(state.file)]
    case 'OPINION_DRAFTED':
    case 'NOTICED':
      return [opinionTask(state), ...complaints(state.file)]
    case 'OBJECTED':
      return [limited(state.file, 'answer-objection', 'REDO_AFTER_OBJECTION', 'WHOLE_CASE'), ...complaints(state.file)]
    case 'RESURVEY':
      return [...againTasks(state), ...complaints(state.file)]
    case 'SUBMITTED':
    case 'COUNTY_VISIT':
      return [countyTask(state), ...complaints(state.file)]
    case 'AIDED':
    case 'PAPERWORK_DUE':
      return [
        limited(state.file, 'complete-paperwork', 'PAPERWORK'),
        ...filing(state.decisions),
        ...complaints(state.file),
      ]
    case 'PAPERWORK_DONE':
      return closing([...filing(state.decisions), ...complaints(state.file)], state.file)
    case 'REFUSED': {
      const delivered = state.decisions.every(({ deliveredOn }) => deliveredOn !== null)
      const telling = delivered ? [] : [limited(state.file, 'deliver-refusal', 'REFUSAL_NOTICE')]
      return closing([...telling, ...filing(state.decisions), ...complaints(state.file)], state.file)
    }
    case 'CONFIRMED':
    case 'ENTITLED':
    case 'IN_REVIEW':
    case 'HEARING':
    case 'SUSPENDED':
    case 'GRADUAL_EXIT':
      return [...holding(state), ...selfCare(state.file), ...papers(state), ...complaints(state.file)]
    case 'TERMINATED':
      return closing([...papers(state), ...complaints(state.file)], state.file)
  }
}

/** Taken in by another county's window, which has not sent it home yet. */
const isAtWindow = ({ elsewhere }: CaseFile): boolean => elsewhere !== undefined && elsewhere.sentHomeOn === null

/** What is open, and once nothing is, the end of the file: not while the office that took it in has not told the result. */
const closing = (open: readonly OpenTask[], file?: CaseFile): readonly OpenTask[] =>
  open.length > 0 || (file?.elsewhere && file.elsewhere.relayedOn === null) ? open : [{ task: 'close-case' }]

const complaints = ({ openComplaints }: CaseFile): readonly OpenTask[] =>
  openComplaints.length > 0 ? [{ task: 'settle-complaint' }] : []

/** The one next step of a running entitlement, and what a death asks for beside it. */
const holding = (state: EntitledCase): readonly OpenTask[] => {
  const { file, gradualExit, review, suspension } = state
  const hasDied = state.deaths.length > 0 || review?.causes.includes('DEATH')
  const afterDeath = hasDied ? [limited(file, 'recheck-after-death', 'RECHECK_AFTER_DEATH')] : []
  if (suspension) return [{ task: 'end-suspension', due: suspension.until }, ...afterDeath]
  if (gradualExit) {
    const due = lastDayOf(gradualExit.lastMonth)
    return [{ task: 'end-gradual-exit', due, opensOn: `${gradualExit.lastMonth}-01` }, ...afterDeath]
  }
  if (review?.stopNotice?.objections.some(({ settled }) => !settled))
    return [limited(file, 'answer-objection', 'STOP_AFTER_OBJECTION'), ...afterDeath]
  if (review)
    return review.hearingOn !== null && review.heardOn === null
      ? [{ task: 'hold-hearing', due: review.hearingOn }]
      : [limited(file, 'finish-review', 'REVIEW'), ...afterDeath]
  const { reviewDue } = state
  if (reviewDue === null) return afterDeath
  return [{ task: 'open-review', due: reviewDue, opensOn: addMonthsToDay(reviewDue, -1) }, ...afterDeath]
}

/** What a township has decided is filed with the county. */
const filing = (decisions: readonly DecisionRecord[]): readonly OpenTask[] =>
  decisions.some(({ delegationId, filed }) => delegationId !== null && !filed) ? [{ task: 'file-decision' }] : []

/** Self-care that has changed is assessed again in time. */
const selfCare = (file: CaseFile): readonly OpenTask[] =>
  file.deadlines.some(({ clock }) => clock === 'SELF_CARE_AGAIN')
    ? [limited(file, 'assess-self-care', 'SELF_CARE_AGAIN')]
    : []

/** What the newest decision still has to be followed by. */
const papers = (state: EntitledCase | TerminatedCase): readonly OpenTask[] => {
  const { file, acceptance, decisions, published } = state
  const open: OpenTask[] = []
  const isRunning = state.status !== 'TERMINATED'
  if (isRunning && acceptance !== null && !published && isPublished(file, acceptance))
    open.push({ task: 'publish-decision' })
  open.push(...filing(decisions))
  // Where all have died nobody is left to be told.
  const untold = ({ decisionNumber, deliveredOn }: DecisionRecord): boolean =>
    !isRunning && decisionNumber === state.stoppedBy && deliveredOn === null
  if (file.members.length > 0 && decisions.some(untold)) open.push({ task: 'deliver-notice' })
  return open
}
