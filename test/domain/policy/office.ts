import { expect } from 'vitest'
import type { PolicyCommand } from '../../../src/domain/policy/commands.ts'
import { policyDecider } from '../../../src/domain/policy/decide.ts'
import type { PolicyEvent } from '../../../src/domain/policy/events.ts'
import { generalParameters } from '../../../src/domain/policy/parameters.ts'
import { generalRates } from '../../../src/domain/policy/rate.ts'
import { delegationAllowedOn } from '../../../src/domain/scheme/scheme.ts'
import { findScheme } from '../../../src/domain/scheme/schemes.ts'
import type { Actor } from '../../../src/domain/shared/actor.ts'
import { anId, COUNTY, policyOf } from './published.ts'

export const publisher: Actor = { sub: 'publisher-1', roles: ['policyPublisher'], office: 'county', area: COUNTY }
export const today = '2023-03-06'
/** The id that a command brings along for what it publishes. */
export const NEW = anId()

/** What the county has published, and above it the city, the province and the nation. */
export const given = (...events: readonly PolicyEvent[]) => under([], events)

/** The same where areas above have published something too. */
export const under = (above: readonly PolicyEvent[], events: readonly PolicyEvent[]) => {
  const state = events.reduce(
    (folded, event, index) =>
      policyDecider.evolve(folded, event, {
        id: `event-${index}`,
        version: index + 1,
        position: BigInt(100 + index),
        actor: 'publisher-1',
      }),
    policyDecider.initial,
  )
  return {
    when: (
      command: Pick<PolicyCommand, 'type'> & { data: unknown },
      over: { subject?: string; actor?: Actor } = {},
    ) => {
      const whole = { subject: COUNTY, newId: NEW, ...over, ...command } as PolicyCommand
      const context = { actor: over.actor ?? publisher, today, above: policyOf(...above) }
      const mayDelegate = (scheme: string, day: string) => delegationAllowedOn(findScheme(scheme), day)
      const catalogueOf = () => generalParameters
      const ratesOf = (scheme: string) => [...generalRates, ...findScheme(scheme).rates]
      const act = () => policyDecider.decide(whole, state, { ...context, catalogueOf, ratesOf, mayDelegate })
      return {
        emits: (...facts: unknown[]) => expect(act()).toEqual(facts),
        refuses: (code: string, facts?: object) =>
          expect(act).toThrow(
            expect.objectContaining({
              name: 'Refused',
              code,
              ...(facts ? { facts: expect.objectContaining(facts) } : {}),
            }),
          ),
      }
    },
  }
}
