import { type RefusalRow, refuserOf } from '../shared/refusal.ts'
import { actRefusals } from './refusals/act.ts'
import { decisionRefusals } from './refusals/decision.ts'
import { entitlementRefusals } from './refusals/entitlement.ts'
import { fastLaneRefusals } from './refusals/fast-lane.ts'
import { intakeRefusals } from './refusals/intake.ts'
import { investigationRefusals } from './refusals/investigation.ts'
import { leavingRefusals } from './refusals/leaving.ts'

/** Every "no" of a case. */
export const caseRefusals = {
  ...actRefusals,
  ...intakeRefusals,
  ...investigationRefusals,
  ...decisionRefusals,
  ...entitlementRefusals,
  ...leavingRefusals,
  ...fastLaneRefusals,
} as const satisfies Record<string, RefusalRow>

/** Throws one of them. */
export const refuse = refuserOf(caseRefusals)
