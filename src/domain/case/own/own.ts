import { supportCommands, supportInternalCommands } from './extreme-poverty-support/commands.ts'
import { supportEvents } from './extreme-poverty-support/events.ts'
import { supportFacts } from './extreme-poverty-support/facts.ts'
import { supportDuties, supportTransitions } from './extreme-poverty-support/rows.ts'
import { supportSteps } from './extreme-poverty-support/steps.ts'

// What single schemes add to the one engine: a folder here for each, and its parts in the lists below. Which of these commands
// a case knows, its scheme says (`ownCommands`); the engine asks for nothing else of them.

/** Their commands that the outside may send. */
export const ownCommands = [...supportCommands] as const

/** Their commands that only processes send. */
export const ownInternalCommands = [...supportInternalCommands] as const

/** Their facts. */
export const ownEvents = [...supportEvents] as const

/** How each of these moves a case on. */
export const ownFacts = { ...supportFacts }

/** Who may send each of the commands. */
export const ownDuties = { ...supportDuties }

/** In which states each of them is open. */
export const ownTransitions = { ...supportTransitions } as const

/** How each of them is carried out. */
export const ownSteps = { ...supportSteps }

/** The commands that not every scheme knows. */
export const ownCommandTypes: ReadonlySet<string> = new Set(Object.keys(ownTransitions))
