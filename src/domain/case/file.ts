import type { Assessment, Filing, Member } from '../scheme/household.ts'
import type { SingleGround } from '../scheme/single-ground.ts'
import type { AreaCode, AreaKind } from '../shared/area.ts'
import type { Code } from '../shared/codes.ts'
import type { Day } from '../shared/day.ts'
import type { Particulars } from '../shared/particulars.ts'
import type { Erasable } from '../shared/personal.ts'
import type { Deadline } from './clocks.ts'
import type { CheckOutcome, Proposal, RedoneStep } from './words.ts'
import type { WorkOffer } from './work.ts'

/** A member's consent to the register check, and until when it may be used. */
type Authorization = { personId: string; signedOn: Day; validTo: Day }

/** The claims of a person up to this number no longer carry this case; one taken after them does. */
export type Fence = { personId: string; claimNumber: number }

/** What every phase of a case knows: the household, what has been found about it, and who has worked on it. */
export type CaseFile = {
  caseId: string
  scheme: string
  area: AreaCode
  areaKind: AreaKind
  filing: Filing
  /** On what somebody files alone; absent for a household, and where nobody asked for it. */
  single?: Erasable<SingleGround>
  applicant: string
  /** Whether somebody files for the applicant. */
  byProxy: boolean
  members: readonly Member[]
  /** The last assessment: as declared until the office has made its own. */
  assessment: Assessment
  /** The scheme's own facts as last told or found; null where nobody has told any. */
  particulars: Erasable<Particulars> | null
  povertyRegister: boolean
  filedOn: Day
  commitmentSignedOn: Day | null
  authorizations: readonly Authorization[]
  /** Persons declared to be close relatives of staff; null while nobody has been asked. */
  closeRelatives: readonly string[] | null
  /** Complaints without an answer. */
  openComplaints: readonly string[]
  /** Unused claims for this case that have been fenced off. */
  abandoned: readonly Fence[]
  /** Draws on the reserve for this case that no aid came to use. */
  abandonedDraws: readonly string[]
  /** Accounts of staff who surveyed, assessed or drafted: none of them may decide. */
  workedOn: readonly string[]
  /** Statutory limits that have been set, the newest of each clock. */
  deadlines: readonly Deadline[]
  /** Offers of work in the order in which they were made; absent where there was none. */
  workOffers?: readonly WorkOffer[]
  /** The area that has been asked to take the case over. */
  transfer?: { to: AreaCode; areaKind: AreaKind; requestedOn: Day } | null
  /** The window of another county that took the application in. */
  elsewhere?: { at: AreaCode; acceptedOn: Day; sentHomeOn: Day | null; relayedOn: Day | null }
}

/** When the case was accepted and what that fixed. */
export type Acceptance = {
  acceptedOn: Day
  ruleset: string
  /** What the particulars changed in the procedure; null for the ordinary one. */
  lane: Code | null
  closeRelative: boolean
  extended: boolean
}

/** A recorded home visit. */
type Visit = { visitedOn: Day; surveyors: readonly string[]; signed: boolean }

/** The register check: asked for, reported, perhaps disputed. */
export type Check = {
  requestedOn: Day
  report: { completedOn: Day; outcome: CheckOutcome } | null
  dispute: 'NONE' | 'OPEN' | 'SETTLED'
}

/** An objection, and how the office has set about answering it. */
export type Objection = {
  objectionId: string
  raisedOn: Day
  /** The re-survey ordered or the deliberation held for it. */
  answer: { by: 'RE_SURVEY' | 'DELIBERATION'; since: Day } | null
  settled: boolean
}

/** Everything between acceptance and decision that later steps look back on. */
export type Investigation = {
  surveyStartedOn: Day | null
  visits: readonly Visit[]
  check: Check | null
  /** The day of the office's own assessment. */
  assessedOn: Day | null
  /** The deliberation that older rules demand for every case. */
  deliberatedOn: Day | null
  objections: readonly Objection[]
  /** When the dossier was last sent back, and what had to be done again. */
  returned: { on: Day; redo: readonly RedoneStep[] } | null
}

/** The newest preliminary opinion. */
export type Opinion = { draftedOn: Day; round: number; opinion: Proposal; amountFen: number }

/** What a notice shows beside the masked name: how many they are, and the sum that is proposed [2021-57 Art.24]. */
export type Shown = { memberCount: number; amountFen: number }

/** A notice on the wall, which round of the opinion it shows, and what of it. */
export type Notice = Shown & { postedOn: Day; lastDay: Day; expired: boolean; round: number }

/** The notice before a stop: on which ground, and what was said against it. */
export type StopNotice = {
  postedOn: Day
  lastDay: Day
  ground: Code
  objections: readonly { objectionId: string; raisedOn: Day; settled: boolean }[]
}

/** What the county has at hand beside the dossier. */
export type CountyStage = {
  submittedOn: Day
  visitOrderedOn: Day | null
  visit: Visit | null
  /** The second notice, where the rules of the case know one. */
  secondNotice: Notice | null
}

/** A decision as later steps refer to it. */
export type DecisionRecord = {
  decisionNumber: string
  decidedOn: Day
  delegationId: string | null
  filed: boolean
  /** The day it was handed over in writing. */
  deliveredOn: Day | null
}
