import { ERASED } from '../../shared/personal.ts'
import { claimsOn } from '../guards.ts'
import { refuse } from '../refusals.ts'
import { fileOf } from '../state.ts'
import type { StepTable } from '../step.ts'

/** What only processes send beside a take-over: the fences of the sweepers, the passage of time. */
export const internalSteps = {
  AbandonClaim: ({ subject, data }, state, context) => {
    const { personId } = data
    const isMember = fileOf(state)?.members.some((member) => member.personId === personId) ?? false
    const isLive = 'acceptance' in state && state.status !== 'REFUSED' && state.status !== 'TERMINATED'
    if (isMember && isLive) throw refuse('claim-in-use', { personId })
    const { count: claimNumber } = claimsOn(subject, personId, context)
    return [{ type: 'ClaimAbandoned', data: { caseId: subject, personId, claimNumber } }]
  },

  /** Whoever has chosen the home after all keeps the bed: then nothing is fenced. */
  AbandonBed: ({ subject, data: { institutionId } }, state) => {
    const file = fileOf(state)
    const home = file && file.particulars !== ERASED ? file.particulars?.['institutionId'] : undefined
    return home === institutionId ? [] : [{ type: 'BedAbandoned', data: { caseId: subject, institutionId } }]
  },

  RecordDueFacts: () => [],
} satisfies Partial<StepTable>
