import type { CaseCommand } from '../../../src/domain/case/commands.ts'
import { caseDecider } from '../../../src/domain/case/decide.ts'
import { fileOf } from '../../../src/domain/case/state.ts'
import { ownAccount } from '../../../src/domain/scheme/payee.ts'
import type { Actor } from '../../../src/domain/shared/actor.ts'
import { addDays, addMonths, monthOf } from '../../../src/domain/shared/day.ts'
import { load } from '../../../src/log/load.ts'
import { caseStream } from '../../../src/log/streams.ts'
import { assessed, HOUSEHOLDS, member, type Office, SCHEME, STANDARD_FEN, type Wish } from './office.ts'

/** One act of somebody; refused where it is not open. */
export type Act = () => Promise<unknown>

/** The amount that a confirmer would have before them. */
const amountOf = async ({ side }: Office, caseId: string): Promise<number> => {
  const file = fileOf((await load(side, caseDecider, caseStream(caseId))).state)
  const income = file?.assessment.incomes.reduce((sum, { monthlyFen }) => sum + monthlyFen, 0) ?? 0
  return Math.max(0, STANDARD_FEN * (file?.members.length ?? 0) - income)
}

const grant = async (office: Office, index: number, decisionNumber: string): Promise<unknown> => {
  const { staff, caseOf, holderOf, onCase } = office
  const amountFen = await amountOf(office, caseOf(index))
  const data = {
    decisionNumber,
    holder: holderOf(index),
    payee: ownAccount,
    amountFen,
    noConflictOfInterest: true as const,
  }
  return onCase(staff.confirmer, caseOf(index), { type: 'DecideGrant', data })
}

const visit = {
  surveyors: ['clerk', 'surveyor-2'],
  mode: 'IN_PERSON' as const,
  place: '家中',
  signedByHousehold: true,
  signedBySurveyors: true,
  formSha256: null,
  findings: '与申报一致。',
}

/** The straight way of an application, step by step. */
export const applicationOf = (office: Office, index: number): Act[] => {
  const { staff, village, caseOf, holderOf, otherOf, onCase, today } = office
  const id = caseOf(index)
  const [holder, other] = [holderOf(index), otherOf(index)]
  const clerk = (wish: Wish<CaseCommand>) => () => onCase(staff.clerk, id, wish)
  const signed = (personId: string) => () =>
    onCase(staff.clerk, id, {
      type: 'RecordAuthorization',
      data: { personId, signedOn: today(), validTo: addDays(today(), 360) },
    })
  const filed = {
    area: village,
    areaKind: 'RURAL' as const,
    filing: 'HOUSEHOLD' as const,
    applicant: holder,
    proxy: null,
    members: [member(holder, 'SELF'), member(other, 'SPOUSE')],
    declared: assessed(holder, 20_000),
    povertyRegister: false,
    commitmentSignedOn: '2024-01-04',
    particulars: null,
  }
  return [
    clerk({ type: 'RegisterIntake', data: { scheme: SCHEME, ...filed } }),
    signed(holder),
    signed(other),
    clerk({ type: 'DeclareCloseRelatives', data: { relatives: [] } }),
    clerk({ type: 'AcceptApplication', data: {} }),
    clerk({ type: 'StartSurvey', data: { surveyors: visit.surveyors } }),
    clerk({ type: 'RequestEconomicCheck', data: {} }),
    clerk({ type: 'RecordHomeVisit', data: visit }),
    clerk({ type: 'CompleteEconomicCheck', data: { reportNumber: '1', outcome: 'CONSISTENT', findings: '一致' } }),
    clerk({ type: 'AssessIncome', data: { assessment: assessed(holder, 20_000) } }),
    clerk({ type: 'DraftOpinion', data: { opinion: 'GRANT', reasons: '建议给予。' } }),
    clerk({ type: 'PostNotice', data: { places: ['公开栏'], photoSha256: null } }),
    clerk({ type: 'SubmitDossier', data: {} }),
    () => grant(office, index, `审${index}`),
  ]
}

