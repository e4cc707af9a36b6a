import type { Decided } from '../shared/command.ts'
import type { CaseCommand, CommandNamed } from './commands.ts'
import type { CaseContext } from './context.ts'
import type { CaseEvent } from './events.ts'
import type { StateIn } from './state.ts'
import type { transitions } from './transitions.ts'

/** Facts decided on a case. */
export type CaseFacts = readonly Decided<CaseEvent>[]

/** One command carried out in the states that are open to it: facts, or a refusal. */
type Step<Type extends CaseCommand['type']> = (
  command: CommandNamed<Type>,
  state: StateIn<(typeof transitions)[Type][number]>,
  context: CaseContext,
) => CaseFacts

/** A step per command. */
export type StepTable = { [Type in CaseCommand['type']]: Step<Type> }
