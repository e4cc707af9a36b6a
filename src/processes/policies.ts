import type { PolicyCommand } from '../domain/policy/commands.ts'
import { policyDecider } from '../domain/policy/decide.ts'
import { type PolicyEvent, policyEvents } from '../domain/policy/events.ts'
import { foldPolicy, type Policy, type PolicyFact } from '../domain/policy/policy.ts'
import { type AreaCode, withAncestors } from '../domain/shared/area.ts'
import { type Handled, handle, openEvents } from '../log/handle.ts'
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
    context: { actor: call.actor, today },
    envelope: envelopeOf(call, stream, today),
    seen: call.seen,
  })
}

/** What has been read of each policy stream; a stream only grows, so the rest is read from where it ended. */
export type PolicyCache = Map<string, { version: Version; facts: readonly PolicyFact[] }>

/**
 * The policy of an area: what it and everything above it has published, as known at a log position (now where absent).
 * `readAt` is the position at which it was read and goes into the event that rests on it.
 */
export const policyFor = async (
  deps: Pick<Deps, 'log' | 'vault' | 'policyCache'>,
  area: AreaCode,
  upTo?: bigint,
): Promise<{ policy: Policy; readAt: bigint }> => {
  const readAt = upTo ?? deps.log.positionOf(await deps.log.head())
  const all = await Promise.all(withAncestors(area).map((code) => factsOf(deps, code)))
  const facts = all.flat().filter(({ position }) => position <= readAt)
  return { policy: foldPolicy(facts), readAt }
}

const factsOf = async (deps: Pick<Deps, 'log' | 'vault' | 'policyCache'>, area: AreaCode) => {
  const stream = policyStream(area)
  const known = deps.policyCache.get(stream) ?? { version: 0, facts: [] }
  const { events } = await deps.log.readStream(stream, { from: known.version + 1 })
  if (events.length === 0) return known.facts
  const opened = await openEvents<PolicyEvent>(deps.vault, policyEvents, events)
  const added = opened.map(
    ({ opened: event, position, envelope }): PolicyFact => ({ ...event, position, on: envelope.on }),
  )
  const facts = [...known.facts, ...added]
  deps.policyCache.set(stream, { version: opened.at(-1)?.version ?? known.version, facts })
  return facts
}
