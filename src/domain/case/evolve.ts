import type { EventPlace } from '../shared/decider.ts'
import type { CaseEvent } from './events.ts'
import { decisionFacts } from './evolve/decision.ts'
import { entitlementFacts } from './evolve/entitlement.ts'
import type { FactTable } from './evolve/facts.ts'
import { fastLaneFacts } from './evolve/fast-lane.ts'
import { intakeFacts } from './evolve/intake.ts'
import { investigationFacts } from './evolve/investigation.ts'
import { leavingFacts } from './evolve/leaving.ts'
import { stopNoticeFacts } from './evolve/stop-notice.ts'
import { ownFacts } from './own/own.ts'
import type { CaseState } from './state.ts'

const facts: FactTable = {
  ...intakeFacts,
  ...investigationFacts,
  ...decisionFacts,
  ...leavingFacts,
  ...entitlementFacts,
  ...stopNoticeFacts,
  ...fastLaneFacts,
  ...ownFacts,
}

/** Folds one fact into a case. The table holds one function per event type; it never refuses. */
export const evolve = (state: CaseState, { type, data }: CaseEvent, at: EventPlace): CaseState =>
  (facts[type] as (state: CaseState, data: CaseEvent['data'], at: EventPlace) => CaseState)(state, data, at)
