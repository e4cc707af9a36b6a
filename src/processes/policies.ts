import type { PolicyCommand } from '../domain/policy/commands.ts'
import { policyDecider } from '../domain/policy/decide.ts'
import { type Handled, handle } from '../log/handle.ts'
import { type CommandCall, envelopeOf } from './call.ts'
import type { Deps } from './deps.ts'

/** Publishes or takes back a parameter of an area (`command.subject` is its code). */
export const policyCommand = async (deps: Deps, call: CommandCall, command: PolicyCommand): Promise<Handled> => {
  const stream = `policy-${command.subject}`
  return handle(deps, policyDecider, {
    stream,
    command,
    context: { actor: call.actor, today: deps.clock.today() },
    envelope: envelopeOf(call, stream, deps.clock.today()),
    seen: call.seen,
  })
}
