import type { Clock } from '../../domain/case/deadline.ts'
import type { Acceptance, CaseFile, Investigation } from '../../domain/case/file.ts'
import type { NoticeCase, OpinionCase, SubmittedCase } from '../../domain/case/state.ts'
import type { Ruleset, StepName } from '../../domain/policy/ruleset.ts'
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

const demands = ({ steps }: Ruleset, step: StepName): boolean => steps[step].value === 'DEMANDED'

/** Whether the result of a case is published at all. */
export const isPublished = (file: CaseFile, acceptance: Acceptance): boolean =>
  procedureOf(file, acceptance).steps.publication.value !== 'NONE'

/**
 * Survey and register check run side by side, as far as the rules of the case know them or somebody has begun; then comes
 * the deliberation where every case has one, and the opinion waits for all.
 */
export const investigationTasks = (
  file: CaseFile,
  acceptance: Acceptance,
  { check, surveyStartedOn, visits, deliberatedOn }: Investigation,
): readonly OpenTask[] => {
  const procedure = procedureOf(file, acceptance)
  const survey = (): OpenTask | undefined => {
    if (surveyStartedOn !== null) return visits.length === 0 ? limited(file, 'record-visit', 'WHOLE_CASE') : undefined
    return demands(procedure, 'homeVisit') ? limited(file, 'start-survey', 'SURVEY_START', 'WHOLE_CASE') : undefined
  }
  const checking = (): OpenTask | undefined => {
    if (check === null)
      return demands(procedure, 'economicCheck') ? limited(file, 'request-check', 'WHOLE_CASE') : undefined
    if (check.dispute === 'OPEN') return limited(file, 'settle-check-dispute', 'WHOLE_CASE')
    return check.report === null ? limited(file, 'complete-check', 'CHECK_START', 'WHOLE_CASE') : undefined
  }
  const open = [survey(), checking()].filter((task) => task !== undefined)
  if (open.length > 0) return open
  if (procedure.deliberation.value === 'ALWAYS' && deliberatedOn === null)
    return [limited(file, 'hold-deliberation', 'DELIBERATION', 'WHOLE_CASE')]
  return [limited(file, 'draft-opinion', 'TOWNSHIP_OPINION', 'WHOLE_CASE')]
}

/** On with the opinion: to the wall where it is still to hang, then to the county or to whoever decides. */
export const opinionTask = (state: OpinionCase | NoticeCase): OpenTask => {
  const { file, acceptance, opinion, notice } = state
  const procedure = procedureOf(file, acceptance)
  const next = demands(procedure, 'dossier') ? 'submit-dossier' : 'decide'
  if (!notice)
    return limited(
      file,
      procedure.steps.notice.value === 'NONE' ? next : 'post-notice',
      'TOWNSHIP_OPINION',
      'WHOLE_CASE',
    )
  if (procedure.noticeAgain.value && notice.round < opinion.round)
    return limited(file, 'post-notice', 'REDO_AFTER_OBJECTION', 'WHOLE_CASE')
  return { ...limited(file, next, 'WHOLE_CASE'), opensOn: addDays(notice.lastDay, 1) }
}

/** With the county: its own visit where one is ordered, its own notice under older rules, the decision. */
export const countyTask = ({ file, acceptance, county, status }: SubmittedCase): OpenTask => {
  if (status === 'COUNTY_VISIT' && !county.visit)
    return limited(file, 'visit-for-county', 'COUNTY_DECISION', 'WHOLE_CASE')
  if (procedureOf(file, acceptance).secondNoticeDays !== null && county.secondNotice === null)
    return limited(file, 'post-notice', 'OPINION', 'COUNTY_DECISION')
  return limited(file, 'decide', 'COUNTY_DECISION', 'WHOLE_CASE')
}
