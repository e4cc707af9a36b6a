import type { Month } from '../../domain/shared/day.ts'
import type { SchemeCode } from '../../domain/shared/scheme-code.ts'
import { casesClaimedFor } from '../../projections/person/queries.ts'
import { membersOfCases } from '../../projections/roster/changes.ts'
import type { Deps } from '../deps.ts'
import { twinsAt } from '../payment-run/month-facts.ts'
import { earliestEach, type FirstMonths } from './first-months.ts'

/** A case that something may have changed for, and since which month. */
type TouchedCase = { scheme: SchemeCode; month: Month }

/**
 * Every case that hangs together with some humans by what they hold: their own cases under any of their records, those of
 * whoever is a member of one of these, and so on, each from the month on in which the first of them is concerned. Whether a
 * case is paid beside others may hang on what somebody else of such a case holds.
 */
export const casesBeside = async (
  deps: Deps,
  concerned: FirstMonths,
  { schemes, at }: { schemes: readonly SchemeCode[]; at: bigint },
): Promise<ReadonlyMap<string, TouchedCase>> => {
  const persons = new Map<string, Month>()
  const cases = new Map<string, TouchedCase>()
  let fresh = concerned
  while (fresh.size > 0) {
    const twins = await twinsAt(deps, [...fresh.keys()], at)
    const records = [...fresh].flatMap(([person, month]) =>
      [person, ...(twins.get(person) ?? [])].map((record) => [record, month] as const),
    )
    const reached = earliestEach(records.filter(isNews(persons)))
    for (const [person, month] of reached) persons.set(person, month)
    const held = await casesClaimedFor(deps.views, [...reached.keys()], schemes)
    const touched = new Map<string, Month>()
    for (const { person_id, case_id, scheme } of held) {
      const month = reached.get(person_id)
      const before = cases.get(case_id)
      if (month === undefined || (before && before.month <= month)) continue
      cases.set(case_id, { scheme, month })
      touched.set(case_id, month)
    }
    const members = await membersOfCases(deps.views, [...touched.keys()])
    const next = members.flatMap(({ case_id, members: people }) => {
      const month = touched.get(case_id)
      return month === undefined ? [] : people.map((member) => [member, month] as const)
    })
    fresh = earliestEach(next.filter(isNews(persons)))
  }
  return cases
}

/** Whether a person is not known to be concerned yet, or only from a later month on. */
const isNews =
  (known: FirstMonths) =>
  ([person, month]: readonly [string, Month]): boolean => {
    const before = known.get(person)
    return before === undefined || month < before
  }
