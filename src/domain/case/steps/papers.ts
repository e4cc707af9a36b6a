import { actDay } from '../../shared/act-day.ts'
import type { CaseFile, DecisionRecord } from '../file.ts'
import { idsOf, requireAllDead, requireRegistered } from '../guards.ts'
import { procedureOf } from '../procedure.ts'
import { refuse } from '../refusals.ts'
import type { StepTable } from '../step.ts'
import { requirePosted } from './dossier.ts'

const decisionOf = (decisions: readonly DecisionRecord[], decisionNumber: string): DecisionRecord => {
  const decision = decisions.find((one) => one.decisionNumber === decisionNumber)
  if (!decision) throw refuse('unknown-decision', { decisionNumber })
  return decision
}

/** What follows a decision on paper, and the end of the file. */
export const papersSteps = {
  FileDecision: ({ subject, data }, { decisions }, { today }) => {
    const { decisionNumber } = data
    const { delegationId, filed, decidedOn } = decisionOf(decisions, decisionNumber)
    if (delegationId === null) throw refuse('decision-not-delegated', { decisionNumber })
    if (filed) throw refuse('filed-already', { decisionNumber })
    const { day, entry } = actDay(data, today, decidedOn)
    return [{ type: 'DecisionFiled', data: { caseId: subject, filedOn: day, decisionNumber }, ...entry }]
  },

  PublishDecision: ({ subject, data }, { file, acceptance, decisions, published }, context) => {
    if (acceptance) requirePosted(procedureOf(file, acceptance, context), 'publication')
    if (published) throw refuse('published-already')
    const { day, entry } = actDay(data, context.today, decisions[0]?.decidedOn)
    return [{ type: 'DecisionPublished', data: { caseId: subject, publishedOn: day, places: data.places }, ...entry }]
  },

  DeliverWrittenNotice: ({ subject, data }, { decisions }, context) => {
    const { decisionNumber, receivedBy } = data
    const { decidedOn, deliveredOn } = decisionOf(decisions, decisionNumber)
    if (deliveredOn) throw refuse('delivered-already', { decisionNumber, deliveredOn })
    requireRegistered([receivedBy], context)
    const { day, entry } = actDay(data, context.today, decidedOn)
    return [
      {
        type: 'WrittenNoticeDelivered',
        data: { caseId: subject, deliveredOn: day, decisionNumber, receivedBy },
        ...entry,
      },
    ]
  },

  CloseCase: ({ subject }, state, { today }) => {
    if (state.file && state.file.openComplaints.length > 0)
      throw refuse('complaint-open', { complaintIds: [...state.file.openComplaints] })
    const unfiled = state.status === 'PAPERWORK_DONE' ? state.decisions.find(isUnfiled) : undefined
    if (unfiled) throw refuse('paperwork-open', { decisionNumber: unfiled.decisionNumber })
    const toBeFiled =
      state.status === 'REFUSED' || state.status === 'TERMINATED' ? state.decisions.find(isUnfiled) : undefined
    if (toBeFiled) throw refuse('decision-unfiled', { decisionNumber: toBeFiled.decisionNumber })
    const undelivered = mustBeTold(state).find(({ deliveredOn }) => deliveredOn === null)
    if (undelivered) throw refuse('notice-undelivered', { decisionNumber: undelivered.decisionNumber })
    if (state.status !== 'DISCONTINUED') requireRelayed(state)
    return [{ type: 'CaseClosed', data: { caseId: subject, closedOn: today } }]
  },

  DiscontinueProcedure: ({ subject, data }, state, context) => {
    const { ground, reasons } = data
    const [begun, persons] =
      'file' in state ? [state.file.filedOn, idsOf(state.file.members)] : [state.reportedOn, [state.personId]]
    const { day, entry } = actDay(data, context.today, begun)
    if (ground === 'DIED') requireAllDead(persons, context)
    return [
      { type: 'ProcedureDiscontinued', data: { caseId: subject, discontinuedOn: day, ground, reasons }, ...entry },
    ]
  },
} satisfies Partial<StepTable>

/** Refuses to close what another office took in while nobody there has told the applicant the result. */
const requireRelayed = ({ file: { elsewhere } }: { file: CaseFile }): void => {
  if (elsewhere && elsewhere.relayedOn === null) throw refuse('result-not-relayed', { at: elsewhere.at })
}

const isUnfiled = ({ delegationId, filed }: DecisionRecord): boolean => delegationId !== null && !filed

type Ending = Parameters<StepTable['CloseCase']>[1]

/** Decisions that must have been handed over: a refusal always; the last word on an entitlement while somebody lives to read it. */
const mustBeTold = (state: Ending): readonly DecisionRecord[] => {
  if (state.status === 'REFUSED') return state.decisions
  if (state.status !== 'TERMINATED' || state.file.members.length === 0) return []
  return state.decisions.filter(({ decisionNumber }) => decisionNumber === state.stoppedBy)
}
