import { isDeepStrictEqual } from 'node:util'
import type { PolicyCommand } from '../../domain/policy/commands.ts'
import { policyDecider } from '../../domain/policy/decide.ts'
import { eventOf } from '../../domain/policy/event-of.ts'
import type { PolicyEvent } from '../../domain/policy/events.ts'
import { foldPolicy, type PolicyFact } from '../../domain/policy/policy.ts'
import type { Actor } from '../../domain/shared/actor.ts'
import { type AreaCode, withAncestors } from '../../domain/shared/area.ts'
import type { Day } from '../../domain/shared/day.ts'
import { Refused } from '../../domain/shared/refusal.ts'
import { catalogueOf, mayDelegate, ratesOf } from '../policies.ts'

/** What becomes of one entry: it is published, it was there before, or it is refused. */
export type Planned = { command: PolicyCommand } & (
  | { outcome: 'PUBLISH' | 'THERE' }
  | { outcome: 'REFUSED'; refusal: Refused }
)

/** What each area has published, as far as the entries of a file can meet it. */
export type PublishedFacts = ReadonlyMap<AreaCode, readonly PolicyFact[]>

/**
 * Carries out the commands of a file in memory, each on what those before it have left: nothing is written. What an area has
 * published already in the same words, from whichever source, stays as it is.
 */
export const planImport = (
  commands: readonly PolicyCommand[],
  published: PublishedFacts,
  { actor, today }: { actor: Actor; today: Day },
): readonly Planned[] => {
  const facts = new Map(published)
  return commands.map((command): Planned => {
    const own = facts.get(command.subject) ?? []
    const event = eventOf(command)
    if (own.some((fact) => isSame(fact, event))) return { command, outcome: 'THERE' }
    const above = foldPolicy(
      withAncestors(command.subject)
        .slice(1)
        .flatMap((area) => facts.get(area) ?? []),
    )
    try {
      policyDecider.decide(command, stateOf(own), { actor, today, above, catalogueOf, ratesOf, mayDelegate })
    } catch (error) {
      if (error instanceof Refused) return { command, outcome: 'REFUSED', refusal: error }
      throw error
    }
    facts.set(command.subject, [...own, { ...event, position: after(facts), on: today }])
    return { command, outcome: 'PUBLISH' }
  })
}

const stateOf = (facts: readonly PolicyFact[]) =>
  facts.reduce(
    (state, fact, index) =>
      policyDecider.evolve(state, fact, { id: '', version: index + 1, position: fact.position, actor: '' }),
    policyDecider.initial,
  )

const after = (facts: PublishedFacts): bigint =>
  [...facts.values()].flat().reduce((last, { position }) => (position > last ? position : last), 0n) + 1n

/** The same words, whatever id they were published under. A withdrawal names what it takes back by its id. */
const isSame = (fact: PolicyFact, event: PolicyEvent): boolean =>
  fact.type === event.type && isDeepStrictEqual(wordsOf(fact), wordsOf(event))

const wordsOf = ({ type, data }: PolicyEvent): object =>
  type === 'StandardWithdrawn' || type === 'AuthorityRevoked'
    ? data
    : { ...data, standardId: '', tiersId: '', parameterId: '', delegationId: '' }
