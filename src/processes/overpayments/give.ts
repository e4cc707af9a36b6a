import type { OverpaymentCommand } from '../../domain/overpayment/commands.ts'
import { overpaymentDecider } from '../../domain/overpayment/decide.ts'
import { idFrom } from '../../log/event-id.ts'
import { handle } from '../../log/handle.ts'
import { overpaymentStream } from '../../log/streams.ts'
import { type CommandCall, envelopeOf } from '../call.ts'
import type { Deps } from '../deps.ts'

/** Gives a command that follows from another one, under an id of its own, so that repeating the other repeats this one. */
export const giveOverpayment = async (deps: Deps, call: CommandCall, command: OverpaymentCommand): Promise<void> => {
  const stream = overpaymentStream(command.subject)
  const commandId = idFrom(call.commandId, `${command.type} ${command.subject} ${aboutOf(command)}`)
  const today = deps.clock.today()
  await handle(deps, overpaymentDecider, {
    stream,
    command,
    context: { actor: call.actor, today, offsetAllowed: false },
    envelope: { ...envelopeOf({ ...call, commandId }, stream, today), causation: call.commandId },
  })
}

/** What tells one such command from the next of the same call: a calculation that is repeated may know more, and take off more. */
const aboutOf = (command: OverpaymentCommand): string => {
  if (command.type === 'ReduceOverpayment')
    return command.data.months.map(({ month, toFen }) => `${month} ${toFen}`).join(' ')
  return 'paymentId' in command.data ? command.data.paymentId : ''
}
