import fc from 'fast-check'
import type { CaseCommand } from '../../../src/domain/case/commands.ts'
import type { CaseState, CaseStatus } from '../../../src/domain/case/state.ts'
import { commandsIn } from '../../../src/domain/case/transitions.ts'
import type { Actor } from '../../../src/domain/shared/actor.ts'
import { addDays, addMonths, type Day, monthOf } from '../../../src/domain/shared/day.ts'
import {
  actor,
  application,
  assessed,
  child,
  clerk,
  command,
  confirmer,
  countyVisitor,
  father,
  grandmother,
  member,
  mother,
  senior,
  surveyor,
  townshipConfirmer,
  visit,
  wages,
} from './household.ts'

/** One turn of a random life: how many days pass, who acts, which command, and which of its variants. */
export type Turn = { days: number; who: number; pick: number; a: number; b: number }

export const anyTurn: fc.Arbitrary<Turn> = fc.record({
  days: fc.oneof({ weight: 6, arbitrary: fc.nat(5) }, { weight: 2, arbitrary: fc.nat(60) }, fc.nat(500)),
  who: fc.nat(99),
  pick: fc.nat(9_999),
  a: fc.nat(9_999),
  b: fc.nat(9_999),
})

const everyRole = actor('jack', '990101', 'caseWorker', 'surveyor', 'reviewer', 'confirmer')
const staff: readonly Actor[] = [clerk, surveyor, senior, confirmer, countyVisitor, townshipConfirmer, everyRole]
const persons = [father, mother, grandmother, child]
const incomes = [0, 30_000, 60_000, 90_000, 120_000, 150_000, 180_000, 400_000]

/** Who is most likely to be let through, so that lives go on; every fifth turn somebody random. */
const actorFor = (type: CaseCommand['type'], { who, a }: Turn): Actor => {
  if (who % 5 === 0) return staff[a % staff.length]!
  if (/^Decide|^Suspend|^Resume|^ReturnDossier|GradualExit$/.test(type))
    return who % 5 === 1 ? townshipConfirmer : confirmer
  if (/CountyVisit$/.test(type)) return countyVisitor
  return /^CloseReview|^ChangeHolder/.test(type) ? senior : clerk
}

/** Commands that end a life early are picked one time in eight. */
const ending = [
  'DiscontinueProcedure',
  'VerifyLead',
  'RemoveMember',
  'DecideRefusal',
  'DecideTermination',
  'AbandonClaim',
]

const straight: Partial<Record<CaseStatus, CaseCommand['type'][]>> = {
  NONE: ['RegisterIntake', 'ReportLead', 'TakeOverEntitlement'],
  INTAKE: ['RecordAuthorization', 'DeclareCloseRelatives', 'AcceptApplication'],
  ACCEPTED: ['RequestEconomicCheck', 'StartSurvey'],
  CHECKING: ['StartSurvey'],
  SURVEYING: ['RecordHomeVisit', 'RequestEconomicCheck', 'CompleteEconomicCheck', 'AssessIncome', 'DraftOpinion'],
  OPINION_DRAFTED: ['PostNotice', 'SubmitDossier', 'SettleObjection'],
  NOTICED: ['SubmitDossier', 'DecideGrant'],
  RESURVEY: [
    'RecordHomeVisit',
    'RequestEconomicCheck',
    'CompleteEconomicCheck',
    'AssessIncome',
    'SettleObjection',
    'DraftOpinion',
  ],
  SUBMITTED: ['DecideGrant', 'OrderCountyVisit', 'ReturnDossier'],
  COUNTY_VISIT: ['RecordCountyVisit', 'DecideGrant'],
  IN_REVIEW: [
    'AssessIncome',
    'InviteHearing',
    'RecordHearing',
    'DecideIncrease',
    'DecideReduction',
    'StartGradualExit',
  ],
  HEARING: ['RecordHearing', 'DecideReduction', 'DecideTermination', 'StartGradualExit'],
}

const typeFor = (status: CaseStatus, { pick, a }: Turn): CaseCommand['type'] => {
  const likely = straight[status]
  if (likely && pick % 3 > 0) return likely[a % likely.length]!
  const open = commandsIn(status).filter((type) => pick % 8 === 0 || !ending.includes(type))
  return open[a % open.length]!
}

const objectionsOf = (state: CaseState) => ('investigation' in state ? state.investigation.objections : [])

