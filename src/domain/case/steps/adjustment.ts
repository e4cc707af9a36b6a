import { monthlyAmount } from '../../scheme/monthly-amount.ts'
import { requireStatedAmount } from '../amount.ts'
import { requireAlive } from '../guards.ts'
import { refuse } from '../refusals.ts'
import type { StepTable } from '../step.ts'

/** What a mass re-rating asks of one case. */
export const adjustmentSteps = {
  // The line was calculated and approved earlier: whatever has been decided on the case since goes before it.
  AdjustEntitlement: ({ subject, data }, { entitlement, deaths }, context) => {
    const { reratingId, document, fromMonth, decidedFrom, decidedFen, amountFen } = data
    const { scheme, area, areaKind, members, toMonth, facts } = entitlement
    if (entitlement.fromMonth !== decidedFrom || entitlement.amountFen !== decidedFen || deaths.length > 0)
      throw refuse('entitlement-changed', {
        decidedFrom: entitlement.fromMonth,
        decidedFen: entitlement.amountFen,
        died: deaths.map(({ personId }) => personId),
      })
    requireAlive(members, context)
    if (fromMonth < entitlement.fromMonth || (toMonth !== null && fromMonth > toMonth))
      throw refuse('month-out-of-range', { fromMonth, from: entitlement.fromMonth, to: toMonth })
    const { policy, today: knownOn } = context
    const amount = monthlyAmount(facts, policy, { scheme, area, areaKind, month: fromMonth, knownOn })
    requireStatedAmount(amountFen, amount?.fen ?? 0)
    return [
      {
        type: 'EntitlementAdjusted',
        data: {
          caseId: subject,
          adjustedOn: context.today,
          reratingId,
          document,
          beforeFen: entitlement.amountFen,
          entitlement: { ...entitlement, fromMonth, amountFen },
          rates: [...(amount?.rates ?? [])],
        },
      },
    ]
  },
} satisfies Partial<StepTable>
