import { holdsOneOf } from '../shared/actor.ts'
import { type AreaCode, countyOf, isWithin } from '../shared/area.ts'
import type { CaseCommand } from './commands.ts'
import type { CaseContext } from './context.ts'
import { anybody, confirmer, type Duty, helpers, investigators, office, officeAndConfirmer, seniors } from './duty.ts'
import { ownDuties } from './own/own.ts'
import { refuse } from './refusals.ts'
import { type CaseState, fileOf } from './state.ts'

/** Roles per command. An actor acts inside the own area only; decisions ask for more (`authority.ts`). */
export const duties: Readonly<Record<CaseCommand['type'], Duty>> = {
  ReportLead: { roles: [...helpers, 'surveyor'] },
  VerifyLead: { roles: investigators },
  RegisterIntake: { roles: helpers },
  OpenApplicationFromLead: { roles: helpers },
  RecordAuthorization: { roles: helpers },
  DeclareCloseRelatives: { roles: helpers },
  AddMember: { roles: office },
  RemoveMember: { roles: office },
  RequestSupplement: { roles: office },
  ReceiveSupplement: { roles: helpers },
  AcceptApplication: { roles: office },
  StartSurvey: { roles: investigators },
  RecordHomeVisit: { roles: investigators },
  RequestEconomicCheck: { roles: office },
  CompleteEconomicCheck: { roles: office },
  DisputeCheck: { roles: helpers },
  SettleCheckDispute: { roles: office },
  AssessIncome: { roles: investigators },
  RecordParticulars: { roles: investigators },
  DraftOpinion: { roles: office },
  PostNotice: { roles: helpers },
  RaiseObjection: { roles: helpers },
  OrderReSurvey: { roles: officeAndConfirmer },
  RecordDeliberation: { roles: helpers },
  SettleObjection: { roles: officeAndConfirmer },
  ReceiveComplaint: { roles: [...helpers, 'confirmer'] },
  SettleComplaint: { roles: officeAndConfirmer },
  SubmitDossier: { roles: office },
  ReturnDossier: { roles: seniors },
  ExtendDeadline: { roles: officeAndConfirmer },
  OrderCountyVisit: { roles: officeAndConfirmer, level: 'COUNTY' },
  RecordCountyVisit: { roles: investigators, level: 'COUNTY' },
  DecideGrant: { roles: confirmer },
  DecideRefusal: { roles: confirmer },
  FileDecision: { roles: officeAndConfirmer },
  PublishDecision: { roles: [...helpers, 'confirmer'] },
  DeliverWrittenNotice: { roles: [...helpers, 'confirmer'] },
  OpenReview: { roles: officeAndConfirmer },
  CloseReviewUnchanged: { roles: seniors },
  InviteHearing: { roles: officeAndConfirmer },
  RecordHearing: { roles: officeAndConfirmer },
  DecideIncrease: { roles: confirmer },
  DecideReduction: { roles: confirmer },
  ChangeHolder: { roles: seniors },
  SuspendEntitlement: { roles: confirmer },
  ResumeEntitlement: { roles: confirmer },
  StartGradualExit: { roles: confirmer },
  EndGradualExit: { roles: confirmer },
  PostStopNotice: { roles: helpers },
  RaiseStopObjection: { roles: helpers },
  SettleStopObjection: { roles: officeAndConfirmer },
  DecideTermination: { roles: confirmer },
  OfferWork: { roles: helpers },
  RecordWorkAnswer: { roles: helpers },
  RecordUnreportedChange: { roles: office },
  RequestTransfer: { roles: seniors },
  AcceptTransfer: { roles: seniors },
  DeclineTransfer: { roles: seniors },
  AcceptElsewhere: { roles: helpers, level: 'ELSEWHERE' },
  TransferHome: { roles: helpers, level: 'ELSEWHERE' },
  RelayResult: { roles: helpers, level: 'ELSEWHERE' },
  DeferReview: { roles: anybody },
  DeferExit: { roles: anybody },
  ...ownDuties,
  DiscontinueProcedure: { roles: office },
  GrantEmergencyAid: { roles: confirmer },
  CompletePaperwork: { roles: office },
  AbandonDraw: { roles: anybody },
  AbandonBed: { roles: anybody },
  CloseCase: { roles: officeAndConfirmer },
  TakeOverEntitlement: { roles: ['confirmer', 'administrator'] },
  AdjustEntitlement: { roles: ['policyPublisher', 'confirmer'], level: 'COUNTY' },
  AbandonClaim: { roles: anybody },
  RecordDueFacts: { roles: anybody },
}

/** The area that a command concerns: the case's, or the one that the command names when it opens the case. */
export const areaOfCommand = (command: CaseCommand, state: CaseState): AreaCode | undefined => {
  if ('area' in command.data) return command.data.area
  if (state.status === 'LEAD') return state.area
  return fileOf(state)?.area
}

/** Refuses whoever holds none of the roles of a command, or acts outside the own area. */
export const checkDuty = (command: CaseCommand, state: CaseState, { actor }: CaseContext): void => {
  const { roles, level } = duties[command.type]
  if (roles.length === 0) return
  if (!holdsOneOf(actor, roles)) throw refuse('not-your-duty', { command: command.type, roles: [...roles] })
  const area = areaOfCommand(command, state)
  if (area === undefined) return
  // The window of another county: the step says which.
  if (level === 'ELSEWHERE') return
  if (!isWithin(area, actor.area)) throw refuse('case-outside-area', { area, actorArea: actor.area })
  if (level === 'COUNTY' && actor.area !== countyOf(area)) throw refuse('county-only', { actorArea: actor.area })
}
