import type { AreaCode } from '../shared/area.ts'
import { type ById, byId, thingOf, withThing } from '../shared/by-id.ts'
import type { Day } from '../shared/day.ts'
import type { EventPlace } from '../shared/decider.ts'
import type { DrawnCase, InspectionEvent, SamplePlan } from './events.ts'
import type { FindingStatus, InspectionStatus } from './words.ts'

/** A drawn case: who is to check it, and whether that has been done. */
export type SpotCheck = { township: AreaCode; inspectors: readonly string[]; checkedOn: Day | null }

/** A finding, and how far putting it right has come. */
export type Finding = {
  area: AreaCode
  foundOn: Day
  status: FindingStatus
  reportedOn: Day | null
  /** Who reported that it was put right: somebody else verifies that. */
  reportedBy: string | null
}

/** An inspection as the facts so far tell it. */
export type Inspection = {
  status: InspectionStatus
  inspectionId: string
  area: AreaCode
  openedOn: Day
  plan: SamplePlan | null
  /** Who may check: the list of the plan, and whoever was added to it. */
  inspectors: readonly string[]
  /** Parts of a sample that is not drawn to its end. */
  coming: { drawnSha256: string; parts: readonly (readonly DrawnCase[])[] } | null
  /** What was drawn, in the order of the draw; null while nothing counts. */
  sample: { drawKey: string; populationSha256: string; caseIds: readonly string[] } | null
  checks: ById<SpotCheck>
  findings: ReadonlyMap<string, Finding>
}

/** An inspection stream folded; `NONE` where there is none. */
export type InspectionState = { status: 'NONE' } | Inspection

/** Nothing opened yet. */
export const noInspection: InspectionState = { status: 'NONE' }

/** Folds one fact. */
export const evolveInspection = (
  state: InspectionState,
  { type, data }: InspectionEvent,
  { actor }: EventPlace,
): InspectionState => {
  if (type === 'InspectionOpened') {
    const { inspectionId, area, openedOn, sample } = data
    const nothingYet = { coming: null, sample: null, checks: byId<SpotCheck>([]), findings: new Map() }
    const inspectors = sample?.inspectors ?? []
    return { status: 'OPEN', inspectionId, area, openedOn, plan: sample, inspectors, ...nothingYet }
  }
  if (state.status === 'NONE') return state
  switch (type) {
    case 'InspectorsAdded':
      return { ...state, inspectors: [...state.inspectors, ...data.inspectors] }
    case 'SamplePartDrawn': {
      const { drawnSha256, part, drawn } = data
      return { ...state, coming: { drawnSha256, parts: [...(part > 0 ? (state.coming?.parts ?? []) : []), drawn] } }
    }
    case 'SampleDrawn': {
      const { drawKey, populationSha256 } = data
      const drawn = [...(state.coming?.parts ?? []), data.drawn].flat()
      const checks = drawn.map(
        ({ caseId, township, inspectors }) => [caseId, { township, inspectors, checkedOn: null }] as const,
      )
      const sample = { drawKey, populationSha256, caseIds: drawn.map(({ caseId }) => caseId) }
      return { ...state, status: 'DRAWN', coming: null, sample, checks: byId(checks) }
    }
    case 'InspectorReplaced':
      return withCheck(state, data.caseId, (check) => ({
        ...check,
        inspectors: check.inspectors.map((one) => (one === data.from ? data.to : one)),
      }))
    case 'SpotCheckRecorded':
      return withCheck(state, data.caseId, (check) => ({ ...check, checkedOn: data.checkedOn }))
    case 'FindingRecorded': {
      const { area, findingId, foundOn } = data
      const finding: Finding = { area, foundOn, status: 'OPEN', reportedOn: null, reportedBy: null }
      return { ...state, findings: new Map(state.findings).set(findingId, finding) }
    }
    case 'RectificationReported':
      return withFinding(state, data.findingId, (finding) => ({
        ...finding,
        status: 'REPORTED',
        reportedOn: data.reportedOn,
        reportedBy: actor,
      }))
    case 'RectificationVerified':
      return withFinding(state, data.findingId, (finding) => ({
        ...finding,
        status: data.rectified ? 'RECTIFIED' : 'OPEN',
      }))
    case 'InspectionClosed':
      return { ...state, status: 'CLOSED' }
  }
}

const withCheck = (state: Inspection, caseId: string, change: (check: SpotCheck) => SpotCheck): Inspection => {
  const check = thingOf(state.checks, caseId)
  return check ? { ...state, checks: withThing(state.checks, caseId, change(check)) } : state
}

const withFinding = (state: Inspection, findingId: string, change: (finding: Finding) => Finding): Inspection => {
  const finding = state.findings.get(findingId)
  return finding ? { ...state, findings: new Map(state.findings).set(findingId, change(finding)) } : state
}
