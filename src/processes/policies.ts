import { caseParameters } from '../domain/case/parameters.ts'
import { provinceParameters } from '../domain/case/province.ts'
import { outreachParameters, outreachScheme } from '../domain/outreach/parameters.ts'
import { overpaymentParameters } from '../domain/overpayment/offset-share.ts'
import { calendarOf, type WorkingCalendar } from '../domain/policy/calendar.ts'
import type { PolicyCommand } from '../domain/policy/commands.ts'
import { policyDecider } from '../domain/policy/decide.ts'
import { type PolicyEvent, policyEvents } from '../domain/policy/events.ts'
import { generalParameters, type ParameterCatalogue } from '../domain/policy/parameters.ts'
import { foldPolicy, noPolicy, type Policy, type PolicyFact } from '../domain/policy/policy.ts'
import { generalRates, type RateName } from '../domain/policy/rate.ts'
import { priceParameters } from '../domain/price/parameters.ts'
import { PRICE_SUBSIDY } from '../domain/price/terms.ts'
import { delegationAllowedOn } from '../domain/scheme/scheme.ts'
import { schemes } from '../domain/scheme/schemes.ts'
import { AreaCode, withAncestors } from '../domain/shared/area.ts'
import type { Day } from '../domain/shared/day.ts'
import type { SchemeCode } from '../domain/shared/scheme-code.ts'
import { type Handled, handle } from '../log/handle.ts'
import { openEvents } from '../log/load.ts'
import type { Version } from '../log/port.ts'
import { policyStream } from '../log/streams.ts'
import { type CommandCall, envelopeOf } from './call.ts'
import type { Deps } from './deps.ts'

/** Publishes or takes back a policy of an area (`command.subject` is its code). */
export const policyCommand = async (deps: Deps, call: CommandCall, command: PolicyCommand): Promise<Handled> => {
  const stream = policyStream(command.subject)
  const today = deps.clock.today()
  return handle(deps, policyDecider, {
    stream,
    command,
    context: async () => {
      const above = await policyAbove(deps, command.subject)
      return { actor: call.actor, today, above, catalogueOf, ratesOf, mayDelegate }
    },
    envelope: envelopeOf(call, stream, today),
    seen: call.seen,
  })
}

/** What the areas above one have published; nothing above the nation, nor above what is no area. */
const policyAbove = async (deps: PolicySide, area: AreaCode): Promise<Policy> => {
  const [, above] = AreaCode.safeParse(area).success ? withAncestors(area) : []
  return above === undefined ? noPolicy : (await policyFor(deps, above)).policy
}

/** The parameters of a scheme: the general ones, and its own where this programme runs it. */
export const catalogueOf = (code: SchemeCode): ParameterCatalogue => ({
  ...generalParameters,
  ...caseParameters,
  ...provinceParameters,
  ...overpaymentParameters,
  ...schemes.find((scheme) => scheme.code === code)?.parameters,
  // Paid by other schemes' rolls, it is no scheme of its own.
  ...(code === PRICE_SUBSIDY ? priceParameters : {}),
  ...(code === outreachScheme ? outreachParameters : {}),
})

/** The names under which a rate of a scheme can be published: the general ones, and those it pays where this programme runs it. */
export const ratesOf = (code: SchemeCode): readonly RateName[] => [
  ...new Set([...generalRates, ...(schemes.find((scheme) => scheme.code === code)?.rates ?? [])]),
]

/** Whether the rules of a scheme that this programme runs let townships confirm on a day. */
export const mayDelegate = (code: SchemeCode, day: Day): boolean =>
  schemes.some((scheme) => scheme.code === code && delegationAllowedOn(scheme, day))

/** A policy with the working calendar that it holds. */
type KnownPolicy = { policy: Policy; calendar: WorkingCalendar }

/** What has been read of each policy stream (it only grows, so the rest is read from where it ended), and folded from it. */
export type PolicyCache = {
  streams: Map<string, { version: Version; facts: readonly PolicyFact[] }>
  /** By the streams and the number of facts that it is folded from; emptied when a stream has grown. */
  folded: Map<string, KnownPolicy>
}

/** Nothing read yet. */
export const emptyPolicyCache = (): PolicyCache => ({ streams: new Map(), folded: new Map() })

type PolicySide = Pick<Deps, 'log' | 'vault' | 'policyCache'>

/**
 * The policy of an area: what it and everything above it has published, as known at a log position (now where absent).
 * `readAt` is the position at which it was read and goes into the event that rests on it.
 */
export const policyFor = async (
  deps: PolicySide,
  area: AreaCode,
  upTo?: bigint,
): Promise<KnownPolicy & { readAt: bigint }> => {
  const readAt = upTo ?? deps.log.positionOf(await deps.log.head())
  const streams = withAncestors(area).map(policyStream)
  const all = await Promise.all(streams.map((stream) => factsOf(deps, stream)))
  const facts = all.flat()
  if (facts.some(({ position }) => position > readAt))
    return { ...fold(facts.filter(({ position }) => position <= readAt)), readAt }
  const { folded } = deps.policyCache
  const name = all.flatMap((own, index) => (own.length > 0 ? [`${streams[index]}@${own.length}`] : [])).join(' ')
  const known = folded.get(name) ?? fold(facts)
  folded.set(name, known)
  return { ...known, readAt }
}

/** The same for whoever asks for the same areas again and again: each is read once, when it is first asked for. */
export const policiesReadOnce = (
  deps: PolicySide,
  upTo?: bigint,
): ((area: AreaCode) => ReturnType<typeof policyFor>) => {
  const policies = new Map<AreaCode, ReturnType<typeof policyFor>>()
  return (area) => {
    const found = policies.get(area) ?? policyFor(deps, area, upTo)
    policies.set(area, found)
    return found
  }
}

const fold = (facts: readonly PolicyFact[]): KnownPolicy => {
  const policy = foldPolicy(facts)
  return { policy, calendar: calendarOf(policy) }
}

/** The facts of one area's own policy stream, in order. */
export const policyFactsOf = (deps: PolicySide, area: AreaCode): Promise<readonly PolicyFact[]> =>
  factsOf(deps, policyStream(area))

const factsOf = async ({ log, vault, policyCache }: PolicySide, stream: string): Promise<readonly PolicyFact[]> => {
  const known = policyCache.streams.get(stream) ?? { version: 0, facts: [] }
  const { events } = await log.readStream(stream, { from: known.version + 1 })
  if (events.length === 0) return known.facts
  const opened = await openEvents<PolicyEvent>(vault, policyEvents, events)
  const added = opened.map(
    ({ opened: event, position, envelope }): PolicyFact => ({ ...event, position, on: envelope.on }),
  )
  const facts = [...known.facts, ...added]
  policyCache.streams.set(stream, { version: opened.at(-1)?.version ?? known.version, facts })
  policyCache.folded.clear()
  return facts
}
