import { type OverpaymentEvent, overpaymentEvents } from '../../domain/overpayment/events.ts'
import { evolveOverpayment, type Overpayment, type OverpaymentState } from '../../domain/overpayment/state.ts'
import { codecOf } from '../../log/codec.ts'
import { forEachEvent } from '../../log/each-event.ts'
import type { Deps } from '../deps.ts'

const codec = codecOf(overpaymentEvents)
const types = overpaymentEvents.map(({ type }) => type)

/** Every overpayment as known at a log position, from the log itself: they are few, and no read model decides money. */
export const overpaymentsAt = async ({ log }: Pick<Deps, 'log'>, at: bigint): Promise<readonly Overpayment[]> => {
  const states = new Map<string, OverpaymentState>()
  await forEachEvent(log, { types, from: 0n, to: at }, (recorded) => {
    const { id, stream, version, position } = recorded
    const event = codec.parse(recorded) as OverpaymentEvent
    const { actor } = codec.envelope(recorded)
    const before = states.get(stream) ?? { status: 'NONE' }
    states.set(stream, evolveOverpayment(before, event, { id, version, position, actor }))
  })
  return [...states.values()].filter((state) => state.status !== 'NONE')
}
