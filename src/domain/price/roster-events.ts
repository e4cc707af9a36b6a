import { z } from 'zod'
import { AreaCode, AreaKind } from '../shared/area.ts'
import { Month } from '../shared/day.ts'
import { type EventOf, eventSchema, Uuid } from '../shared/event.ts'
import { Sha256 } from '../shared/sha256.ts'
import { PriceGroup } from './groups.ts'

/** A person of an imported roster: registered here, living here, paid to the account registered for them. */
export const RosterPerson = z.strictObject({ personId: Uuid, area: AreaCode, areaKind: AreaKind })
export type RosterPerson = z.infer<typeof RosterPerson>

/** Persons of one event. */
export const PERSONS_PER_PART = 500

/** The facts of `price-roster-<area>-<group>-<month>`: who is in a group that another office keeps, in one index month. */
export const priceRosterEvents = [
  /** One of the parts of an import, which counts from its last part on. A later import replaces the whole roster. */
  eventSchema(
    'PriceRosterImported',
    z.strictObject({
      rosterId: Uuid,
      area: AreaCode,
      group: PriceGroup,
      month: Month,
      part: z.int().min(1),
      parts: z.int().min(1),
      persons: z.array(RosterPerson).max(PERSONS_PER_PART),
      /** The file, which is kept. */
      source: z.strictObject({ sha256: Sha256, size: z.int().min(1) }),
      replaces: Uuid.nullable(),
    }),
  ),
] as const
export type PriceRosterEvent = EventOf<(typeof priceRosterEvents)[number]>
