import type { Role } from '../../domain/shared/actor.ts'
import type { Matter } from './matters.ts'
import type { WorkState } from './state.ts'
import type { Task } from './tasks.ts'

/** One open task of a case, a run or a month of prices: what comes next, from when and by when, and who should do it. */
export type WorkItemTable = {
  subject_kind: Exclude<WorkState['kind'], 'matter'> | Matter['kind']
  /** Id of a case, run, warning, enquiry, inspection or finding, or `price-<area>-<month>`. */
  subject_id: string
  task: Task
  scheme: string
  area: string
  role: Role
  /** The first day on which it can or need be done. */
  opens_on: string
  /** Last day; null where no limit is set. */
  due: string | null
  /** The holiday calendar of a year was missing when the day was counted. */
  provisional: boolean
  clause: string | null
}

/** What the view remembers of a subject to know its next tasks. */
export type WorkStateTable = {
  subject_id: string
  state: WorkState
}
