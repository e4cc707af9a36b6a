import { z } from 'zod'
import { groupsOfOtherOffices, PriceGroup, WITHHELD } from '../domain/price/groups.ts'
import { type Actor, holdsOneOf } from '../domain/shared/actor.ts'
import { needRole } from './auth.ts'

/** A protected group as a reader may see it beside one person, or a few. */
export const ShownGroup = z
  .union([PriceGroup, z.literal(WITHHELD)])
  .nullable()
  .meta({
    description:
      'Protected group of a price subsidy; WITHHELD for those of other offices, one of which tells of an illness; null elsewhere.',
  })

/** Who may know which of them somebody is in. */
const whoMayKnow = ['auditor', 'disciplineInspector'] as const

/** The groups that a reader is not told from each other. */
export const withheldFrom = (actor: Actor): readonly PriceGroup[] => (mayKnow(actor) ? [] : groupsOfOtherOffices)

const mayKnow = (actor: Actor): boolean => holdsOneOf(actor, whoMayKnow)

/** Rows of single persons as a reader may see them. */
export const groupShownTo = (actor: Actor) => {
  const withheld = withheldFrom(actor)
  return <Row extends { price_group: PriceGroup | null }>(row: Row): Shown<Row> => {
    const { price_group: group } = row
    return group !== null && withheld.includes(group) ? { ...row, price_group: WITHHELD } : row
  }
}

type Shown<Row> = Omit<Row, 'price_group'> & { price_group: PriceGroup | typeof WITHHELD | null }

/**
 * Refuses what is asked of one of these groups to a reader who may not know who is in it.
 * @throws HttpRefused `not-permitted`
 */
export const needGroupOpen = (actor: Actor, group: PriceGroup | undefined): void => {
  if (group !== undefined && groupsOfOtherOffices.includes(group)) needRole(actor, ...whoMayKnow)
}

/**
 * Refuses the rosters themselves to whoever neither brings them nor may know who is in them: where only one was brought, its
 * group would tell which the withheld ones are.
 * @throws HttpRefused `not-permitted`
 */
export const needRostersOpen = (actor: Actor): void => needRole(actor, 'paymentPreparer', ...whoMayKnow)

/** The data of an event of one payment, without such a group. */
export const eventShownTo = <Fact extends { data?: unknown }>(actor: Actor, fact: Fact): Fact => {
  const { data } = fact
  if (typeof data !== 'object' || data === null || !('group' in data)) return fact
  const group = PriceGroup.safeParse(data.group)
  if (!group.success || !withheldFrom(actor).includes(group.data)) return fact
  return { ...fact, data: { ...data, group: WITHHELD } }
}