/** The next command of a random life, made to fit its state more often than not. */
export const commandFor = (
  state: CaseState,
  turn: Turn,
  today: Day,
  amountFen: number,
): { command: CaseCommand; actor: Actor } => {
  const { a, b, pick } = turn
  const type = typeFor(state.status, turn)
  const someone = persons[b % persons.length]!
  const number = `第${a}-${b}号`
  const income = incomes[b % incomes.length]!
  const objectionId = objectionsOf(state).at(b % 2 === 0 ? -1 : 0)?.objectionId ?? father
  const complaints = 'file' in state && state.file ? state.file.openComplaints : []
  const next = addMonths(monthOf(today), (b % 9) - 2)
  const late = pick % 7 === 0 ? { on: addDays(today, -(b % 20)), lateReason: 'PAPER_FIRST' as const } : {}
  const change = { decisionNumber: number, amountFen, reasons: '理由' }
  const { scheme: _scheme, ...household } = application({
    declared: assessed([wages(income)]),
    commitmentSignedOn: b % 9 === 0 ? null : today,
  })
  const bodies: { [Type in CaseCommand['type']]: Extract<CaseCommand, { type: Type }>['data'] } = {
    ReportLead: {
      scheme: 'subsistenceAllowance',
      area: household.area,
      source: 'HOTLINE',
      personId: father,
      note: '线索',
      ...late,
    },
    VerifyLead: { inNeed: a % 2 === 0, note: '核实', ...late },
    RegisterIntake: { scheme: 'subsistenceAllowance', ...household, ...late },
    OpenApplicationFromLead: { ...household, ...late },
    RecordAuthorization: { personId: someone, signedOn: today, validTo: addDays(today, 30 + (b % 900)) },
    DeclareCloseRelatives: {
      relatives: a % 3 === 0 ? [{ personId: mother, relation: '姐妹', officialRole: '委员' }] : [],
      ...late,
    },
    AddMember: { member: member(someone), joinedOn: addDays(today, -(b % 50)) },
    RemoveMember: { personId: someone, leftOn: addDays(today, -(b % 50)), reason: a % 2 === 0 ? 'DIED' : 'MOVED_OUT' },
    RequestSupplement: { missing: ['材料'], ...late },
    ReceiveSupplement: { received: ['材料'], ...late },
    AcceptApplication: { ...late },
    StartSurvey: { surveyors: b % 6 === 0 ? ['surveyor-1'] : ['surveyor-1', 'surveyor-2'], ...late },
    RecordHomeVisit: { ...visit({ signedByHousehold: b % 6 > 0 }), ...late },
    RequestEconomicCheck: { ...late },
    CompleteEconomicCheck: { reportNumber: number, outcome: 'CONSISTENT', findings: '一致', ...late },
    DisputeCheck: { ground: '异议', ...late },
    SettleCheckDispute: { outcome: '结果', ...late },
    AssessIncome: { assessment: assessed(income ? [wages(income)] : []), ...late },
    RecordParticulars: { particulars: { told: true }, ...late },
    DraftOpinion: { opinion: b % 5 === 0 ? 'REFUSE' : 'GRANT', reasons: '意见', ...late },
    PostNotice: { places: ['公开栏'], photoSha256: null, ...late },
    RaiseObjection: { anonymous: true, ground: '异议', ...late },
    OrderReSurvey: { objectionId, reason: '复查', ...late },
    RecordDeliberation: { objectionId, attendees: 9, residents: 9, outcome: 'DISMISSED', record: '记录', ...late },
    SettleObjection: { objectionId, outcome: 'DISMISSED', answer: '答复', ...late },
    ReceiveComplaint: { ground: '投诉', ...late },
    SettleComplaint: { complaintId: complaints[0] ?? father, answer: '答复', ...late },
    SubmitDossier: { ...late },
    ReturnDossier: {
      reasons: '退回',
      redo: (['homeVisit', 'economicCheck', 'incomeAssessment', 'notice'] as const).filter((_, bit) => (b >> bit) & 1),
      ...late,
    },
    ExtendDeadline: { reason: 'HARD_SURVEY', ...late },
    OrderCountyVisit: { reason: 'SAMPLE', ...late },
    RecordCountyVisit: { ...visit({ surveyors: ['county-1', 'county-2'] }), ...late },
    DecideGrant: {
      decisionNumber: number,
      holder: someone,
      payee: { kind: 'HOLDER' },
      amountFen,
      noConflictOfInterest: true,
    },
    DecideRefusal: { decisionNumber: number, grounds: [b % 2 === 0 ? 'OTHER' : 'INCOME'], reasons: '理由' },
    FileDecision: { decisionNumber: number, ...late },
    PublishDecision: { places: ['公开栏'], ...late },
    DeliverWrittenNotice: {
      decisionNumber: ('decisions' in state ? state.decisions.at(-1)?.decisionNumber : null) ?? number,
      receivedBy: father,
      ...late,
    },
    OpenReview: { cause: 'CADENCE', ...late },
    CloseReviewUnchanged: { reasons: '无变化', ...late },
    InviteHearing: { hearingOn: addDays(today, b % 12), about: '拟减发', ...late },
    RecordHearing: { personId: father, statement: '无异议', notPossible: null, ...late },
    DecideIncrease: change,
    DecideReduction: change,
    ChangeHolder: { holder: someone, payee: { kind: 'HOLDER' }, fromMonth: next, reasons: '变更' },
    SuspendEntitlement: { until: addDays(today, 1 + (b % 90)), reasons: '待核实' },
    ResumeEntitlement: { fromMonth: next, reasons: '恢复' },
    StartGradualExit: { decisionNumber: number, personId: father, lastMonth: next, reasons: '就业' },
    EndGradualExit: { reasons: '失业' },
    OfferWork: { personId: someone, job: '保洁员', suits: '适合', ...late },
    RecordWorkAnswer: {
      offerId: ('file' in state ? state.file?.workOffers?.at(-1)?.offerId : null) ?? father,
      answer: (['REFUSED', 'REFUSED', 'ACCEPTED', 'EXCUSED'] as const)[b % 4]!,
      reasons: '答复',
      ...late,
    },
    RecordUnreportedChange: { personId: someone, what: '务工', happenedOn: addDays(today, -(b % 200)), ...late },
    RequestTransfer: {
      to: `${household.area.slice(0, 9)}00${(b % 3) + 1}`,
      areaKind: 'RURAL',
      reasons: '迁居',
      ...late,
    },
    AcceptTransfer: { area: `${household.area.slice(0, 9)}00${(a % 3) + 1}`, fromMonth: next, reasons: '接收' },
    DeclineTransfer: { area: `${household.area.slice(0, 9)}00${(a % 3) + 1}`, reasons: '退回' },
    AcceptElsewhere: { scheme: 'subsistenceAllowance', ...household, acceptingArea: '980101', ...late },
    TransferHome: { ...late },
    RelayResult: { receivedBy: father, ...late },
    DeferReview: {},
    DeferExit: {},
    PostStopNotice: { ground: 'INCOME', places: ['公开栏'], ...late },
    RaiseStopObjection: { anonymous: true, ground: '异议', ...late },
    SettleStopObjection: { objectionId, outcome: 'DISMISSED', answer: '答复', ...late },
    DecideTermination: {
      decisionNumber: number,
      ground: (['INCOME', 'DEATH', 'OWN_WISH'] as const)[b % 3]!,
      reasons: '理由',
    },
    DiscontinueProcedure: { ground: 'WITHDRAWN', reasons: '撤回', ...late },
    GrantEmergencyAid: {
      decisionNumber: number,
      recipient: someone,
      amountFen: Math.max(1, amountFen),
      form: 'CASH',
      noConflictOfInterest: true,
      ...late,
    },
    CompletePaperwork: {
      signedBy: ['a', 'b'],
      signedByRecipient: true,
      formSha256: null,
      outcome: 'BORNE_OUT',
      findings: '属实',
      ...late,
    },
    AbandonDraw: { drawId: father },
    AbandonBed: { institutionId: father },
    CloseCase: {},
    TakeOverEntitlement: {
      scheme: 'subsistenceAllowance',
      area: household.area,
      areaKind: 'RURAL',
      filing: 'HOUSEHOLD',
      holder: father,
      particulars: null,
      payee: { kind: 'HOLDER' },
      members: household.members,
      facts: { mode: 'GAP', members: 3, countableIncomeFen: income },
      amountFen: Math.max(0, 171_000 - income),
      fromMonth: addMonths(monthOf(today), b % 2),
      povertyRegister: false,
      closeRelative: false,
      oldDecisionNumber: number,
      oldDecisionOn: today,
      reviewDue: today,
      source: { sha256: 'a'.repeat(64), row: 1 },
    },
    AssessSelfCare: {
      items: {
        eating: true,
        dressing: true,
        gettingUp: true,
        toilet: true,
        walkingIndoors: true,
        bathing: b % 2 === 0,
      },
      level: 'FULL',
      assessor: '卫生院',
      ...late,
    },
    ReportSelfCareChange: { note: '变化', ...late },
    ChooseSupportForm: { form: 'DISPERSED', institutionId: null, fromDay: null, statedBy: 'SELF', ...late },
    SignCareAgreement: {
      agreementNumber: number,
      carer: null,
      organisation: '互助站',
      from: today,
      until: addDays(today, b % 400),
      ...late,
    },
    RecordWish: { wish: 'DISPERSED', statedBy: 'SELF', occasion: 'SURVEY', ...late },
    AdjustEntitlement: {
      reratingId: father,
      document: { number: '示民发〔2023〕9号', title: '标准', issuer: '县民政局' },
      decidedFrom: 'entitlement' in state ? state.entitlement.fromMonth : next,
      decidedFen: 'entitlement' in state ? state.entitlement.amountFen : amountFen,
      fromMonth: 'entitlement' in state && a % 2 === 0 ? state.entitlement.fromMonth : next,
      amountFen: 'entitlement' in state && b % 3 === 0 ? state.entitlement.amountFen : amountFen,
    },
    MoveToInstitution: {
      moveId: father,
      from: father,
      into: mother,
      fromMonth: next,
      document: { number: '7号', title: '批复', issuer: '民政局' },
    },
    AbandonClaim: { personId: someone },
    RecordDueFacts: {},
  }
  const newId = `0b000000-0000-4000-8000-${String(a * 10_000 + b).padStart(12, '0')}`
  const who = type === 'TakeOverEntitlement' ? actor('importer', '990101', 'administrator') : actorFor(type, turn)
  return { command: command(type, bodies[type] as never, newId), actor: who }
}
