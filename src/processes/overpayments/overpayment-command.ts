import type { OverpaymentRequest } from '../../domain/overpayment/commands.ts'
import { overpaymentDecider } from '../../domain/overpayment/decide.ts'
import type { OverpaymentEvent } from '../../domain/overpayment/events.ts'
import { offsetShare } from '../../domain/overpayment/offset-share.ts'
import type { Overpayment } from '../../domain/overpayment/state.ts'
import { PRICE_SUBSIDY } from '../../domain/price/terms.ts'
import { type Handled, handle } from '../../log/handle.ts'
import { overpaymentStream } from '../../log/streams.ts'
import { type CommandCall, envelopeOf } from '../call.ts'
import type { Deps } from '../deps.ts'
import { policyFor } from '../policies.ts'

/** Carries out what somebody asks of an overpayment (`command.subject` is its id). */
export const overpaymentCommand = async (
  deps: Deps,
  call: CommandCall,
  command: OverpaymentRequest,
): Promise<Handled<OverpaymentEvent>> => {
  const stream = overpaymentStream(command.subject)
  const today = deps.clock.today()
  const context = { actor: call.actor, today, offsetAllowed: false }
  return handle(deps, overpaymentDecider, {
    stream,
    command,
    context: async (state) =>
      state.status === 'NONE' || command.type !== 'AgreeRecoveryOffset'
        ? context
        : { ...context, offsetAllowed: (await shareFor(deps, state)) > 0 },
    envelope: envelopeOf(call, stream, today),
    seen: call.seen,
  })
}

/**
 * Per cent of a payment that a rule of the area allows to be taken off on the day; 0 where none does, and for the price
 * subsidy: its months come when prices rise, and nothing is taken off them.
 */
const shareFor = async (deps: Deps, { area, scheme }: Overpayment): Promise<number> => {
  if (scheme === PRICE_SUBSIDY) return 0
  const { policy } = await policyFor(deps, area)
  return offsetShare(policy, { scheme, area, day: deps.clock.today() }).percent
}
