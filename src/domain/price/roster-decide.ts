import type { Actor } from '../shared/actor.ts'
import { type AreaCode, isCounty, isWithin } from '../shared/area.ts'
import { type Day, type Month, monthOf } from '../shared/day.ts'
import type { Decider } from '../shared/decider.ts'
import { type PriceGroup, priceGroups } from './groups.ts'
import { refuse } from './refusals.ts'
import { PERSONS_PER_PART, type PriceRosterEvent, priceRosterEvents, type RosterPerson } from './roster-events.ts'

/** The roster of a group and month as it stands. */
export type PriceRoster = {
  rosterId: string
  area: AreaCode
  group: PriceGroup
  month: Month
  sha256: string
  persons: readonly RosterPerson[]
}

/** Parts of an import that is not finished: nobody is on a roster for them. */
type ComingRoster = { rosterId: string; parts: readonly (readonly RosterPerson[])[] }

/** What stands, and what is on its way. */
export type PriceRosterState = { standing: PriceRoster | null; coming: ComingRoster | null }

/**
 * The one command on a roster: the process has read the file and found each person in the register. A roster larger than a
 * commit is sent again whole for each of its commits, with the first of the parts that are written next.
 */
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
  fromPart: number
}

/** Parts of one commit: about 850 KiB of the 1 MiB that it may hold. */
export const PARTS_PER_COMMIT = 16

/** How many events a roster takes; one without persons is one event too. */
export const partsOf = (persons: readonly RosterPerson[]): number =>
  Math.max(1, Math.ceil(persons.length / PERSONS_PER_PART))

const decide = (
  { data, fromPart }: PriceRosterCommand,
  { standing, coming }: PriceRosterState,
  { actor, today }: { actor: Actor; today: Day },
): readonly PriceRosterEvent[] => {
  const { rosterId, area, group, month, persons, source } = data
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
  const isNext = coming?.rosterId === rosterId && coming.parts.length === fromPart - 1
  if (fromPart > 1 && !isNext) throw refuse('price-roster-overtaken', { rosterId })
  const parts = partsOf(persons)
  return Array.from({ length: Math.min(PARTS_PER_COMMIT, parts - fromPart + 1) }, (_, index) => {
    const part = fromPart + index
    const own = persons.slice((part - 1) * PERSONS_PER_PART, part * PERSONS_PER_PART)
    return {
      type: 'PriceRosterImported',
      data: { ...data, part, parts, persons: own, replaces: standing?.rosterId ?? null },
    }
  })
}

/** The rosters after one more event: the first part of an import leaves behind what another one has begun. */
export const evolvePriceRoster = (
  { standing, coming }: PriceRosterState,
  { data }: PriceRosterEvent,
): PriceRosterState => {
  const { rosterId, area, group, month, source, persons } = data
  const parts = [...(data.part > 1 ? (coming?.parts ?? []) : []), persons]
  if (data.part < data.parts) return { standing, coming: { rosterId, parts } }
  return {
    standing: { rosterId, area, group, month, sha256: source.sha256, persons: parts.flat() },
    coming: null,
  }
}

/** `price-roster-<area>-<group>-<month>`: an imported roster. */
export const priceRosterDecider: Decider<
  PriceRosterState,
  PriceRosterCommand,
  PriceRosterEvent,
  { actor: Actor; today: Day }
> = { schemas: priceRosterEvents, initial: { standing: null, coming: null }, evolve: evolvePriceRoster, decide }
