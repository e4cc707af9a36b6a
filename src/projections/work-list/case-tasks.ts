import type { Deadline } from '../../domain/case/deadline.ts'
import type { CaseFile, DecisionRecord, Investigation } from '../../domain/case/file.ts'
import type { CaseState, EntitledCase, TerminatedCase } from '../../domain/case/state.ts'
import { addDays, addMonthsToDay, lastDayOf } from '../../domain/shared/day.ts'
import type { OpenTask, Task } from './tasks.ts'

/** What is to be done next on a case, from its state alone. */
export const tasksOfCase = (state: CaseState): readonly OpenTask[] => {
  switch (state.status) {
    case 'NONE':
    case 'DISCONTINUED':
    case 'CLOSED':
      return state.status === 'DISCONTINUED' ? [{ task: 'close-case' }] : []
    case 'LEAD':
      return [{ task: state.verified ? 'open-application' : 'verify-lead' }]
    case 'INTAKE':
      return [{ task: 'accept-application' }]
    case 'SUPPLEMENT_REQUIRED':
      return [limited(state.file, 'receive-supplement', 'SUPPLEMENT')]
    case 'ACCEPTED':
    case 'CHECKING':
    case 'SURVEYING':
      return [...investigating(state.file, state.investigation), ...complaints(state.file)]
    case 'OPINION_DRAFTED':
      return [limited(state.file, 'post-notice', 'WHOLE_CASE'), ...complaints(state.file)]
    case 'NOTICED':
      return [
        { ...limited(state.file, 'submit-dossier', 'WHOLE_CASE'), opensOn: addDays(state.notice.lastDay, 1) },
        ...complaints(state.file),
      ]
    case 'OBJECTED':
      return [limited(state.file, 'answer-objection', 'WHOLE_CASE'), ...complaints(state.file)]
    case 'RESURVEY':
      return [limited(state.file, 'draft-opinion-again', 'OPINION', 'WHOLE_CASE'), ...complaints(state.file)]
    case 'SUBMITTED':
      return [limited(state.file, 'decide', 'COUNTY_DECISION', 'WHOLE_CASE'), ...complaints(state.file)]
    case 'COUNTY_VISIT':
      return [
        limited(state.file, state.county.visit ? 'decide' : 'visit-for-county', 'COUNTY_DECISION', 'WHOLE_CASE'),
        ...complaints(state.file),
      ]
    case 'AIDED':
    case 'PAPERWORK_DUE':
      return [limited(state.file, 'complete-paperwork', 'PAPERWORK'), ...filing(state.decisions)]
    case 'PAPERWORK_DONE': {
      const open = filing(state.decisions)
      return open.length > 0 ? open : [{ task: 'close-case' }]
    }
    case 'REFUSED': {
      const delivered = state.decisions.every(({ deliveredOn }) => deliveredOn !== null)
      return [delivered ? { task: 'close-case' } : limited(state.file, 'deliver-refusal', 'REFUSAL_NOTICE')]
    }
    case 'CONFIRMED':
    case 'ENTITLED':
    case 'IN_REVIEW':
    case 'HEARING':
    case 'SUSPENDED':
    case 'GRADUAL_EXIT':
      return [...holding(state), ...selfCare(state.file), ...papers(state), ...complaints(state.file)]
    case 'TERMINATED':
      return [...papers(state), ...complaints(state.file), { task: 'close-case' }]
  }
}

/** A task with the limit of the first of these clocks that has been set. */
const limited = (file: CaseFile, task: Task, ...clocks: readonly Deadline['clock'][]): OpenTask => {
  const found = clocks
    .map((clock) => file.deadlines.find((deadline) => deadline.clock === clock))
    .find((deadline) => deadline !== undefined)
  return found ? { task, due: found.due, provisional: found.provisional, clause: found.clause } : { task }
}

/** Survey and register check run side by side; the opinion waits for both. */
const investigating = (file: CaseFile, { check, surveyStartedOn, visits }: Investigation): readonly OpenTask[] => {
  const survey = (): OpenTask | undefined => {
    if (surveyStartedOn === null) return limited(file, 'start-survey', 'SURVEY_START', 'WHOLE_CASE')
    return visits.length === 0 ? limited(file, 'record-visit', 'WHOLE_CASE') : undefined
  }
  const checking = (): OpenTask | undefined => {
    if (check === null) return limited(file, 'request-check', 'WHOLE_CASE')
    if (check.dispute === 'OPEN') return limited(file, 'settle-check-dispute', 'WHOLE_CASE')
    return check.report === null ? limited(file, 'complete-check', 'CHECK_START', 'WHOLE_CASE') : undefined
  }
  const open = [survey(), checking()].filter((task) => task !== undefined)
  return open.length > 0 ? open : [limited(file, 'draft-opinion', 'OPINION', 'WHOLE_CASE')]
}

const complaints = ({ openComplaints }: CaseFile): readonly OpenTask[] =>
  openComplaints.length > 0 ? [{ task: 'settle-complaint' }] : []

/** The one next step of a running entitlement, and what a death asks for beside it. */
const holding = (state: EntitledCase): readonly OpenTask[] => {
  const { file, gradualExit, review, suspension } = state
  const afterDeath = state.deaths.length > 0 ? [limited(file, 'recheck-after-death', 'RECHECK_AFTER_DEATH')] : []
  if (suspension) return [{ task: 'end-suspension', due: suspension.until }, ...afterDeath]
  if (gradualExit) {
    const due = lastDayOf(gradualExit.lastMonth)
    return [{ task: 'end-gradual-exit', due, opensOn: `${gradualExit.lastMonth}-01` }, ...afterDeath]
  }
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
const papers = ({ acceptance, decisions, published, status }: EntitledCase | TerminatedCase): readonly OpenTask[] => {
  const newest = decisions.at(-1)
  if (!newest) return []
  const open: OpenTask[] = []
  if (acceptance !== null && !published) open.push({ task: 'publish-decision' })
  open.push(...filing(decisions))
  if (status === 'TERMINATED' && newest.deliveredOn === null) open.push({ task: 'deliver-notice' })
  return open
}
