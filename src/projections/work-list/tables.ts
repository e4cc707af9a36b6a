import type { Role } from '../../domain/shared/actor.ts'

/** One open task of a case or a run: what comes next, by when, and who should do it. */
export type WorkItemTable = {
  subject_kind: 'case' | 'run'
  /** Case or run id. */
  subject_id: string
  /** Code of the task (`tasks.ts` has its wording). */
  task: string
  scheme: string
  area: string
  role: Role
  /** Last day; null where the law sets none. */
  due: string | null
  /** The holiday calendar of a year was missing when the day was counted. */
  provisional: boolean
  clause: string | null
  /** The day since which it is open. */
  since: string
}

/** What the view remembers of a case or run to know its next tasks. */
export type WorkStateTable = {
  subject_id: string
  state: unknown
}
