import type { Ruleset } from '../../policy/ruleset.ts'
import { actDay } from '../../shared/act-day.ts'
import { objectionDeadlines } from '../deadlines.ts'
import type { Investigation, Objection } from '../file.ts'
import { procedureOf } from '../procedure.ts'
import { refuse } from '../refusals.ts'
import { openObjections } from '../state.ts'
import type { StepTable } from '../step.ts'
import { requireLookedInto } from './opinion.ts'

const openObjection = (objectionId: string, investigation: Investigation): Objection => {
  const objection = openObjections(investigation).find((one) => one.objectionId === objectionId)
  if (!objection) throw refuse('unknown-objection', { objectionId })
  return objection
}

const requireDeliberation = (
  { deliberation, deliberationResidents }: Ruleset,
  { residents, attendees, forAll }: { residents: number; attendees: number; forAll: boolean },
): void => {
  if (deliberation.value === 'NEVER')
    throw refuse('step-unknown', { step: 'deliberation', clause: deliberation.clause })
  if (forAll && deliberation.value !== 'ALWAYS')
    throw refuse('deliberation-only-for-objection', { clause: deliberation.clause })
  if (residents > attendees) throw refuse('too-few-residents', { residents, attendees, clause: deliberation.clause })
  if (!deliberationResidents) return
  const { value, clause } = deliberationResidents
  const { atLeast, of } = value
  if (residents * of < attendees * atLeast)
    throw refuse('too-few-residents', { residents, attendees, atLeast, of, clause })
}

/** Objections to the notice, complaints at any time. */
export const objectionSteps = {
  RaiseObjection: ({ subject, newId, data }, state, context) => {
    const notice = ('county' in state ? state.county.secondNotice : null) ?? state.notice
    const { day, entry } = actDay(data, context.today, notice?.postedOn)
    const isSecond = 'county' in state
    const ruleset = procedureOf(state.file, state.acceptance, context)
    const { clause } = ruleset.noticeDays ?? ruleset.steps.notice
    if (!notice || (isSecond && !state.county.secondNotice) || day > notice.lastDay)
      throw refuse('notice-over', { day, lastDay: notice?.lastDay ?? null, clause })
    const { anonymous, ground } = data
    const deadlines = objectionDeadlines(ruleset, day, context)
    return [
      {
        type: 'ObjectionRaised',
        data: { caseId: subject, objectionId: newId, raisedOn: day, anonymous, ground, deadlines },
        ...entry,
      },
    ]
  },

  OrderReSurvey: ({ subject, data }, { investigation }, { today }) => {
    const { objectionId, reason } = data
    const { day, entry } = actDay(data, today, openObjection(objectionId, investigation).raisedOn)
    return [{ type: 'ReSurveyOrdered', data: { caseId: subject, objectionId, orderedOn: day, reason }, ...entry }]
  },

  RecordDeliberation: ({ subject, data }, { file, acceptance, investigation }, context) => {
    const { objectionId, attendees, residents, outcome, record } = data
    const since =
      objectionId === null ? investigation.surveyStartedOn : openObjection(objectionId, investigation).raisedOn
    const { day, entry } = actDay(data, context.today, since)
    requireDeliberation(procedureOf(file, acceptance, context), { residents, attendees, forAll: objectionId === null })
    return [
      {
        type: 'DeliberationRecorded',
        data: { caseId: subject, objectionId, heldOn: day, attendees, residents, outcome, record },
        ...entry,
      },
    ]
  },

  SettleObjection: ({ subject, data }, { file, acceptance, investigation }, context) => {
    const { objectionId, outcome, answer } = data
    const { answer: begun, raisedOn } = openObjection(objectionId, investigation)
    requireLookedInto(objectionId, investigation, procedureOf(file, acceptance, context))
    const { day, entry } = actDay(data, context.today, begun?.since ?? raisedOn)
    return [
      {
        type: 'ObjectionSettled',
        data: { caseId: subject, objectionId, settledOn: day, outcome, answer },
        ...entry,
      },
    ]
  },

  ReceiveComplaint: ({ subject, newId, data }, _state, { today }) => {
    const { day, entry } = actDay(data, today)
    return [
      {
        type: 'ComplaintReceived',
        data: { caseId: subject, complaintId: newId, receivedOn: day, ground: data.ground },
        ...entry,
      },
    ]
  },

  SettleComplaint: ({ subject, data }, { file }, { today }) => {
    const { complaintId, answer } = data
    if (!file?.openComplaints.includes(complaintId)) throw refuse('unknown-complaint', { complaintId })
    const { day, entry } = actDay(data, today)
    return [{ type: 'ComplaintSettled', data: { caseId: subject, complaintId, settledOn: day, answer }, ...entry }]
  },
} satisfies Partial<StepTable>
