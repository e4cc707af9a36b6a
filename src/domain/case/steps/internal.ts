import { mostFor } from '../../scheme/monthly-amount.ts'
import { refuse as refuseScheme } from '../../scheme/refusals.ts'
import { claimsOn, idsOf, requireAlive, requireClaims, requireDistinct, requireRegistered } from '../guards.ts'
import { toldParticulars } from '../particulars.ts'
import { schemeOf } from '../procedure.ts'
import { refuse } from '../refusals.ts'
import { fileOf } from '../state.ts'
import { notFuture, type StepTable } from '../step.ts'

/** What only processes send: an existing roll, the fence of the claim sweeper, the passage of time. */
export const internalSteps = {
  TakeOverEntitlement: ({ subject, data }, state, context) => {
    const { scheme, area, areaKind, filing, holder, members, facts, amountFen, fromMonth, source } = data
    const { povertyRegister, closeRelative, oldDecisionNumber, oldDecisionOn, reviewDue, payee } = data
    const memberIds = idsOf(members)
    const known = schemeOf({ scheme }, context)
    requireDistinct(memberIds)
    requireRegistered(memberIds, context)
    requireAlive(memberIds, context)
    if (known.unit === 'PERSON' && members.length > 1) throw refuse('one-person-scheme', { scheme })
    if (known.exclusive) requireClaims(subject, memberIds, state, context)
    notFuture(oldDecisionOn, context.today)
    if (!memberIds.includes(holder)) throw refuse('not-a-member', { personId: holder })
    if (facts.members !== members.length)
      throw refuse('taken-over-members', { facts: facts.members, listed: members.length })
    const question = { scheme, area, areaKind, month: fromMonth, knownOn: context.today }
    const limit = mostFor(facts, context.policy, question)
    if (limit === undefined) throw refuseScheme('no-standard', { area, areaKind, month: fromMonth })
    if (amountFen > limit) throw refuse('taken-over-amount', { amountFen, limit })
    return [
      {
        type: 'EntitlementTakenOver',
        data: {
          caseId: subject,
          takenOverOn: context.today,
          oldDecisionNumber,
          oldDecisionOn,
          filing,
          members,
          entitlement: {
            scheme,
            fromMonth,
            toMonth: null,
            area,
            areaKind,
            holder,
            payee,
            members: memberIds,
            facts,
            amountFen,
            povertyRegister,
            closeRelative,
            endsOn: null,
          },
          particulars: toldParticulars(known, holder, data.particulars),
          reviewDue,
          source,
        },
      },
    ]
  },

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
