import { checkParticulars } from '../../../scheme/extreme-poverty-support/arrangement.ts'
import { nothingFound, Particulars } from '../../../scheme/extreme-poverty-support/particulars.ts'
import { refuse as refuseSupport } from '../../../scheme/extreme-poverty-support/refusals.ts'
import { type ActDay, actDay } from '../../../shared/act-day.ts'
import type { Day } from '../../../shared/day.ts'
import { ERASED } from '../../../shared/personal.ts'
import type { CommandNamed } from '../../commands.ts'
import type { CaseContext } from '../../context.ts'
import { selfCareDeadlines } from '../../deadlines.ts'
import type { Entitlement } from '../../entitlement.ts'
import type { CaseFile } from '../../file.ts'
import { requireAlive, requireRegistered } from '../../guards.ts'
import { toldParticulars } from '../../particulars.ts'
import { schemeOf } from '../../procedure.ts'
import { refuse } from '../../refusals.ts'
import type { CaseFacts, StepTable } from '../../step.ts'

/** What has been told and found so far. Refused once it has been erased. */
const supportOf = ({ scheme, particulars }: CaseFile): Particulars => {
  if (particulars === ERASED) throw refuse('particulars-missing', { scheme })
  return particulars === null ? nothingFound : Particulars.parse(particulars)
}

/** The scheme's own facts with a part of them found anew, as the engine keeps them. */
const changed = (
  file: CaseFile,
  found: Partial<Particulars>,
  { day, entry }: ActDay,
  context: CaseContext,
): CaseFacts => {
  const whole = { ...supportOf(file), ...found }
  checkParticulars(whole)
  const particulars = toldParticulars(schemeOf(file, context), file.applicant, whole)
  if (particulars === null) throw refuse('particulars-missing')
  return [{ type: 'ParticularsRecorded', data: { caseId: file.caseId, recordedOn: day, particulars }, ...entry }]
}

/** The day of an act that came after the application. */
const dayOf = (data: { on?: Day | undefined; lateReason?: string | undefined }, file: CaseFile, context: CaseContext) =>
  actDay(data, context.today, file.filedOn)

/** From the month of the move on the new institution is paid, unless that month has gone out to the old one. */
const paidTo = (
  entitlement: Entitlement,
  { subject: caseId, data: { into, fromMonth: moved, document } }: CommandNamed<'MoveToInstitution'>,
  { today, lastInstructedMonth = null }: CaseContext,
): CaseFacts => {
  const fromMonth = moved < entitlement.fromMonth ? entitlement.fromMonth : moved
  if (entitlement.toMonth !== null && entitlement.toMonth < fromMonth) return []
  if (lastInstructedMonth !== null && fromMonth <= lastInstructedMonth)
    throw refuse('month-instructed', { fromMonth, lastInstructedMonth })
  const payee = { kind: 'INSTITUTION' as const, institutionId: into }
  const data = {
    caseId,
    changedOn: today,
    entitlement: { ...entitlement, payee, fromMonth },
    reasons: document.title,
  }
  return [{ type: 'HolderChanged', data, basis: document.number }]
}

/** How somebody is supported who is extremely poor [2021-43 Art.19–23]. */
export const supportSteps = {
  AssessSelfCare: ({ subject, data }, { file }, context) => {
    const { items, level, assessor } = data
    const act = dayOf(data, file, context)
    const selfCare = { items, level, assessor, assessedOn: act.day }
    const recorded = changed(file, { selfCare }, act, context)
    return [
      { type: 'SelfCareAssessed', data: { caseId: subject, personId: file.applicant, ...selfCare }, ...act.entry },
      ...recorded,
    ]
  },

  ReportSelfCareChange: ({ subject, data }, { file }, context) => {
    supportOf(file)
    const { day, entry } = dayOf(data, file, context)
    const deadlines = selfCareDeadlines(file, day, context)
    const fact = { caseId: subject, personId: file.applicant, reportedOn: day, note: data.note, deadlines }
    return [{ type: 'SelfCareChangeReported', data: fact, ...entry }]
  },

  ChooseSupportForm: ({ subject, data }, { file }, context) => {
    const { form, institutionId, fromDay, statedBy } = data
    const act = dayOf(data, file, context)
    if ((form === 'CENTRALIZED') !== (institutionId !== null) || (institutionId === null) !== (fromDay === null))
      throw refuseSupport('support-form-place', { form })
    requireAlive([file.applicant], context)
    const recorded = changed(file, { form, institutionId }, act, context)
    const fact = { caseId: subject, chosenOn: act.day, form, institutionId, fromDay, statedBy, moveId: null }
    return [{ type: 'SupportFormChosen', data: fact, ...act.entry }, ...recorded]
  },

  SignCareAgreement: ({ subject, data }, { file }, context) => {
    const { agreementNumber, carer, organisation, from, until } = data
    const act = dayOf(data, file, context)
    if (carer !== null) {
      if (carer === file.applicant) throw refuseSupport('own-carer')
      requireRegistered([carer], context)
      requireAlive([carer], context)
    }
    const careAgreement = { agreementNumber, carer, organisation, signedOn: act.day, from, until }
    const recorded = changed(file, { careAgreement }, act, context)
    return [
      {
        type: 'CareAgreementSigned',
        data: { caseId: subject, personId: file.applicant, ...careAgreement },
        ...act.entry,
      },
      ...recorded,
    ]
  },

  RecordWish: ({ subject, data }, { file }, context) => {
    supportOf(file)
    const { wish, statedBy, occasion } = data
    const { day, entry } = dayOf(data, file, context)
    return [
      { type: 'SupportWishRecorded', data: { caseId: subject, statedOn: day, wish, statedBy, occasion }, ...entry },
    ]
  },

  MoveToInstitution: (command, state, context) => {
    const { subject, data } = command
    const { moveId, from, into, fromMonth, document } = data
    const { file } = state
    const support = supportOf(file)
    // Moved before, by this move or by the person's own choice: the wish again changes nothing.
    if (support.institutionId !== from) return []
    const act = { day: context.today, entry: {} }
    const choice = {
      caseId: subject,
      chosenOn: context.today,
      form: 'CENTRALIZED' as const,
      institutionId: into,
      fromDay: `${fromMonth}-01`,
      statedBy: null,
      moveId,
    }
    return [
      { type: 'SupportFormChosen', data: choice, basis: document.number },
      ...changed(file, { institutionId: into }, act, context),
      ...('entitlement' in state ? paidTo(state.entitlement, command, context) : []),
    ]
  },
} satisfies Partial<StepTable>
