import type { AssessmentResult } from '../scheme/assessment.ts'
import { decidedSum, monthlyAmount } from '../scheme/monthly-amount.ts'
import { rulesetOn } from '../scheme/scheme.ts'
import type { Month } from '../shared/day.ts'
import type { CaseContext } from './context.ts'
import { schemeOf } from './procedure.ts'
import type { EntitledCase } from './state.ts'
import { factsOfOthers } from './work.ts'

/**
 * What a gradual exit pays on after a death in it: the share of those who are left of what was decided before the work, by
 * the rates of the month. The wages for which they leave do not count before they have left (product default). Undefined
 * where nobody leaves, nobody has died, or nobody is left.
 */
export const shareOfSurvivors = (
  { file, entitlement, deaths, gradualExit }: EntitledCase,
  context: CaseContext,
  month: Month,
): AssessmentResult | undefined => {
  const { facts, scheme, area, areaKind } = entitlement
  if (!gradualExit || deaths.length === 0 || (facts.mode !== 'GAP' && facts.mode !== 'TIER')) return undefined
  const gone = entitlement.members.filter((id) => !file.members.some(({ personId }) => personId === id)).length
  if (gone >= facts.members) return undefined
  const { policy, today } = context
  const share = factsOfOthers(facts, facts.members - gone)
  const line = monthlyAmount(share, policy, { scheme, area, areaKind, month, knownOn: today })
  if (!line) return undefined
  const amountFen = decidedSum(share, line.fen)
  const inputs = { members: facts.members, leftOut: gone }
  return {
    facts: share,
    sheet: {
      ruleset: rulesetOn(schemeOf(file, context), today).id,
      rates: [...line.rates],
      lines: [{ item: 'sharesLeftOut', clause: 'product default', inputs, fen: amountFen }],
      amountFen,
    },
    verdict: { qualifies: true, grounds: [] },
  }
}
