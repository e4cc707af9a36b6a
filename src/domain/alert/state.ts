import type { AreaCode } from '../shared/area.ts'
import type { Day } from '../shared/day.ts'
import type { AlertEvent } from './events.ts'
import type { AlertStatus, VisitFinding } from './words.ts'

/** A warning as the facts so far tell it. */
export type Alert = {
  status: AlertStatus
  alertId: string
  personId: string
  area: AreaCode
  raisedOn: Day
  visit: { visitedOn: Day; finding: VisitFinding } | null
}

/** An alert stream folded; `NONE` where there is none. */
export type AlertState = { status: 'NONE' } | Alert

/** Folds one fact. */
export const evolveAlert = (state: AlertState, { type, data }: AlertEvent): AlertState => {
  if (type === 'AlertRaised') {
    const { alertId, personId, area, raisedOn } = data
    return { status: 'RAISED', alertId, personId, area, raisedOn, visit: null }
  }
  if (state.status === 'NONE') return state
  if (type === 'AlertClosed') return { ...state, status: 'CLOSED' }
  // Whoever was not met is visited again: the warning stays as urgent as it was.
  const { visitedOn, finding } = data
  return { ...state, status: finding === 'NOT_MET' ? 'RAISED' : 'VISITED', visit: { visitedOn, finding } }
}
