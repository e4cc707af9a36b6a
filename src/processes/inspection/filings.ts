import { type DelegatedDecision, type FilingDue, filingDue } from '../../domain/inspection/filing.ts'
import type { Day } from '../../domain/shared/day.ts'
import type { Deps } from '../deps.ts'
import { policyFor } from '../policies.ts'

/** By when a decision of a township is to be filed, by the policy of that township. */
export const filingDueOf = async (
  deps: Pick<Deps, 'log' | 'vault' | 'policyCache'>,
  decision: DelegatedDecision,
  today: Day,
): Promise<FilingDue> => filingDue(await policyFor(deps, decision.township), decision, today)
