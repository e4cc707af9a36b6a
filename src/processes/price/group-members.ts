import { type PriceGroup, priceGroups } from '../../domain/price/groups.ts'
import type { PriceRoster } from '../../domain/price/roster-decide.ts'
import { ownAccount, type Payee } from '../../domain/scheme/payee.ts'
import { schemes } from '../../domain/scheme/schemes.ts'
import type { SchemeCode } from '../../domain/shared/scheme-code.ts'
import type { ClaimInMonth } from '../payment-run/beside.ts'
import type { RollRow } from '../payment-run/facts.ts'
import type { GroupMember } from './people.ts'

/** Where the people of the groups are found: the rolls of their schemes in the month, and imported rosters. */
export type GroupSources = {
  groups: readonly PriceGroup[]
  roll: readonly RollRow[]
  /** Claims of those on the roll that cover the month, on any scheme. */
  claims: readonly ClaimInMonth[]
  rosters: readonly PriceRoster[]
}

/** The schemes whose rolls some groups are. */
export const schemesOf = (groups: readonly PriceGroup[]): readonly SchemeCode[] =>
  groups.flatMap((group) => priceGroups[group].scheme ?? [])

/** The groups whose rosters other offices keep. */
export const importedAmong = (groups: readonly PriceGroup[]): readonly PriceGroup[] =>
  groups.filter((group) => priceGroups[group].scheme === null)

/** The people of every group. A household on a roll is all of its members, each for themselves. */
export const groupMembers = (sources: GroupSources): ReadonlyMap<PriceGroup, readonly GroupMember[]> => {
  const { groups, roll, claims, rosters } = sources
  const byScheme = Map.groupBy(roll, ({ scheme }) => scheme)
  const claimed = new Set(claims.map(({ personId, caseId }) => `${personId} ${caseId}`))
  return new Map(
    groups.map((group) => {
      const { scheme } = priceGroups[group]
      if (scheme === null) return [group, rosters.filter((roster) => roster.group === group).flatMap(membersOfRoster)]
      return [group, (byScheme.get(scheme) ?? []).flatMap((row) => membersOfRow(row, claimed))]
    }),
  )
}

const membersOfRow = (
  { caseId, scheme, area, areaKind, holder, members, payee }: RollRow,
  claimed: ReadonlySet<string>,
): GroupMember[] => {
  // A scheme of which a person may have several cases takes no claims.
  const takesClaims = schemes.find(({ code }) => code === scheme)?.exclusive !== false
  return members.map((personId) => ({
    personId,
    caseId,
    area,
    areaKind,
    payee: payeeOf(personId, holder, payee),
    claimed: !takesClaims || claimed.has(`${personId} ${caseId}`),
  }))
}

/** The main scheme's payee: what goes to the holder there, goes to the holder for everybody of the household. */
const payeeOf = (personId: string, holder: string, payee: Payee): Payee =>
  payee.kind === 'HOLDER' && personId !== holder
    ? { kind: 'PERSON', personId: holder, role: 'HOUSEHOLD_HOLDER' }
    : payee

/** They have no case here, so their own id stands for one: that of the roster would say on every line which group it is. */
const membersOfRoster = ({ persons }: PriceRoster): GroupMember[] =>
  persons.map((person) => ({ ...person, caseId: person.personId, payee: ownAccount, claimed: true }))
