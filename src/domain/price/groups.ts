import { z } from 'zod'
import type { SchemeCode } from '../shared/scheme-code.ts'

/** Groups of people whom a version of the linkage mechanism protects. */
export const PriceGroup = z
  .enum([
    'SUBSISTENCE_ALLOWANCE',
    'EXTREME_POVERTY',
    'ORPHAN',
    'UNSUPPORTED_CHILD',
    'HIV_INFECTED_CHILD',
    'MARGINAL_HOUSEHOLD',
    'PREFERENTIAL_TREATMENT',
    'UNEMPLOYMENT_BENEFIT',
    'UNEMPLOYMENT_SUBSIDY',
  ])
  .meta({ id: 'PriceGroup' })
export type PriceGroup = z.infer<typeof PriceGroup>

/** What a group is called, and where its people are found. */
export type PriceGroupRow = {
  en: string
  zh: string
  /** The scheme whose roll of the month is the group; null where another office keeps the roster, which is imported. */
  scheme: SchemeCode | null
}

const row = (en: string, zh: string, scheme: SchemeCode | null): PriceGroupRow => ({ en, zh, scheme })

/**
 * The groups in the order in which they claim a person who is in several: whoever is on a roll of this programme is paid
 * through it, and only then by an imported roster (product default: the notices say once per person, not by whom).
 */
export const priceGroups: Readonly<Record<PriceGroup, PriceGroupRow>> = {
  SUBSISTENCE_ALLOWANCE: row('Subsistence allowance', '最低生活保障对象', 'subsistenceAllowance'),
  EXTREME_POVERTY: row('Extreme-poverty support', '特困人员', 'extremePovertySupport'),
  ORPHAN: row('Orphans', '孤儿', 'orphanAllowance'),
  UNSUPPORTED_CHILD: row('Unsupported children', '事实无人抚养儿童', 'unsupportedChildAllowance'),
  HIV_INFECTED_CHILD: row('Children infected with HIV', '艾滋病病毒感染儿童', null),
  MARGINAL_HOUSEHOLD: row('Marginal households', '低保边缘家庭成员', 'marginalHousehold'),
  PREFERENTIAL_TREATMENT: row('Preferential treatment', '享受国家定期抚恤补助的优抚对象', null),
  UNEMPLOYMENT_BENEFIT: row('Unemployment benefit', '领取失业保险金人员', null),
  UNEMPLOYMENT_SUBSIDY: row('Unemployment subsidy', '领取失业补助金人员', null),
}

/**
 * The groups that other offices keep. Being in one of them tells of an illness: to whoever may not know, single payments and
 * small counts show all of them as one, for a group that alone is withheld is told by that very word.
 */
export const groupsOfOtherOffices: readonly PriceGroup[] = PriceGroup.options.filter(
  (group) => priceGroups[group].scheme === null,
)

/** Stands for any of them. */
export const WITHHELD = 'WITHHELD'

/** The groups that are the rolls of these schemes. */
export const groupsOfSchemes = (schemes: readonly SchemeCode[] = []): readonly PriceGroup[] =>
  PriceGroup.options.filter((group) => {
    const { scheme } = priceGroups[group]
    return scheme !== null && schemes.includes(scheme)
  })

/** These groups in the order in which they claim a person. */
export const inOrderOfClaim = (groups: readonly PriceGroup[]): readonly PriceGroup[] =>
  PriceGroup.options.filter((group) => groups.includes(group))
