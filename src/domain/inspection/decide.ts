import type { Cited } from '../policy/ruleset.ts'
import { actDay, withoutLateEntry } from '../shared/act-day.ts'
import { type Actor, holdsOneOf, type Role } from '../shared/actor.ts'
import { type AreaCode, isBelowCounty, isWithin } from '../shared/area.ts'
import { entriesOf, thingOf } from '../shared/by-id.ts'
import type { Decided } from '../shared/command.ts'
import type { Day } from '../shared/day.ts'
import type { Decider } from '../shared/decider.ts'
import type { InspectionCommand } from './commands.ts'
import { type InspectionEvent, inspectionEvents } from './events.ts'
import { refuse } from './refusals.ts'
import { checkPlan, recordSample } from './sample.ts'
import { evolveInspection, type Finding, type Inspection, type InspectionState, noInspection } from './state.ts'

/** What a decision on an inspection rests on beside its stream. */
export type InspectionContext = {
  actor: Actor
  today: Day
  /** The share of dossiers that the rules of the day ask for; null where they name none. */
  leastPercent: Cited<number> | null
  /** Who has had a hand in the case that the command names, by now. */
  hands: ReadonlySet<string>
}

type Facts = readonly Decided<InspectionEvent>[]
type On<Type extends InspectionCommand['type']> = Extract<InspectionCommand, { type: Type }>

const inspecting: readonly Role[] = ['reviewer', 'confirmer', 'auditor', 'disciplineInspector']
const rectifying: readonly Role[] = ['caseWorker', 'reviewer', 'confirmer', 'paymentOfficer']

const checkActor = ({ type }: InspectionCommand, area: AreaCode, actor: Actor): void => {
  const { area: own } = actor
  const needed = type === 'ReportRectification' ? rectifying : inspecting
  if (!holdsOneOf(actor, needed)) throw refuse('inspection-role-needed', { needed })
  if (type === 'ReportRectification') return
  if (!isWithin(area, own)) throw refuse('inspection-outside-area', { area, actorArea: own })
  if (isBelowCounty(own)) throw refuse('inspection-by-township', { actorArea: own })
}

const decide = (command: InspectionCommand, state: InspectionState, context: InspectionContext): Facts => {
  if (command.type === 'OpenInspection') {
    checkActor(command, command.data.area, context.actor)
    if (state.status !== 'NONE') throw refuse('inspection-exists', { inspectionId: command.subject })
    return open(command, context)
  }
  if (state.status === 'NONE') throw refuse('unknown-inspection', { inspectionId: command.subject })
  checkActor(command, state.area, context.actor)
  if (state.status === 'CLOSED') throw refuse('inspection-closed')
  return decideOn(command, state, context)
}

const open = ({ subject, data }: On<'OpenInspection'>, { today, leastPercent }: InspectionContext): Facts => {
  if (data.sample) checkPlan(data.sample, leastPercent, today)
  return [{ type: 'InspectionOpened', data: { inspectionId: subject, ...data, openedOn: today, leastPercent } }]
}

const decideOn = (
  command: Exclude<InspectionCommand, { type: 'OpenInspection' }>,
  state: Inspection,
  context: InspectionContext,
): Facts => {
  const { today } = context
  switch (command.type) {
    case 'RecordSample':
      return [recordSample(state, command.data, today)]
    case 'AddInspectors':
      return addInspectors(command, state, today)
    case 'ReplaceInspector':
      return replace(command, state, context)
    case 'RecordSpotCheck':
      return check(command, state, context)
    case 'RecordFinding':
      return find(command, state, today)
    case 'ReportRectification':
    case 'VerifyRectification':
      return rectify(command, state, context)
    case 'CloseInspection':
      return close(command, state, today)
  }
}

const uncheckedCase = ({ status, checks, plan }: Inspection, caseId: string) => {
  if (plan === null) throw refuse('no-sample-planned')
  if (status === 'OPEN') throw refuse('sample-not-drawn')
  const drawn = thingOf(checks, caseId)
  if (!drawn) throw refuse('case-not-drawn', { caseId })
  if (drawn.checkedOn !== null) throw refuse('checked-already', { caseId, checkedOn: drawn.checkedOn })
  return drawn
}

/** Whoever has worked on a case does not check it, whether they were drawn for it or stand in for somebody. */
const requireNoHand = (inspector: string, caseId: string, { hands }: InspectionContext): void => {
  if (hands.has(inspector)) throw refuse('inspector-had-a-hand', { inspector, caseId })
}

