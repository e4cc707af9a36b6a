import type { Actor } from '../shared/actor.ts'
import { AreaCode, countyOf, isWithin } from '../shared/area.ts'
import type { Decided } from '../shared/command.ts'
import type { Day } from '../shared/day.ts'
import type { Decider } from '../shared/decider.ts'
import type { SchemeCode } from '../shared/scheme-code.ts'
import { checkCalendar, checkDelegation, checkParameter, checkTiers } from './checks.ts'
import type { PolicyCommand, PolicyCommandNamed } from './commands.ts'
import { linkRate, publishFigure, publishStandard, withdrawStandard } from './decide-rates.ts'
import { type PolicyEvent, policyEvents } from './events.ts'
import type { ParameterCatalogue } from './parameters.ts'
import { evolvePolicy, noPolicy, type Policy } from './policy.ts'
import { refuse } from './refusals.ts'

/** The policies that one area has published itself, and the event of each standard, which a withdrawal names. */
export type PolicyState = { policy: Policy; eventOf: ReadonlyMap<string, string> }

/** What a decision on a policy rests on beside the area's stream. */
export type PolicyContext = {
  actor: Actor
  today: Day
  /** What the areas above have published. */
  above: Policy
  /** The parameters that a scheme knows: the general ones and its own. */
  catalogueOf: (scheme: SchemeCode) => ParameterCatalogue
}

type Facts = readonly Decided<PolicyEvent>[]

const decide = (
  command: PolicyCommand,
  state: PolicyState,
  { actor, today, above, catalogueOf }: PolicyContext,
): Facts => {
  const { type, subject: area, newId, data } = command
  if (!actor.roles.includes('policyPublisher')) throw refuse('not-policy-publisher', { needed: 'policyPublisher' })
  if (!AreaCode.safeParse(area).success) throw refuse('unknown-area', { area })
  if (area !== countyOf(area)) throw refuse('policy-below-county', { area })
  if (!isWithin(area, actor.area)) throw refuse('policy-outside-area', { area, actorArea: actor.area })
  const books = { own: state.policy, above }
  switch (type) {
    case 'PublishStandard':
      return [publishStandard(command, books)]
    case 'LinkRate':
      return [linkRate(command, books)]
    case 'PublishFigure':
      return [publishFigure(command, books)]
    case 'WithdrawStandard':
      return [withdrawStandard(command, books, { published: state.eventOf.get(command.data.standardId), today })]
    case 'PublishTiers':
      checkTiers(command)
      return [{ type: 'TiersPublished', data: { tiersId: newId, area, ...data } }]
    case 'PublishParameter':
      checkParameter(command, catalogueOf)
      return [
        { type: 'ParameterPublished', data: { parameterId: newId, area, ...data, printed: data.printed ?? null } },
      ]
    case 'PublishHolidayCalendar':
      checkCalendar(command)
      return [{ type: 'HolidayCalendarPublished', data: { area, ...data } }]
    case 'DelegateAuthority':
      checkDelegation(state.policy, command)
      return [{ type: 'AuthorityDelegated', data: { delegationId: newId, area, ...data } }]
    case 'RevokeDelegation':
      return revoke(command, state)
  }
}

const revoke = ({ subject: area, data }: PolicyCommandNamed<'RevokeDelegation'>, { policy }: PolicyState): Facts => {
  const delegation = policy.delegations.find(({ delegationId }) => delegationId === data.delegationId)
  if (!delegation) throw refuse('unknown-delegation', { delegationId: data.delegationId })
  if (delegation.revokedOn !== null) throw refuse('delegation-revoked', { revokedOn: delegation.revokedOn })
  if (data.on < delegation.from) throw refuse('delegation-dates', { from: delegation.from, on: data.on })
  return [{ type: 'AuthorityRevoked', data: { area, ...data } }]
}

type Published = Extract<PolicyEvent, { type: 'StandardPublished' | 'RateLinked' | 'FigurePublished' }>

const isPublished = (event: PolicyEvent): event is Published =>
  event.type === 'StandardPublished' || event.type === 'RateLinked' || event.type === 'FigurePublished'

/** The policies of an area as a decider: stream `policy-<area>`. */
export const policyDecider: Decider<PolicyState, PolicyCommand, PolicyEvent, PolicyContext> = {
  schemas: policyEvents,
  initial: { policy: noPolicy, eventOf: new Map() },
  evolve: ({ policy, eventOf }, event, { id, position }) => ({
    policy: evolvePolicy(policy, event, position),
    eventOf: isPublished(event) ? new Map(eventOf).set(event.data.standardId, id) : eventOf,
  }),
  decide,
}
