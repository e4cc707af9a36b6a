import type { Actor } from '../shared/actor.ts'
import { AreaCode, countyOf, isWithin } from '../shared/area.ts'
import type { Decided } from '../shared/command.ts'
import type { Day } from '../shared/day.ts'
import type { Decider } from '../shared/decider.ts'
import type { SchemeCode } from '../shared/scheme-code.ts'
import { checkCalendar, checkDelegation, checkParameter, checkStandard, checkTiers, figureOf } from './checks.ts'
import type { PolicyCommand, PolicyCommandNamed } from './commands.ts'
import { type PolicyEvent, policyEvents } from './events.ts'
import type { ParameterCatalogue } from './parameters.ts'
import { evolvePolicy, noPolicy, type Policy } from './policy.ts'
import { STANDARD } from './rate.ts'
import { refuse } from './refusals.ts'

/** The policies that one area has published itself, and the event of each standard, which a withdrawal names. */
export type PolicyState = { policy: Policy; eventOf: ReadonlyMap<string, string> }

/** What a decision on a policy rests on beside the area's stream. */
export type PolicyContext = {
  actor: Actor
  today: Day
  /** The parameters that a scheme knows: the general ones and its own. */
  catalogueOf: (scheme: SchemeCode) => ParameterCatalogue
}

type Facts = readonly Decided<PolicyEvent>[]

const decide = (command: PolicyCommand, state: PolicyState, { actor, today, catalogueOf }: PolicyContext): Facts => {
  const { type, subject: area, newId, data } = command
  if (!actor.roles.includes('policyPublisher')) throw refuse('not-policy-publisher', { needed: 'policyPublisher' })
  if (!AreaCode.safeParse(area).success) throw refuse('unknown-area', { area })
  if (area !== countyOf(area)) throw refuse('policy-below-county', { area })
  if (!isWithin(area, actor.area)) throw refuse('policy-outside-area', { area, actorArea: actor.area })
  switch (type) {
    case 'PublishStandard':
      checkStandard(state.policy, command)
      return [publishedStandard(command)]
    case 'WithdrawStandard':
      return withdraw(command, state, today)
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

const publishedStandard = (command: PolicyCommandNamed<'PublishStandard'>): Decided<PolicyEvent> => {
  const { document, effectiveFrom, inForceOn, scheme, rate = STANDARD, areaKind, printed = null } = command.data
  return {
    type: 'StandardPublished',
    data: {
      standardId: command.newId,
      area: command.subject,
      document,
      effectiveFrom,
      inForceOn,
      scheme,
      rate,
      areaKind,
      figure: figureOf(command.data),
      printed,
    },
  }
}

const withdraw = (
  { subject: area, data }: PolicyCommandNamed<'WithdrawStandard'>,
  { policy, eventOf }: PolicyState,
  today: Day,
): Facts => {
  const standard = policy.standards.find(({ standardId }) => standardId === data.standardId)
  if (!standard) throw refuse('unknown-standard', { standardId: data.standardId })
  if (standard.withdrawnOn !== null) throw refuse('standard-withdrawn', { withdrawnOn: standard.withdrawnOn })
  // Taken back before the day it was announced, a standard has never counted: that mends a slip of the pen.
  if (data.on > today) throw refuse('implausible-dates', { on: data.on, today })
  const published = eventOf.get(data.standardId)
  return [
    { type: 'StandardWithdrawn', data: { area, ...data }, ...(published === undefined ? {} : { annuls: published }) },
  ]
}

const revoke = ({ subject: area, data }: PolicyCommandNamed<'RevokeDelegation'>, { policy }: PolicyState): Facts => {
  const delegation = policy.delegations.find(({ delegationId }) => delegationId === data.delegationId)
  if (!delegation) throw refuse('unknown-delegation', { delegationId: data.delegationId })
  if (delegation.revokedOn !== null) throw refuse('delegation-revoked', { revokedOn: delegation.revokedOn })
  if (data.on < delegation.from) throw refuse('delegation-dates', { from: delegation.from, on: data.on })
  return [{ type: 'AuthorityRevoked', data: { area, ...data } }]
}

/** The policies of an area as a decider: stream `policy-<area>`. */
export const policyDecider: Decider<PolicyState, PolicyCommand, PolicyEvent, PolicyContext> = {
  schemas: policyEvents,
  initial: { policy: noPolicy, eventOf: new Map() },
  evolve: ({ policy, eventOf }, event, { id, position }) => ({
    policy: evolvePolicy(policy, event, position),
    eventOf: event.type === 'StandardPublished' ? new Map(eventOf).set(event.data.standardId, id) : eventOf,
  }),
  decide,
}
