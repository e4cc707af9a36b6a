import type { Clock } from '../../domain/case/clocks.ts'
import type { Acceptance, CaseFile, Investigation } from '../../domain/case/file.ts'
import { noticeFault } from '../../domain/case/notice.ts'
import { isDemanded, isDue } from '../../domain/case/procedure.ts'
import type { AgainCase, ProposedCase, SubmittedCase } from '../../domain/case/state.ts'
import type { Ruleset } from '../../domain/policy/ruleset.ts'
import { procedureOn } from '../../domain/scheme/scheme.ts'
import { findScheme } from '../../domain/scheme/schemes.ts'
import { addDays } from '../../domain/shared/day.ts'
import type { OpenTask, Task } from './tasks.ts'

/** A task with the limit of the first of these clocks that has been set. */
export const limited = (file: CaseFile, task: Task, ...clocks: readonly Clock[]): OpenTask => {
  const found = clocks
    .map((clock) => file.deadlines.find((deadline) => deadline.clock === clock))
    .find((deadline) => deadline !== undefined)
  return found ? { task, due: found.due, provisional: found.provisional, clause: found.clause } : { task }
}

const procedureOf = ({ scheme }: CaseFile, { acceptedOn, lane }: Acceptance): Ruleset =>
  procedureOn(findScheme(scheme), acceptedOn, lane)

/** Whether the result of a case is published at all. */
export const isPublished = (file: CaseFile, acceptance: Acceptance): boolean =>
  procedureOf(file, acceptance).steps.publication.value !== 'NONE'

/** Survey and register check run side by side, as far as they are due or somebody has begun. */
const openFindings = (file: CaseFile, procedure: Ruleset, investigation: Investigation): readonly OpenTask[] => {
  const { check, surveyStartedOn, visits, returned } = investigation
  const survey = (): OpenTask | undefined => {
    const due = isDue(procedure, investigation, 'homeVisit')
    if (surveyStartedOn !== null || (returned && due))
      return visits.length === 0 ? limited(file, 'record-visit', 'REDO_AFTER_RETURN', 'WHOLE_CASE') : undefined
    return due ? limited(file, 'start-survey', 'SURVEY_START', 'WHOLE_CASE') : undefined
  }
  const checking = (): OpenTask | undefined => {
    if (check === null)
      return isDue(procedure, investigation, 'economicCheck')
        ? limited(file, 'request-check', 'REDO_AFTER_RETURN', 'WHOLE_CASE')
        : undefined
    if (check.dispute === 'OPEN') return limited(file, 'settle-check-dispute', 'WHOLE_CASE')
    return check.report === null ? limited(file, 'complete-check', 'CHECK_START', 'WHOLE_CASE') : undefined
  }
  return [survey(), checking()].filter((task) => task !== undefined)
}

/** First what is to be found; then the deliberation where every case has one, and the opinion, which waits for all. */
export const investigationTasks = (
  file: CaseFile,
  acceptance: Acceptance,
  investigation: Investigation,
): readonly OpenTask[] => {
  const procedure = procedureOf(file, acceptance)
  const open = openFindings(file, procedure, investigation)
  if (open.length > 0) return open
  if (procedure.deliberation.value === 'ALWAYS' && investigation.deliberatedOn === null)
    return [limited(file, 'hold-deliberation', 'DELIBERATION', 'WHOLE_CASE')]
  return [limited(file, 'draft-opinion', 'TOWNSHIP_OPINION', 'WHOLE_CASE')]
}

/** Looked into again, after an objection or a return: what has to be found anew, then the opinion. */
export const againTasks = ({ file, acceptance, investigation }: AgainCase): readonly OpenTask[] => {
  const open = openFindings(file, procedureOf(file, acceptance), investigation)
  if (open.length > 0) return open
  return [limited(file, 'draft-opinion-again', 'REDO_AFTER_RETURN', 'REDO_AFTER_OBJECTION', 'WHOLE_CASE')]
}

/** On with the opinion: to the wall where it is still to hang as it stands, then to the county or to whoever decides. */
export const opinionTask = (state: Exclude<ProposedCase, SubmittedCase>): OpenTask => {
  const { file, acceptance, notice } = state
  const procedure = procedureOf(file, acceptance)
  if (noticeFault(procedure, state))
    return limited(file, 'post-notice', 'REDO_AFTER_RETURN', 'REDO_AFTER_OBJECTION', 'TOWNSHIP_OPINION', 'WHOLE_CASE')
  const next = isDemanded(procedure, 'dossier') ? 'submit-dossier' : 'decide'
  const task = limited(file, next, 'REDO_AFTER_RETURN', ...(notice ? [] : ['TOWNSHIP_OPINION' as const]), 'WHOLE_CASE')
  return notice ? { ...task, opensOn: addDays(notice.lastDay, 1) } : task
}

/** With the county: its own visit where one is ordered, its own notice under older rules, the decision. */
export const countyTask = ({ file, acceptance, county, status }: SubmittedCase): OpenTask => {
  if (status === 'COUNTY_VISIT' && !county.visit)
    return limited(file, 'visit-for-county', 'COUNTY_DECISION', 'WHOLE_CASE')
  if (procedureOf(file, acceptance).secondNoticeDays !== null && county.secondNotice === null)
    return limited(file, 'post-notice', 'OPINION', 'COUNTY_DECISION')
  return limited(file, 'decide', 'COUNTY_DECISION', 'WHOLE_CASE')
}