/** What people may try on a household at any time, one act after the other, whether they are open to them or not. */
export const trialsOf = (office: Office, index: number, a: number): Act[][] => {
  const { staff, caseOf, holderOf, otherOf, onCase, onPerson, newAccount } = office
  const today = office.today()
  const id = caseOf(index)
  const [holder, other] = [holderOf(index), otherOf(index)]
  const someone = a % 2 === 0 ? holder : other
  const number = office.number()
  const { clerk, confirmer } = staff
  const by = (who: Actor, wish: Wish<CaseCommand>) => () => onCase(who, id, wish)
  const change = (type: 'DecideIncrease' | 'DecideReduction') => async () => {
    const amountFen = await amountOf(office, id)
    return onCase(confirmer, id, { type, data: { decisionNumber: number, amountFen, reasons: '变更' } })
  }
  const stop = (ground: 'OWN_WISH' | 'DEATH' | 'INCOME') =>
    by(confirmer, { type: 'DecideTermination', data: { decisionNumber: number, ground, reasons: '停发' } })
  const review = by(clerk, { type: 'OpenReview', data: { cause: 'CADENCE' } })
  const assess = (fen: number) => by(clerk, { type: 'AssessIncome', data: { assessment: assessed(someone, fen) } })
  const diedOn = addDays(today, -(a % 50))
  const death = () => onPerson(clerk, someone, { type: 'RecordDeath', data: { diedOn, source: '比对' } })
  const leave = (personId: string, reason: 'DIED' | 'MOVED_OUT') =>
    by(clerk, { type: 'RemoveMember', data: { personId, leftOn: diedOn, reason } })
  const join = by(clerk, {
    type: 'AddMember',
    data: { member: member(otherOf(a % HOUSEHOLDS.length), 'OTHER'), joinedOn: diedOn },
  })
  const gradual = by(confirmer, {
    type: 'StartGradualExit',
    data: {
      decisionNumber: number,
      personId: someone,
      lastMonth: addMonths(monthOf(today), 1 + (a % 7)),
      reasons: '就业',
    },
  })
  const pause = by(confirmer, {
    type: 'SuspendEntitlement',
    data: { until: addDays(today, 1 + (a % 60)), reasons: '待核实' },
  })
  const resume = by(confirmer, {
    type: 'ResumeEntitlement',
    data: { fromMonth: addMonths(monthOf(today), (a % 3) - 1), reasons: '恢复' },
  })
  const changeHolder = by(clerk, {
    type: 'ChangeHolder',
    data: { holder: someone, payee: ownAccount, fromMonth: addMonths(monthOf(today), (a % 4) - 1), reasons: '变更' },
  })
  const account = () => newAccount(someone, a)
  return [
    [review, assess(a % 2 === 0 ? 0 : 10_000), change('DecideIncrease')],
    [review, assess(40_000 + (a % 7) * 5_000), change('DecideReduction')],
    [review, by(clerk, { type: 'CloseReviewUnchanged', data: { reasons: '无变化' } })],
    [pause],
    [resume],
    [review, stop('OWN_WISH')],
    [review, assess(200_000), stop('INCOME')],
    [review, assess(200_000), gradual],
    [by(confirmer, { type: 'EndGradualExit', data: { reasons: '失业' } })],
    [death, leave(someone, 'DIED'), stop('DEATH')],
    [death, leave(someone, 'DIED'), assess(0), change('DecideReduction')],
    [death],
    [() => onPerson(clerk, someone, { type: 'AnnulDeath', data: { reason: '误登' } })],
    [leave(other, 'MOVED_OUT'), assess(0), change('DecideReduction')],
    [join, assess(0), change('DecideIncrease')],
    [() => newAccount(other, a), changeHolder],
    [changeHolder],
    [account],
    // Out of their turn.
    [() => grant(office, index, number)],
    [by(clerk, { type: 'SubmitDossier', data: {} }), () => grant(office, index, number)],
    [by(clerk, { type: 'AcceptApplication', data: {} })],
    [by(clerk, { type: 'DiscontinueProcedure', data: { ground: 'WITHDRAWN', reasons: '撤回' } })],
    [by(clerk, { type: 'CloseCase', data: {} })],
  ]
}
