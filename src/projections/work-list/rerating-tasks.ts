import type { ReratingEvent } from '../../domain/rerating/events.ts'
import type { OpenTask } from './tasks.ts'

/** What comes next in a re-rating after one of its events; null once it is closed. */
export const nextOfRerating = ({ type }: Pick<ReratingEvent, 'type'>): OpenTask | null => {
  switch (type) {
    case 'ReratingOpened':
    case 'ReratingLinesCalculated':
      return { task: 'calculate-rerating' }
    case 'ReratingCalculated':
      return { task: 'approve-rerating' }
    case 'ReratingApproved':
    case 'ReratingApplicationStarted':
    case 'ReratingCasesDone':
      return { task: 'apply-rerating' }
    case 'ReratingApplied':
      return { task: 'close-rerating' }
    case 'ReratingClosed':
      return null
  }
}
