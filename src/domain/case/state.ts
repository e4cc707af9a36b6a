import type { Day, Month } from '../shared/day.ts'
import type { Aid } from './aid.ts'
import type { Entitlement } from './entitlement.ts'
import type {
  Acceptance,
  CaseFile,
  CountyStage,
  DecisionRecord,
  Fence,
  Investigation,
  Notice,
  Opinion,
  StopNotice,
} from './file.ts'
import type { Period } from './timeline.ts'

/** Nothing yet, or nothing but the fence of a claim that was never used. */
type NoCase = { status: 'NONE'; abandoned: readonly Fence[] }

/** Somebody may need help (主动发现). */
type LeadCase = {
  status: 'LEAD'
  caseId: string
  scheme: string
  area: string
  personId: string
  reportedOn: Day
  verified: boolean
  abandoned: readonly Fence[]
}

/** An application that is not yet accepted. */
type IntakeCase = {
  status: 'INTAKE' | 'SUPPLEMENT_REQUIRED'
  file: CaseFile
  /** Missing papers are asked for once. */
  supplementRequestedOn: Day | null
}

type Accepted = { file: CaseFile; acceptance: Acceptance; investigation: Investigation }

/** Accepted and looked into: register check and survey run side by side, the survey gives its name. */
type SurveyCase = Accepted & { status: 'ACCEPTED' | 'CHECKING' | 'SURVEYING' }

/** With an opinion; a notice is there when the opinion was drafted again and what was posted still counts. */
type OpinionCase = Accepted & { status: 'OPINION_DRAFTED'; opinion: Opinion; notice: Notice | null }

/** On the wall. */
type NoticeCase = Accepted & { status: 'NOTICED'; opinion: Opinion; notice: Notice }

/** Being looked into again, because of an objection or because the dossier was sent back. */
export type AgainCase = Accepted & { status: 'OBJECTED' | 'RESURVEY'; opinion: Opinion; notice: Notice | null }

/** With an opinion that may be decided on: by a township under a delegation, or by the county once it has the dossier. */
export type ProposedCase = OpinionCase | NoticeCase | SubmittedCase

/** With the county. */
export type SubmittedCase = Accepted & {
  status: 'SUBMITTED' | 'COUNTY_VISIT'
  opinion: Opinion
  notice: Notice | null
  county: CountyStage
}

/** Helped before the procedure: paperwork to come, overdue, or done. */
export type AidedCase = {
  status: 'AIDED' | 'PAPERWORK_DUE' | 'PAPERWORK_DONE'
  file: CaseFile
  aid: Aid
  decisions: readonly DecisionRecord[]
}

/** Refused. */
type RefusedCase = Accepted & { status: 'REFUSED'; decisions: readonly DecisionRecord[] }

/** Ended before a decision; the file is null when it was no more than a lead. */
type DiscontinuedCase = { status: 'DISCONTINUED'; file: CaseFile | null; discontinuedOn: Day }

/** A review of a running entitlement. */
export type Review = {
  openedOn: Day
  causes: readonly string[]
  /** The notice that some rules demand before a stop. */
  stopNotice?: StopNotice
  /** The day for which the recipient is invited. */
  hearingOn: Day | null
  /** When the recipient was last invited to be heard; absent before. */
  invitedOn?: Day
  heardOn: Day | null
}

/** A pause, and what will end it: nothing but a resumption. */
type Suspension = { fromMonth: Month; until: Day }

/** Pay that runs on for a while after somebody found work. */
type GradualExit = { fromMonth: Month; lastMonth: Month }

/** What a household holds once it has been granted or taken over. */
export type Holding = {
  file: CaseFile
  /** Null for a household that was taken over from an existing roll. */
  acceptance: Acceptance | null
  /** As the last decision left it. */
  entitlement: Entitlement
  /** Which facts hold for which months: newest decision wins, never two for one month. */
  periods: readonly Period[]
  /** Members who died since the last decision on the amount. */
  deaths: readonly { personId: string; diedOn: Day }[]
  decisions: readonly DecisionRecord[]
  published: boolean
  /** Null where there is nothing to review. */
  reviewDue: Day | null
  started: boolean
  /** The day of an assessment made since the review was opened or the exit began. */
  assessedOn: Day | null
  /** The last month in which another rate has come into force by time alone. */
  steppedTo: Month | null
  review: Review | null
  suspension: Suspension | null
  gradualExit: GradualExit | null
}

/** Entitled, in one of six ways; the status follows from the parts (`holdingStatus`). */
export type EntitledCase = Holding & {
  status: 'CONFIRMED' | 'ENTITLED' | 'IN_REVIEW' | 'HEARING' | 'SUSPENDED' | 'GRADUAL_EXIT'
}

/** Left the roll, or what was granted has ended. */
export type TerminatedCase = Holding & {
  status: 'TERMINATED'
  lastMonth: Month
  /** The decision that led to the stop; null where none is on file. */
  stoppedBy: string | null
}

/** Closed for good; what it held stays readable. */
type ClosedCase = { status: 'CLOSED'; file: CaseFile | null; periods: readonly Period[] }

/** A case at one moment. */
export type CaseState =
  | NoCase
  | LeadCase
  | IntakeCase
  | AidedCase
  | SurveyCase
  | OpinionCase
  | NoticeCase
  | AgainCase
  | SubmittedCase
  | RefusedCase
  | DiscontinuedCase
  | EntitledCase
  | TerminatedCase
  | ClosedCase

/** The name of that moment. */
export type CaseStatus = CaseState['status']

/** The states that can have one of these statuses. */
export type StateIn<Status extends CaseStatus> = Having<CaseState, Status>
type Having<One, Status> = One extends { status: infer Own }
  ? [Extract<Own, Status>] extends [never]
    ? never
    : One
  : never

/** The file of a case, where it has one. */
export const fileOf = (state: CaseState): CaseFile | undefined =>
  'file' in state && state.file !== null ? state.file : undefined

/** True while a case holds, or has held and not yet closed, an entitlement. */
export const isHolding = (state: CaseState): state is Extract<CaseState, Holding> => 'entitlement' in state

/** A case that does not exist yet. */
export const initialCase: CaseState = { status: 'NONE', abandoned: [] }

/** Nothing looked into yet. */
export const noInvestigation: Investigation = {
  surveyStartedOn: null,
  visits: [],
  check: null,
  assessedOn: null,
  deliberatedOn: null,
  objections: [],
  returned: null,
}

/** The one status of a holding: a pause hides an exit, an exit hides a review, a review hides the rest. */
const holdingStatus = (holding: Holding): EntitledCase['status'] => {
  if (holding.suspension) return 'SUSPENDED'
  if (holding.gradualExit) return 'GRADUAL_EXIT'
  if (holding.review) return holding.review.hearingOn || holding.review.heardOn ? 'HEARING' : 'IN_REVIEW'
  return holding.started ? 'ENTITLED' : 'CONFIRMED'
}

/** A holding with its status. */
export const asEntitled = (holding: Holding): EntitledCase => ({ ...holding, status: holdingStatus(holding) })

/** Objections that nobody has settled. */
export const openObjections = ({ objections }: Investigation) => objections.filter(({ settled }) => !settled)
