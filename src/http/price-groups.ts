import { z } from 'zod'
import { PriceGroup, priceGroups } from '../domain/price/groups.ts'
import type { Actor } from '../domain/shared/actor.ts'
import { needRole } from './auth.ts'

/** Stands for a group that would tell of an illness. */
const WITHHELD = 'WITHHELD'

/** A protected group as a reader may see it beside one person. */
export const ShownGroup = z
  .union([PriceGroup, z.literal(WITHHELD)])
  .nullable()
  .meta({ description: 'Protected group of a price subsidy; WITHHELD where it tells of an illness; null elsewhere.' })

/** Who may know of such a group, person by person. */
const whoMayKnow = ['auditor', 'disciplineInspector'] as const

const mayKnow = ({ roles }: Actor): boolean => whoMayKnow.some((role) => roles.includes(role))

/** Rows of single persons as a reader may see them: counts of a group are open, who is in it is not. */
export const groupShownTo = (actor: Actor) => {
  const all = mayKnow(actor)
  return <Row extends { price_group: PriceGroup | null }>(row: Row): Shown<Row> => {
    const { price_group: group } = row
    return group === null || all || !priceGroups[group].confidential ? row : { ...row, price_group: WITHHELD }
  }
}

type Shown<Row> = Omit<Row, 'price_group'> & { price_group: PriceGroup | typeof WITHHELD | null }

/**
 * Refuses a list of the people of a confidential group to a reader who may not know them.
 * @throws HttpRefused `not-permitted`
 */
export const needGroupOpen = (actor: Actor, group: PriceGroup | undefined): void => {
  if (group !== undefined && priceGroups[group].confidential) needRole(actor, ...whoMayKnow)
}

/** The data of an event of one payment, without a confidential group. */
export const eventShownTo = <Fact extends { data?: unknown }>(actor: Actor, fact: Fact): Fact => {
  const { data } = fact
  if (mayKnow(actor) || typeof data !== 'object' || data === null || !('group' in data)) return fact
  const group = PriceGroup.safeParse(data.group)
  return group.success && priceGroups[group.data].confidential ? { ...fact, data: { ...data, group: WITHHELD } } : fact
}
