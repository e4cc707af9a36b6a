import type { CommandOf } from '../shared/command.ts'
import { decisionCommands } from './commands/decision.ts'
import { entitlementCommands } from './commands/entitlement.ts'
import { fastLaneCommands } from './commands/fast-lane.ts'
import { intakeCommands } from './commands/intake.ts'
import { internalCommands } from './commands/internal.ts'
import { investigationCommands } from './commands/investigation.ts'
import { leavingCommands } from './commands/leaving.ts'
import { opinionCommands } from './commands/opinion.ts'
import { stopNoticeCommands } from './commands/stop-notice.ts'
import { ownCommands, ownInternalCommands } from './own/own.ts'

/** Every command on a case that the outside may send, in the order of a case's life. `subject` is the case. */
export const caseCommands = [
  ...intakeCommands,
  ...investigationCommands,
  ...opinionCommands,
  ...decisionCommands,
  ...entitlementCommands,
  ...stopNoticeCommands,
  ...leavingCommands,
  ...fastLaneCommands,
  ...ownCommands,
] as const

/** Commands that only processes send. */
export const internalCaseCommands = [...internalCommands, ...ownInternalCommands] as const

/** Any command on a case. */
export type CaseCommand = CommandOf<(typeof caseCommands)[number] | (typeof internalCaseCommands)[number]>

/** The command of one type. */
export type CommandNamed<Type extends CaseCommand['type']> = Extract<CaseCommand, { type: Type }>
