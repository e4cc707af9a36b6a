import type { AlertCommand } from '../domain/alert/commands.ts'
import type { CaseCommand } from '../domain/case/commands.ts'
import type { CrisisCommand } from '../domain/crisis/commands.ts'
import type { EnquiryCommand } from '../domain/enquiry/commands.ts'
import type { InspectionRequest } from '../domain/inspection/commands.ts'
import type { OverpaymentRequest } from '../domain/overpayment/commands.ts'
import type { PersonCommand } from '../domain/person/commands.ts'
import type { PriceCommand } from '../domain/price/commands.ts'
import type { ReserveCommand } from '../domain/reserve/commands.ts'
import type { Actor } from '../domain/shared/actor.ts'
import type { AreaCode } from '../domain/shared/area.ts'
import type { Day } from '../domain/shared/day.ts'
import { idFrom } from '../log/event-id.ts'

/** What people of the story send, by what it is sent to. */
export type Commands = {
  case: CaseCommand
  person: PersonCommand
  reserve: ReserveCommand
  alert: AlertCommand
  enquiry: EnquiryCommand
  inspection: InspectionRequest
  overpayment: OverpaymentRequest
  price: PriceCommand
  crisis: CrisisCommand
}

/** One act of the story: somebody sends a command on a day. The same story gives the same command ids. */
export type Act = {
  on: Day
  /** Acts of one matter happen one after the other; those of different matters may happen side by side. */
  matter: string
  actor: Actor
  commandId: string
} & { [Of in keyof Commands]: { of: Of; command: Commands[Of] } }[keyof Commands]

/** A command without its subject and its new id, which the story gives it. */
export type Wish<Command> = Command extends { type: infer Type; data: infer Data } ? { type: Type; data: Data } : never

/** Writes down the acts of one matter in their order. */
export type Script = {
  acts: readonly Act[]
  /** Answers the id that the command brings into being, e.g. of an objection. */
  case(on: Day, actor: Actor, wish: Wish<CaseCommand>): string
  person(on: Day, actor: Actor, personId: string, wish: Wish<PersonCommand>): string
  /** An act on the reserve of a township. */
  reserve(on: Day, actor: Actor, township: AreaCode, wish: Wish<ReserveCommand>): string
  /** An act on anything else, by its id. */
  act<Of extends keyof Commands>(of: Of, on: Day, actor: Actor, subject: string, wish: Wish<Commands[Of]>): string
}

/** The id of a command of a matter, by its place in the script. */
export const commandIdOf = (seed: string, matter: string, index: number): string => idFrom(seed, `${matter}/${index}`)

/** A script for one matter, around one case where it has one; `seed` makes the ids of its commands. */
export const scriptOf = (seed: string, matter: string, caseId = ''): Script => {
  const acts: Act[] = []
  const act: Script['act'] = (of, on, actor, subject, wish) => {
    const commandId = commandIdOf(seed, matter, acts.length)
    const newId = idFrom(commandId, 'new')
    acts.push({ on, matter, actor, commandId, of, command: { ...wish, subject, newId } } as unknown as Act)
    return newId
  }
  return {
    acts,
    act,
    case: (on, actor, wish) => act('case', on, actor, caseId, wish),
    person: (on, actor, personId, wish) => act('person', on, actor, personId, wish),
    reserve: (on, actor, township, wish) => act('reserve', on, actor, township, wish),
  }
}
