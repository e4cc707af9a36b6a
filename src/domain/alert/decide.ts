import { refuse as refusePerson } from '../person/refusals.ts'
import { isDeadOn, type PersonState } from '../person/state.ts'
import type { WorkingCalendar } from '../policy/calendar.ts'
import { type Cited, dueOf, type Limit } from '../policy/ruleset.ts'
import { actDay } from '../shared/act-day.ts'
import { type Actor, holdsOneOf, type Role } from '../shared/actor.ts'
import { isWithin } from '../shared/area.ts'
import type { Decided } from '../shared/command.ts'
import type { Day } from '../shared/day.ts'
import type { Decider } from '../shared/decider.ts'
import type { AlertCommand } from './commands.ts'
import { type AlertEvent, alertEvents } from './events.ts'
import { refuse } from './refusals.ts'
import { type Alert, type AlertState, evolveAlert } from './state.ts'
import type { VisitFinding } from './words.ts'

/** What a decision on a warning rests on beside its stream. */
export type AlertContext = {
  actor: Actor
  today: Day
  calendar: WorkingCalendar
  /** Within how long the household is visited, as the area has it. */
  visitLimit: Limit
  /** At least so many people make a home check. */
  minSurveyors: Cited<number>
  /** The person whom the warning is about. */
  person: PersonState
  /** The leads that the process has opened for this command. */
  caseIds: readonly string[]
}

type Facts = readonly Decided<AlertEvent>[]
type On<Type extends AlertCommand['type']> = Extract<AlertCommand, { type: Type }>

const rolesFor: Readonly<Record<AlertCommand['type'], readonly Role[]>> = {
  RaiseAlert: ['assistanceAssistant', 'caseWorker', 'reviewer', 'confirmer', 'surveyor'],
  RecordAlertVisit: ['surveyor', 'caseWorker', 'reviewer'],
  CloseAlert: ['caseWorker', 'reviewer'],
}

const decide = (command: AlertCommand, state: AlertState, context: AlertContext): Facts => {
  const { actor } = context
  const needed = rolesFor[command.type]
  if (!holdsOneOf(actor, needed)) throw refuse('alert-role-needed', { needed })
  if (command.type === 'RaiseAlert') {
    if (state.status !== 'NONE') throw refuse('alert-exists', { alertId: command.subject })
    return raise(command, context)
  }
  if (state.status === 'NONE') throw refuse('unknown-alert', { alertId: command.subject })
  if (!isWithin(state.area, actor.area)) throw refuse('alert-outside-area', { area: state.area })
  if (state.status === 'CLOSED') throw refuse('alert-closed')
  return command.type === 'CloseAlert' ? close(command, state, context) : visit(command, state, context)
}

const raise = (
  { subject, data }: On<'RaiseAlert'>,
  { actor, today, calendar, visitLimit, person }: AlertContext,
): Facts => {
  const { personId, area, source, what } = data
  if (!isWithin(area, actor.area)) throw refuse('alert-outside-area', { area })
  if (person.status === 'NONE') throw refusePerson('unknown-person', { personId })
  if (isDeadOn(person, today)) throw refusePerson('person-deceased', { personId })
  const { day, entry } = actDay(data, today)
  const visitBy = { ...dueOf(visitLimit, day, calendar), clause: visitLimit.clause }
  return [
    { type: 'AlertRaised', data: { alertId: subject, personId, area, source, raisedOn: day, what, visitBy }, ...entry },
  ]
}

const visit = ({ data }: On<'RecordAlertVisit'>, state: Alert, { today, minSurveyors }: AlertContext): Facts => {
  const { surveyors, finding, findings } = data
  const { alertId, personId, raisedOn } = state
  const { value: atLeast, clause } = minSurveyors
  const count = new Set(surveyors).size
  if (count < atLeast) throw refuse('alert-few-surveyors', { surveyors: count, atLeast, clause })
  const { day, entry } = actDay(data, today, state.visit?.visitedOn ?? raisedOn)
  return [
    {
      type: 'AlertVisited',
      data: { alertId, personId, visitedOn: day, surveyors, finding, findings },
      ...entry,
    },
  ]
}

/** Which outcomes fit what the visit found. */
const fits = (finding: VisitFinding | null, { outcome, schemes, enquiryId }: On<'CloseAlert'>['data']): boolean => {
  switch (outcome) {
    case 'ENTERED':
      return finding === 'IN_NEED' && schemes.length > 0
    case 'REFERRED':
      return finding === 'IN_NEED' && enquiryId !== null
    case 'NOT_IN_NEED':
      return finding === 'NOT_IN_NEED' && schemes.length === 0
    case 'NOT_FOUND':
      return finding === 'NOT_MET' && schemes.length === 0
    case 'COVERED_ALREADY':
      return schemes.length === 0
  }
}

const close = ({ data }: On<'CloseAlert'>, state: Alert, { today, caseIds }: AlertContext): Facts => {
  const { outcome, enquiryId, note } = data
  const finding = state.visit?.finding ?? null
  if (finding === null && outcome !== 'COVERED_ALREADY') throw refuse('alert-not-visited')
  if (!fits(finding, data)) throw refuse('alert-outcome-differs', { outcome, finding })
  const { day, entry } = actDay(data, today, state.visit?.visitedOn ?? state.raisedOn)
  return [
    {
      type: 'AlertClosed',
      data: { alertId: state.alertId, closedOn: day, outcome, caseIds: [...caseIds], enquiryId, note },
      ...entry,
    },
  ]
}

/** A warning as a decider: stream `alert-<uuid>`. */
export const alertDecider: Decider<AlertState, AlertCommand, AlertEvent, AlertContext> = {
  schemas: alertEvents,
  initial: { status: 'NONE' },
  evolve: evolveAlert,
  decide,
}
