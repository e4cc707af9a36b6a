import type { CaseCommand } from './commands.ts'
import type { CaseStatus } from './state.ts'

const looking = ['ACCEPTED', 'CHECKING', 'SURVEYING'] as const
const hanging = ['NOTICED', 'OBJECTED', 'RESURVEY'] as const
const atCounty = ['SUBMITTED', 'COUNTY_VISIT'] as const
const intake = ['INTAKE', 'SUPPLEMENT_REQUIRED'] as const
const procedure = [...looking, 'OPINION_DRAFTED', ...hanging, ...atCounty] as const
const reviewed = ['IN_REVIEW', 'HEARING'] as const
/** Paid, and neither paused nor on its way out: what can be paid on elsewhere. */
const settled = ['CONFIRMED', 'ENTITLED', ...reviewed] as const
const entitled = ['CONFIRMED', 'ENTITLED', ...reviewed, 'SUSPENDED', 'GRADUAL_EXIT'] as const
/** A review can also run while a gradual exit does, e.g. after a death. */
const underReview = [...reviewed, 'GRADUAL_EXIT'] as const
/** Who is paused can be stopped as well: nobody resumes the pay of the dead to end it. */
const stoppable = [...underReview, 'SUSPENDED'] as const
const anywhere = [
  'LEAD',
  ...intake,
  ...procedure,
  ...entitled,
  'AIDED',
  'PAPERWORK_DUE',
  'PAPERWORK_DONE',
  'REFUSED',
  'DISCONTINUED',
  'TERMINATED',
  'CLOSED',
] as const
const aided = ['AIDED', 'PAPERWORK_DUE', 'PAPERWORK_DONE'] as const
const deciding = ['OPINION_DRAFTED', 'NOTICED', ...atCounty] as const

/**
 * Which command is open in which states: the state machine of a case as a table. Guards of their own come after it
 * (`steps/`); the documents print it, and every `wrong-state` refusal comes from it.
 */
export const transitions = {
  ReportLead: ['NONE'],
  VerifyLead: ['LEAD'],
  RegisterIntake: ['NONE'],
  OpenApplicationFromLead: ['LEAD'],
  RecordAuthorization: [...intake, ...looking, 'RESURVEY'],
  DeclareCloseRelatives: intake,
  AddMember: [...intake, ...looking, 'RESURVEY', 'CONFIRMED', 'ENTITLED', ...reviewed],
  RemoveMember: [...intake, ...procedure, ...entitled],
  RequestSupplement: ['INTAKE'],
  ReceiveSupplement: ['SUPPLEMENT_REQUIRED'],
  AcceptApplication: ['INTAKE'],
  StartSurvey: ['ACCEPTED', 'CHECKING'],
  RecordHomeVisit: ['SURVEYING', 'RESURVEY'],
  RequestEconomicCheck: [...looking, 'RESURVEY'],
  CompleteEconomicCheck: ['CHECKING', 'SURVEYING', 'RESURVEY'],
  DisputeCheck: procedure,
  SettleCheckDispute: procedure,
  AssessIncome: [...looking, 'RESURVEY', ...underReview],
  RecordParticulars: [...intake, ...looking, 'RESURVEY', ...underReview],
  DraftOpinion: [...looking, 'RESURVEY'],
  PostNotice: ['OPINION_DRAFTED', ...atCounty],
  RaiseObjection: [...hanging, ...atCounty],
  OrderReSurvey: ['OBJECTED', 'RESURVEY'],
  RecordDeliberation: ['SURVEYING', 'OBJECTED', 'RESURVEY'],
  SettleObjection: ['OBJECTED', 'RESURVEY', 'OPINION_DRAFTED', 'NOTICED'],
  ReceiveComplaint: [...intake, ...aided, ...procedure, ...entitled, 'REFUSED', 'TERMINATED'],
  SettleComplaint: [...intake, ...aided, ...procedure, ...entitled, 'REFUSED', 'DISCONTINUED', 'TERMINATED'],
  SubmitDossier: ['OPINION_DRAFTED', 'NOTICED'],
  ReturnDossier: deciding,
  ExtendDeadline: procedure,
  OrderCountyVisit: atCounty,
  RecordCountyVisit: ['COUNTY_VISIT'],
  DecideGrant: deciding,
  DecideRefusal: deciding,
  FileDecision: ['REFUSED', ...aided, ...entitled, 'TERMINATED'],
  PublishDecision: entitled,
  DeliverWrittenNotice: ['REFUSED', ...entitled, 'TERMINATED'],
  OpenReview: entitled,
  CloseReviewUnchanged: underReview,
  InviteHearing: stoppable,
  RecordHearing: stoppable,
  DecideIncrease: underReview,
  DecideReduction: underReview,
  ChangeHolder: ['CONFIRMED', 'ENTITLED', ...underReview],
  SuspendEntitlement: ['ENTITLED', ...reviewed],
  ResumeEntitlement: ['SUSPENDED'],
  StartGradualExit: reviewed,
  EndGradualExit: ['GRADUAL_EXIT'],
  PostStopNotice: stoppable,
  RaiseStopObjection: stoppable,
  SettleStopObjection: stoppable,
  DecideTermination: stoppable,
  OfferWork: ['CONFIRMED', 'ENTITLED', ...underReview],
  RecordWorkAnswer: entitled,
  RecordUnreportedChange: entitled,
  RequestTransfer: settled,
  AcceptTransfer: settled,
  DeclineTransfer: entitled,
  AcceptElsewhere: ['NONE'],
  TransferHome: intake,
  RelayResult: ['REFUSED', ...aided, ...entitled, 'TERMINATED'],
  DeferReview: entitled,
  DeferExit: ['GRADUAL_EXIT'],
  AssessSelfCare: [...looking, 'RESURVEY', ...underReview],
  ReportSelfCareChange: entitled,
  ChooseSupportForm: [...looking, 'RESURVEY', ...underReview],
  SignCareAgreement: [...looking, 'RESURVEY', ...entitled],
  RecordWish: [...intake, ...procedure, ...entitled],
  DiscontinueProcedure: ['LEAD', ...intake, ...procedure],
  GrantEmergencyAid: intake,
  CompletePaperwork: ['AIDED', 'PAPERWORK_DUE'],
  AbandonDraw: anywhere,
  AbandonBed: anywhere,
  CloseCase: ['PAPERWORK_DONE', 'REFUSED', 'DISCONTINUED', 'TERMINATED'],
  TakeOverEntitlement: ['NONE'],
  AdjustEntitlement: settled,
  MoveToInstitution: [...intake, ...procedure, ...entitled],
  AbandonClaim: ['NONE', ...anywhere],
  RecordDueFacts: anywhere,
} as const satisfies Record<CaseCommand['type'], readonly CaseStatus[]>

/** The commands open in a status; which of them the rules of a case know is `open-commands.ts`. */
export const commandsIn = (status: CaseStatus): readonly CaseCommand['type'][] =>
  (Object.keys(transitions) as CaseCommand['type'][]).filter((type) => isOpenIn(type, status))

/** Whether a command is open in a state. */
export const isOpenIn = (type: CaseCommand['type'], status: CaseStatus): boolean =>
  (transitions[type] as readonly CaseStatus[]).includes(status)
