import type { CaseCommand } from '../domain/case/commands.ts'
import type { PersonCommand } from '../domain/person/commands.ts'
import type { ReserveCommand } from '../domain/reserve/commands.ts'
import type { Actor } from '../domain/shared/actor.ts'
import type { AreaCode } from '../domain/shared/area.ts'
import type { Day } from '../domain/shared/day.ts'
import { idFrom } from '../log/event-id.ts'

/** One act of the story: somebody sends a command on a day. The same story gives the same command ids. */
export type Act = {
  on: Day
  /** Acts of one matter happen one after the other; those of different matters may happen side by side. */
  matter: string
  actor: Actor
  commandId: string
} & (
  | { of: 'case'; command: CaseCommand }
  | { of: 'person'; command: PersonCommand }
  | { of: 'reserve'; command: ReserveCommand }
)

type Wish<Command> = Command extends { type: infer Type; data: infer Data } ? { type: Type; data: Data } : never

/** Writes down the acts of one matter in their order. */
export type Script = {
  acts: readonly Act[]
  /** Answers the id that the command brings into being, e.g. of an objection. */
  case(on: Day, actor: Actor, wish: Wish<CaseCommand>): string
  person(on: Day, actor: Actor, personId: string, wish: Wish<PersonCommand>): string
  /** An act on the reserve of a township. */
  reserve(on: Day, actor: Actor, township: AreaCode, wish: Wish<ReserveCommand>): string
}

/** A script for one case; `seed` makes the ids of its commands. */
export const scriptOf = (seed: string, matter: string, caseId: string): Script => {
  const acts: Act[] = []
  const ids = () => {
    const commandId = idFrom(seed, `${matter}/${acts.length}`)
    return { commandId, newId: idFrom(commandId, 'new') }
  }
  return {
    acts,
    case: (on, actor, wish) => {
      const { commandId, newId } = ids()
      acts.push({
        on,
        matter,
        actor,
        commandId,
        of: 'case',
        command: { ...wish, subject: caseId, newId } as CaseCommand,
      })
      return newId
    },
    person: (on, actor, personId, wish) => {
      const { commandId, newId } = ids()
      const command = { ...wish, subject: personId, newId } as PersonCommand
      acts.push({ on, matter, actor, commandId, of: 'person', command })
      return newId
    },
    reserve: (on, actor, township, wish) => {
      const { commandId, newId } = ids()
      const command = { ...wish, subject: township, newId } as ReserveCommand
      acts.push({ on, matter, actor, commandId, of: 'reserve', command })
      return newId
    },
  }
}
