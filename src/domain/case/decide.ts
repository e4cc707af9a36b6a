import type { Decider } from '../shared/decider.ts'
import type { CaseCommand } from './commands.ts'
import type { CaseContext } from './context.ts'
import { dueFacts } from './due.ts'
import { checkDuty } from './duties.ts'
import { type CaseEvent, caseEvents } from './events.ts'
import { evolve } from './evolve.ts'
import { openCommands } from './open-commands.ts'
import { ownCommandTypes, ownSteps } from './own/own.ts'
import { schemeOf } from './procedure.ts'
import { refuse } from './refusals.ts'
import { type CaseState, fileOf, initialCase } from './state.ts'
import type { CaseFacts, StepTable } from './step.ts'
import { acceptanceSteps } from './steps/acceptance.ts'
import { adjustmentSteps } from './steps/adjustment.ts'
import { changeSteps } from './steps/change.ts'
import { conductSteps } from './steps/conduct.ts'
import { decisionSteps } from './steps/decision.ts'
import { dossierSteps } from './steps/dossier.ts'
import { exitSteps } from './steps/exit.ts'
import { fastLaneSteps } from './steps/fast-lane.ts'
import { householdSteps } from './steps/household.ts'
import { intakeSteps } from './steps/intake.ts'
import { internalSteps } from './steps/internal.ts'
import { investigationSteps } from './steps/investigation.ts'
import { movingSteps } from './steps/moving.ts'
import { objectionSteps } from './steps/objection.ts'
import { opinionSteps } from './steps/opinion.ts'
import { papersSteps } from './steps/papers.ts'
import { reviewSteps } from './steps/review.ts'
import { sendBackSteps } from './steps/send-back.ts'
import { stopNoticeSteps } from './steps/stop-notice.ts'
import { takeOverSteps } from './steps/take-over.ts'
import { isOpenIn } from './transitions.ts'

const steps: StepTable = {
  ...intakeSteps,
  ...acceptanceSteps,
  ...householdSteps,
  ...investigationSteps,
  ...opinionSteps,
  ...objectionSteps,
  ...dossierSteps,
  ...sendBackSteps,
  ...decisionSteps,
  ...papersSteps,
  ...reviewSteps,
  ...changeSteps,
  ...exitSteps,
  ...stopNoticeSteps,
  ...conductSteps,
  ...movingSteps,
  ...fastLaneSteps,
  ...ownSteps,
  ...takeOverSteps,
  ...adjustmentSteps,
  ...internalSteps,
}

/** Refuses a command that is another scheme's own. */
const requireKnown = (type: CaseCommand['type'], state: CaseState, context: CaseContext): void => {
  const file = fileOf(state)
  if (!file || !ownCommandTypes.has(type)) return
  const { code, ownCommands = [] } = schemeOf(file, context)
  if (!ownCommands.includes(type)) throw refuse('command-of-other-scheme', { command: type, scheme: code })
}

/**
 * Decides one command on a case: first what has become true by time alone, then whether the command is open in that state
 * and to that scheme and the actor may send it, then its own step. The time-true facts stand before the decided ones, in the same commit.
 */
const decide = (command: CaseCommand, state: CaseState, context: CaseContext): CaseFacts => {
  const due = dueFacts(state, context.today)
  const place = { id: '', version: 0, position: 0n, actor: context.actor.sub }
  const now = due.reduce((folded, fact) => evolve(folded, fact, place), state)
  checkDuty(command, now, context)
  if (!isOpenIn(command.type, now.status))
    throw refuse('wrong-state', { command: command.type, status: now.status, allowed: openCommands(now, context) })
  requireKnown(command.type, now, context)
  // The table above holds a step for every type and `isOpenIn` has checked its state: what the compiler cannot join.
  const step = steps[command.type] as (command: CaseCommand, state: CaseState, context: CaseContext) => CaseFacts
  return [...due, ...step(command, now, context)]
}

/** The case: one engine for all schemes. */
export const caseDecider: Decider<CaseState, CaseCommand, CaseEvent, CaseContext> = {
  schemas: caseEvents,
  initial: initialCase,
  evolve,
  decide,
}
