import type { Actor } from '../shared/actor.ts'
import { type AreaCode, isCounty, isWithin } from '../shared/area.ts'
import { type Day, type Month, monthOf } from '../shared/day.ts'
import type { Decider } from '../shared/decider.ts'
import { type PriceGroup, priceGroups } from './groups.ts'
import { refuse } from './refusals.ts'
import { PERSONS_PER_PART, type PriceRosterEvent, priceRosterEvents, type RosterPerson } from './roster-events.ts'

/** The roster of a group and month as it stands; nothing before the first import. */
export type PriceRoster = {
  rosterId: string
  area: AreaCode
  group: PriceGroup
  month: Month
  sha256: string
  persons: readonly RosterPerson[]
}

/** The one command on a roster: the process has read the file and found each person in the register. */
export type PriceRosterCommand = {
  type: 'ImportPriceRoster'
  data: {
    rosterId: string
    area: AreaCode
    group: PriceGroup
    month: Month
    persons: readonly RosterPerson[]
    source: { sha256: string; size: number }
  }
}

const decide = (
  { data }: PriceRosterCommand,
  standing: PriceRoster | null,
  { actor, today }: { actor: Actor; today: Day },
): readonly PriceRosterEvent[] => {
  const { area, group, month, persons, source } = data
  if (!actor.roles.includes('paymentPreparer')) throw refuse('price-roster-role-needed', { role: 'paymentPreparer' })
  if (!isCounty(area)) throw refuse('price-roster-not-county', { area })
  if (!isWithin(area, actor.area)) throw refuse('price-outside-area', { area, actorArea: actor.area })
  if (priceGroups[group].scheme !== null) throw refuse('price-group-not-imported', { group })
  if (month > monthOf(today)) throw refuse('price-roster-month', { month, today })
  const strangers = persons.filter((person) => !isWithin(person.area, area)).map(({ personId }) => personId)
  if (strangers.length > 0) throw refuse('price-roster-person-elsewhere', { count: strangers.length })
  const twice = persons.length - new Set(persons.map(({ personId }) => personId)).size
  if (twice > 0) throw refuse('price-roster-person-twice', { count: twice })
  if (standing?.sha256 === source.sha256) throw refuse('price-roster-same', { rosterId: standing.rosterId })
  const parts = Math.max(1, Math.ceil(persons.length / PERSONS_PER_PART))
  return Array.from({ length: parts }, (_, index) => ({
    type: 'PriceRosterImported',
    data: {
      ...data,
      part: index + 1,
      parts,
      persons: persons.slice(index * PERSONS_PER_PART, (index + 1) * PERSONS_PER_PART),
      replaces: standing?.rosterId ?? null,
    },
  }))
}

/** The roster after one more event: a part of the same import adds to it, the first part of another replaces it. */
export const evolvePriceRoster = (standing: PriceRoster | null, { data }: PriceRosterEvent): PriceRoster => {
  const { rosterId, area, group, month, source, persons } = data
  const before = standing?.rosterId === rosterId ? standing.persons : []
  return { rosterId, area, group, month, sha256: source.sha256, persons: [...before, ...persons] }
}

/** `price-roster-<area>-<group>-<month>`: an imported roster. */
export const priceRosterDecider: Decider<
  PriceRoster | null,
  PriceRosterCommand,
  PriceRosterEvent,
  { actor: Actor; today: Day }
> = { schemas: priceRosterEvents, initial: null, evolve: evolvePriceRoster, decide }
