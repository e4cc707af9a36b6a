import { claimsOn } from '../guards.ts'
import { refuse } from '../refusals.ts'
import { fileOf } from '../state.ts'
import type { StepTable } from '../step.ts'

/** What only processes send beside a take-over: the fence of the claim sweeper, the passage of time. */
export const internalSteps = {
  AbandonClaim: ({ subject, data }, state, context) => {
    const { personId } = data
    const isMember = fileOf(state)?.members.some((member) => member.personId === personId) ?? false
    const isLive = 'acceptance' in state && state.status !== 'REFUSED' && state.status !== 'TERMINATED'
    if (isMember && isLive) throw refuse('claim-in-use', { personId })
    const { count: claimNumber } = claimsOn(subject, personId, context)
    return [{ type: 'ClaimAbandoned', data: { caseId: subject, personId, claimNumber } }]
  },

  RecordDueFacts: () => [],
} satisfies Partial<StepTable>
