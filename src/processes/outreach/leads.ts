import type { CaseCommand } from '../../domain/case/commands.ts'
import { findScheme } from '../../domain/scheme/schemes.ts'
import type { Decider } from '../../domain/shared/decider.ts'
import type { AnyEvent } from '../../domain/shared/event.ts'
import type { SchemeCode } from '../../domain/shared/scheme-code.ts'
import { expectSeen } from '../../log/errors.ts'
import { idFrom } from '../../log/event-id.ts'
import { answerFromLog, type Handled, handle } from '../../log/handle.ts'
import { load } from '../../log/load.ts'
import { type CommandCall, envelopeOf } from '../call.ts'
import { caseCommand } from '../cases/case-command.ts'
import type { Deps } from '../deps.ts'

/** A lead to open: for whom, where and under which scheme, and what gave it. */
type LeadToOpen = Omit<Extract<CaseCommand, { type: 'ReportLead' }>['data'], 'on' | 'lateReason'>

/** The case that a command opens for a scheme: the same again for the same command. */
export const leadIdOf = ({ commandId }: Pick<CommandCall, 'commandId'>, scheme: SchemeCode): string =>
  idFrom(commandId, `lead ${scheme}`)

/** A command that names leads, on which stream it is decided, and with what. */
type NamingLeads<State, Command, Event extends AnyEvent, Context> = {
  decider: Decider<State, Command, Event, Context>
  stream: string
  command: Command
  context: (state: State) => Promise<Context>
  /** The schemes under which the command opens leads; none for most commands. */
  schemes: readonly SchemeCode[]
  leads: (state: State) => readonly LeadToOpen[]
}

/**
 * Carries out a command that may open leads. They are opened before the fact that names them is written, and only once it
 * would be accepted: a crash in between leaves leads that nobody names, never a name without a lead, and repeating the
 * command finishes it.
 */
export const handleWithLeads = async <State, Command, Event extends AnyEvent, Context>(
  deps: Deps,
  call: CommandCall,
  naming: NamingLeads<State, Command, Event, Context>,
): Promise<Handled<Event>> => {
  const { decider, stream, command, context, schemes } = naming
  const earlier = schemes.length > 0 ? await openLeads(deps, call, naming) : undefined
  if (earlier) return earlier
  const envelope = envelopeOf(call, stream, deps.clock.today())
  return handle(deps, decider, { stream, command, context, envelope, seen: call.seen })
}

/** Answers with what the log holds where the command was carried out before. */
const openLeads = async <State, Command, Event extends AnyEvent, Context>(
  deps: Deps,
  call: CommandCall,
  { decider, stream, command, context, schemes, leads }: NamingLeads<State, Command, Event, Context>,
): Promise<Handled<Event> | undefined> => {
  for (const scheme of schemes) findScheme(scheme)
  const { state, tip, events } = await load(deps, decider, stream)
  const earlier = answerFromLog(stream, events, call.commandId)
  if (earlier) return earlier
  expectSeen(stream, call.seen, tip.version)
  decider.decide(command, state, await context(state))
  for (const lead of leads(state)) {
    const subject = leadIdOf(call, lead.scheme)
    const commandId = idFrom(subject, 'report')
    await caseCommand(
      deps,
      { actor: call.actor, commandId, correlation: stream },
      { type: 'ReportLead', subject, newId: commandId, data: lead },
    )
  }
  return undefined
}
