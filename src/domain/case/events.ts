import type { EventOf } from '../shared/event.ts'
import { adjustmentEvents } from './events/adjustment.ts'
import { decisionEvents } from './events/decision.ts'
import { entitlementEvents } from './events/entitlement.ts'
import { fastLaneEvents } from './events/fast-lane.ts'
import { intakeEvents } from './events/intake.ts'
import { investigationEvents } from './events/investigation.ts'
import { leavingEvents } from './events/leaving.ts'
import { opinionEvents } from './events/opinion.ts'
import { stopNoticeEvents } from './events/stop-notice.ts'
import { ownEvents } from './own/own.ts'

/** The facts of `case-<uuid>`, in the order of a case's life. */
export const caseEvents = [
  ...intakeEvents,
  ...investigationEvents,
  ...opinionEvents,
  ...decisionEvents,
  ...entitlementEvents,
  ...stopNoticeEvents,
  ...leavingEvents,
  ...fastLaneEvents,
  ...ownEvents,
  ...adjustmentEvents,
] as const
export type CaseEvent = EventOf<(typeof caseEvents)[number]>
