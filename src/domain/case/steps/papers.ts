import { rulesetOn } from '../../scheme/scheme.ts'
import { actDay } from '../../shared/act-day.ts'
import type { CaseContext } from '../context.ts'
import type { CaseFile, DecisionRecord } from '../file.ts'
import { idsOf, requireAllDead, requireRegistered } from '../guards.ts'
import { clauseOfElsewhere, procedureOf, schemeOf } from '../procedure.ts'
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

  CloseCase: ({ subject }, state, context) => {
    if (state.file && state.file.openComplaints.length > 0)
      throw refuse('complaint-open', { complaintIds: [...state.file.openComplaints] })
    requireFiled(state, context)
    requireTold(state, context)
    if (state.status !== 'DISCONTINUED') requireRelayed(state.file, context)
    return [{ type: 'CaseClosed', data: { caseId: subject, closedOn: context.today } }]
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
const requireRelayed = (file: CaseFile, context: CaseContext): void => {
  const { elsewhere } = file
  if (elsewhere && elsewhere.relayedOn === null)
    throw refuse('result-not-relayed', { at: elsewhere.at, ...clauseOfElsewhere(file, context) })
}

type Ending = Parameters<StepTable['CloseCase']>[1]

/** Refuses to close over a township's decision that the county has not on file. */
const requireFiled = (state: Ending, context: CaseContext): void => {
  if (state.status === 'DISCONTINUED') return
  const unfiled = state.decisions.find(({ delegationId, filed }) => delegationId !== null && !filed)
  if (!unfiled) return
  const { decisionNumber, decidedOn } = unfiled
  const { clause } = rulesetOn(schemeOf(state.file, context), decidedOn).townshipMayDecide
  if (state.status === 'PAPERWORK_DONE') throw refuse('paperwork-open', { decisionNumber, clause })
  throw refuse('decision-unfiled', { decisionNumber, clause })
}

/** Refuses to close over a decision that nobody was told: a refusal, or a stop while somebody lives to read it. */
const requireTold = (state: Ending, context: CaseContext): void => {
  const untold = ({ deliveredOn }: DecisionRecord): boolean => deliveredOn === null
  if (state.status === 'REFUSED') {
    const { id, clocks } = procedureOf(state.file, state.acceptance, context)
    const refusal = state.decisions.find(untold)
    const clause = clocks.refusalNotice?.clause ?? id
    if (refusal) throw refuse('notice-undelivered', { decisionNumber: refusal.decisionNumber, clause })
  }
  if (state.status !== 'TERMINATED' || state.file.members.length === 0) return
  const stop = state.decisions.find(({ decisionNumber }) => decisionNumber === state.stoppedBy)
  if (!stop || !untold(stop)) return
  const { clause } = rulesetOn(schemeOf(state.file, context), stop.decidedOn).hearing
  throw refuse('notice-undelivered', { decisionNumber: stop.decisionNumber, clause })
}