/** Whoever is added checks only what too few of the list may check, so that nobody chooses who checks a case. */
const addInspectors = ({ data }: On<'AddInspectors'>, state: Inspection, today: Day): Facts => {
  const { inspectionId, plan, inspectors } = state
  if (plan === null) throw refuse('no-sample-planned')
  const names = new Set([...inspectors, ...data.inspectors])
  if (names.size < inspectors.length + data.inspectors.length) throw refuse('inspector-twice')
  return [{ type: 'InspectorsAdded', data: { inspectionId, ...data, addedOn: today } }]
}

const replace = ({ data }: On<'ReplaceInspector'>, state: Inspection, context: InspectionContext): Facts => {
  const { inspectors } = uncheckedCase(state, data.caseId)
  if (!inspectors.includes(data.from)) throw refuse('inspector-not-listed', { inspector: data.from })
  if (inspectors.includes(data.to) || !state.inspectors.includes(data.to))
    throw refuse('inspector-not-listed', { inspector: data.to })
  requireNoHand(data.to, data.caseId, context)
  const { inspectionId } = state
  return [{ type: 'InspectorReplaced', data: { inspectionId, ...data, replacedOn: context.today } }]
}

const check = ({ data }: On<'RecordSpotCheck'>, state: Inspection, context: InspectionContext): Facts => {
  const { actor, today } = context
  const { inspectors } = uncheckedCase(state, data.caseId)
  if (!inspectors.includes(actor.sub)) throw refuse('not-drawn-inspector', { caseId: data.caseId })
  requireNoHand(actor.sub, data.caseId, context)
  const { day, entry } = actDay(data, today, state.openedOn)
  return [
    {
      type: 'SpotCheckRecorded',
      data: { inspectionId: state.inspectionId, ...withoutLateEntry(data), checkedOn: day },
      ...entry,
    },
  ]
}

const find = ({ newId, data }: On<'RecordFinding'>, state: Inspection, today: Day): Facts => {
  const { area, caseId, code, what, rectifyBy } = data
  const { day, entry } = actDay(data, today, state.openedOn)
  if (!isWithin(area, state.area)) throw refuse('finding-area', { area, inspected: state.area })
  if (rectifyBy < day) throw refuse('rectify-before-found', { rectifyBy, foundOn: day })
  const { inspectionId } = state
  return [
    {
      type: 'FindingRecorded',
      data: { inspectionId, findingId: newId, area, caseId, code, what, foundOn: day, rectifyBy },
      ...entry,
    },
  ]
}

const findingOf = ({ findings }: Inspection, findingId: string, status: Finding['status']): Finding => {
  const finding = findings.get(findingId)
  if (!finding) throw refuse('unknown-finding', { findingId })
  if (finding.status !== status) throw refuse('finding-state', { findingId, status: finding.status })
  return finding
}

const rectify = (
  command: On<'ReportRectification' | 'VerifyRectification'>,
  state: Inspection,
  { actor, today }: InspectionContext,
): Facts => {
  const { inspectionId } = state
  if (command.type === 'ReportRectification') {
    const { findingId, measures } = command.data
    const { area, foundOn } = findingOf(state, findingId, 'OPEN')
    if (!isWithin(area, actor.area)) throw refuse('inspection-outside-area', { area, actorArea: actor.area })
    const { day, entry } = actDay(command.data, today, foundOn)
    return [{ type: 'RectificationReported', data: { inspectionId, findingId, reportedOn: day, measures }, ...entry }]
  }
  const { findingId, rectified, note } = command.data
  const { reportedBy, reportedOn } = findingOf(state, findingId, 'REPORTED')
  if (reportedBy === actor.sub) throw refuse('verifies-own-report', { findingId })
  const { day, entry } = actDay(command.data, today, reportedOn)
  return [
    { type: 'RectificationVerified', data: { inspectionId, findingId, verifiedOn: day, rectified, note }, ...entry },
  ]
}

const close = ({ data }: On<'CloseInspection'>, state: Inspection, today: Day): Facts => {
  const { inspectionId, checks, findings, plan, status } = state
  if (plan !== null && status === 'OPEN') throw refuse('sample-not-drawn')
  const unchecked = entriesOf(checks).filter(([, { checkedOn }]) => checkedOn === null).length
  if (unchecked > 0) throw refuse('checks-open', { open: unchecked })
  const open = [...findings].filter(([, finding]) => finding.status !== 'RECTIFIED').map(([findingId]) => findingId)
  if (open.length > 0) throw refuse('findings-open', { findingIds: open })
  return [{ type: 'InspectionClosed', data: { inspectionId, closedOn: today, summary: data.summary } }]
}

/** An inspection as a decider: stream `inspection-<uuid>`. */
export const inspectionDecider: Decider<InspectionState, InspectionCommand, InspectionEvent, InspectionContext> = {
  schemas: inspectionEvents,
  initial: noInspection,
  evolve: evolveInspection,
  decide,
}
