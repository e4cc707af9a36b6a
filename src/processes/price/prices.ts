import type { PriceCommand } from '../../domain/price/commands.ts'
import { type PriceContext, priceDecider } from '../../domain/price/decide.ts'
import { type PriceEvent, priceEvents } from '../../domain/price/events.ts'
import { termsOf } from '../../domain/price/parameters.ts'
import { evolvePrices, noPrices, type PriceBook } from '../../domain/price/state.ts'
import { type AreaCode, withAncestors } from '../../domain/shared/area.ts'
import { ascending } from '../../domain/shared/ascending.ts'
import { type Handled, handle } from '../../log/handle.ts'
import { openEvents } from '../../log/load.ts'
import { priceStream } from '../../log/streams.ts'
import { type CommandCall, envelopeOf } from '../call.ts'
import type { Deps } from '../deps.ts'
import { policyFor } from '../policies.ts'

type PriceSide = Pick<Deps, 'log' | 'vault'>

/** Publishes or corrects an index of an area, or judges one of its months (`command.subject` is the area's code). */
export const priceCommand = (deps: Deps, call: CommandCall, command: PriceCommand): Promise<Handled<PriceEvent>> => {
  const stream = priceStream(command.subject)
  return handle(deps, priceDecider, {
    stream,
    command,
    context: () => contextFor(deps, call, command.subject),
    envelope: envelopeOf(call, stream, deps.clock.today()),
    readAt: ({ readAt }) => readAt,
    seen: call.seen,
  })
}

const contextFor = async (
  deps: Deps,
  { actor }: CommandCall,
  area: AreaCode,
): Promise<PriceContext & { readAt: bigint }> => {
  const { policy, calendar, readAt } = await policyFor(deps, area)
  return {
    actor,
    today: deps.clock.today(),
    book: await priceBookFor(deps, area, readAt),
    calendar,
    termsFor: (month) => termsOf(policy, area, month),
    readAt,
  }
}

/** What an area and everything above it have published about prices, as known at a log position. */
export const priceBookFor = async ({ log, vault }: PriceSide, area: AreaCode, upTo: bigint): Promise<PriceBook> => {
  const slices = await Promise.all(withAncestors(area).map((code) => log.readStream(priceStream(code))))
  const recorded = slices.flatMap(({ events }) => events).filter(({ position }) => position <= upTo)
  const opened = await openEvents<PriceEvent>(vault, priceEvents, recorded)
  return opened
    .sort((a, b) => ascending(a.position, b.position))
    .reduce((book, { opened: event }) => evolvePrices(book, event), noPrices)
}
