import { notFuture } from '../shared/act-day.ts'
import type { Actor } from '../shared/actor.ts'
import { AreaCode, isBelowCounty, isWithin } from '../shared/area.ts'
import type { Decided } from '../shared/command.ts'
import type { Day } from '../shared/day.ts'
import type { Decider } from '../shared/decider.ts'
import { given } from '../shared/given.ts'
import type { SchemeCode } from '../shared/scheme-code.ts'
import { checkFigure, checkLink, checkOutcome, checkRateName, checkStandard, checkWithdrawal } from './check-rates.ts'
import { checkCalendar, checkDelegation, checkParameter, checkRevocation, checkTiers } from './checks.ts'
import type { PolicyCommand } from './commands.ts'
import { eventOf } from './event-of.ts'
import { type PolicyEvent, policyEvents } from './events.ts'
import type { ParameterCatalogue } from './parameters.ts'
import { evolvePolicy, noPolicy, type Policy } from './policy.ts'
import type { RateName } from './rate.ts'
import { refuse } from './refusals.ts'

/** The policies that one area has published itself, and by its id the event of each row that can be withdrawn. */
export type PolicyState = { policy: Policy; eventOf: ReadonlyMap<string, string> }

/** What a decision on a policy rests on beside the area's stream. */
export type PolicyContext = {
  actor: Actor
  today: Day
  /** What the areas above have published. */
  above: Policy
  /** The parameters that a scheme knows: the general ones and its own. */
  catalogueOf: (scheme: SchemeCode) => ParameterCatalogue
  /** The names under which a rate of a scheme can be published: the general ones and those that it pays. */
  ratesOf: (scheme: SchemeCode) => readonly RateName[]
  /** Whether the rules of a scheme let townships confirm on a day. */
  mayDelegate: (scheme: SchemeCode, day: Day) => boolean
}

const decide = (
  command: PolicyCommand,
  { policy: own, eventOf: events }: PolicyState,
  context: PolicyContext,
): readonly Decided<PolicyEvent>[] => {
  checkPublisher(command, context.actor)
  // Nobody can know it before it was announced. Entered ahead, it would count at once for whoever goes by all that is published.
  if ('inForceOn' in command.data) notFuture(command.data.inForceOn, context.today)
  const event = eventOf(command)
  const known = together(own, context.above)
  const after = evolvePolicy(known, event, notYetRecorded)
  switch (command.type) {
    case 'PublishStandard':
      checkRateName(known, command, context.ratesOf)
      checkStandard(own, known, command)
      checkOutcome(after, command)
      return [event]
    case 'LinkRate':
      checkRateName(known, command, context.ratesOf)
      checkLink(own, command)
      checkOutcome(after, command)
      return [event]
    case 'PublishFigure':
      checkFigure(own, command)
      return [event]
    case 'WithdrawStandard': {
      checkWithdrawal(own, after, command, context.today)
      const published = events.get(command.data.standardId)
      return [{ ...event, ...given({ annuls: published }) }]
    }
    case 'PublishTiers':
      checkTiers(own, command)
      return [event]
    case 'PublishParameter':
      checkParameter(own, command, context.catalogueOf)
      return [event]
    case 'PublishHolidayCalendar':
      checkCalendar(command)
      return [event]
    case 'DelegateAuthority':
      checkDelegation(own, command, context.mayDelegate)
      return [event]
    case 'RevokeDelegation':
      checkRevocation(own, command)
      return [event]
  }
}

const checkPublisher = ({ subject: area }: PolicyCommand, actor: Actor): void => {
  if (!actor.roles.includes('policyPublisher')) throw refuse('not-policy-publisher', { needed: 'policyPublisher' })
  if (!AreaCode.safeParse(area).success) throw refuse('unknown-area', { area })
  if (isBelowCounty(area)) throw refuse('policy-below-county', { area })
  if (!isWithin(area, actor.area)) throw refuse('policy-outside-area', { area, actorArea: actor.area })
}

/** Later than everything that has been recorded. */
const notYetRecorded = 2n ** 63n

const together = (own: Policy, above: Policy): Policy => ({
  ...own,
  standards: [...above.standards, ...own.standards],
  links: [...above.links, ...own.links],
  figures: [...above.figures, ...own.figures],
})

/** The id under which a publication is withdrawn; undefined for what is not published or ends in another way. */
const idOf = ({ type, data }: PolicyEvent): string | undefined => {
  switch (type) {
    case 'StandardPublished':
    case 'RateLinked':
    case 'FigurePublished':
      return data.standardId
    case 'TiersPublished':
      return data.tiersId
    case 'ParameterPublished':
      return data.parameterId
    default:
      return undefined
  }
}

/** The policies of an area as a decider: stream `policy-<area>`. */
export const policyDecider: Decider<PolicyState, PolicyCommand, PolicyEvent, PolicyContext> = {
  schemas: policyEvents,
  initial: { policy: noPolicy, eventOf: new Map() },
  evolve: ({ policy, eventOf: events }, event, { id, position }) => {
    const published = idOf(event)
    return {
      policy: evolvePolicy(policy, event, position),
      eventOf: published === undefined ? events : new Map(events).set(published, id),
    }
  },
  decide,
}
