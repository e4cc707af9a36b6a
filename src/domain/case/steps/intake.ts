import { isOfAge } from '../../policy/full-age.ts'
import { refuse as refuseFiling } from '../../scheme/refusals.ts'
import { schemeIn } from '../../scheme/schemes.ts'
import { actDay, notFuture, withoutLateEntry } from '../../shared/act-day.ts'
import { heldBy } from '../amount.ts'
import type { CommandNamed } from '../commands.ts'
import type { CaseContext } from '../context.ts'
import {
  idsOf,
  requireAlive,
  requireDistinct,
  requireMember,
  requireRegistered,
  requireSameBirth,
  requireUnit,
} from '../guards.ts'
import { requireKinship } from '../kinship.ts'
import { toldParticulars } from '../particulars.ts'
import { schemeOf } from '../procedure.ts'
import { refuse } from '../refusals.ts'
import type { CaseFacts, StepTable } from '../step.ts'

type Application = CommandNamed<'RegisterIntake'> | CommandNamed<'OpenApplicationFromLead'>

/** Refuses a proxy who could not file for anybody: the applicant themselves, the dead, a minor [2021-57 Art.6]. */
const requireProxy = (personId: string, applicant: string, context: CaseContext): void => {
  if (personId === applicant) throw refuse('proxy-is-applicant', { personId })
  requireAlive([personId], context)
  const person = context.persons.get(personId)
  if (person?.status === 'REGISTERED' && !isOfAge(person.birthDate, context.today))
    throw refuse('proxy-minor', { personId })
}

/** What both ways of opening an application check and keep. */
const applicationOf = ({ subject, data }: Application, code: string, context: CaseContext) => {
  const { particulars, singleGround, ...application } = withoutLateEntry(data)
  const scheme = schemeIn(context.schemes, code)
  const { day, entry } = actDay(data, context.today)
  const { applicant, members, proxy, filing, declared, commitmentSignedOn } = application
  const memberIds = idsOf(members)
  requireDistinct(memberIds)
  requireUnit(scheme, members.length)
  requireRegistered([...memberIds, ...(proxy ? [proxy.personId] : [])], context)
  requireAlive(memberIds, context)
  if (proxy) requireProxy(proxy.personId, applicant, context)
  for (const { personId } of [...declared.incomes, ...declared.deductions])
    if (!memberIds.includes(personId)) throw refuse('not-a-member', { personId })
  if (commitmentSignedOn) notFuture(commitmentSignedOn, context.today)
  for (const { birthDate } of members) notFuture(birthDate, context.today)
  // Where everybody is filed for alone, it needs no ground, and what tells of health or belief is not kept for nothing.
  if (singleGround && (filing === 'HOUSEHOLD' || scheme.unit === 'PERSON'))
    throw refuseFiling('single-ground-of-household')
  requireKinship(applicant, members, application, context)
  const held = heldBy({ caseId: subject, members }, context)
  scheme.checkFiling({ filing, applicant, members, byProxy: proxy !== null, day, held, single: singleGround ?? null })
  const told = toldParticulars(scheme, applicant, particulars)
  const ground = singleGround ? { singleGround: { personId: applicant, stated: singleGround } } : {}
  return { fact: { ...application, ...ground, scheme: code, particulars: told, caseId: subject, filedOn: day }, entry }
}

/** From a lead to a complete application. */
export const intakeSteps = {
  ReportLead: ({ subject, data }, _state, context) => {
    const { scheme, area, source, personId, note } = data
    schemeOf({ scheme }, context)
    requireRegistered([personId], context)
    const { day, entry } = actDay(data, context.today)
    return [
      {
        type: 'LeadReported',
        data: { caseId: subject, scheme, area, source, personId, reportedOn: day, note },
        ...entry,
      },
    ]
  },

  VerifyLead: ({ subject, data }, state, { today }): CaseFacts => {
    const { inNeed, note } = data
    const { day, entry } = actDay(data, today, state.reportedOn)
    const verified: CaseFacts = [
      { type: 'LeadVerified', data: { caseId: subject, verifiedOn: day, inNeed, note }, ...entry },
    ]
    if (inNeed) return verified
    return [
      ...verified,
      {
        type: 'ProcedureDiscontinued',
        data: { caseId: subject, discontinuedOn: day, ground: 'LEAD_DISMISSED', reasons: note },
        ...entry,
      },
    ]
  },

  RegisterIntake: (command, _state, context) => {
    for (const { personId, birthDate } of command.data.members) requireSameBirth(personId, birthDate, context)
    const { fact, entry } = applicationOf(command, command.data.scheme, context)
    return [{ type: 'IntakeRegistered', data: fact, ...entry }]
  },

  OpenApplicationFromLead: (command, state, context) => {
    if (!state.verified) throw refuse('lead-not-verified')
    if (!idsOf(command.data.members).includes(state.personId)) throw refuse('lead-person-missing')
    for (const { personId, birthDate } of command.data.members) requireSameBirth(personId, birthDate, context)
    const { fact, entry } = applicationOf(command, state.scheme, context)
    return [{ type: 'ApplicationOpenedFromLead', data: fact, ...entry }]
  },

  RecordAuthorization: ({ subject, data }, { file }, { today }) => {
    const { personId, signedOn, validTo } = data
    requireMember(file, personId)
    notFuture(signedOn, today)
    if (validTo < signedOn) throw refuse('authorization-dates', { signedOn, validTo })
    return [{ type: 'AuthorizationRecorded', data: { caseId: subject, personId, signedOn, validTo } }]
  },

  DeclareCloseRelatives: ({ subject, data }, { file }, { today }) => {
    const { entry } = actDay(data, today)
    for (const { personId } of data.relatives) requireMember(file, personId)
    return [{ type: 'CloseRelativesDeclared', data: { caseId: subject, relatives: data.relatives }, ...entry }]
  },

  RequestSupplement: ({ subject, data }, { supplementRequestedOn, file }, { today }) => {
    if (supplementRequestedOn) throw refuse('supplement-asked-before', { requestedOn: supplementRequestedOn })
    const { day, entry } = actDay(data, today, file.filedOn)
    return [
      {
        type: 'SupplementRequested',
        data: { caseId: subject, missing: data.missing, requestedOn: day },
        ...entry,
      },
    ]
  },

  ReceiveSupplement: ({ subject, data }, { supplementRequestedOn }, { today }) => {
    const { day, entry } = actDay(data, today, supplementRequestedOn)
    return [
      {
        type: 'SupplementReceived',
        data: { caseId: subject, received: data.received, receivedOn: day },
        ...entry,
      },
    ]
  },
} satisfies Partial<StepTable>
