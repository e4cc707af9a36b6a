import { addMonths, later, type Month, monthOf } from '../../domain/shared/day.ts'
import type { SchemeCode } from '../../domain/shared/scheme-code.ts'
import { becameTwins } from '../../projections/person/queries.ts'
import { changedCases, changedDeaths, type KnownStretch, type Window } from '../../projections/roster/changes.ts'
import type { Deps } from '../deps.ts'
import { twinsAt } from '../payment-run/month-facts.ts'
import { firstMonthChanged } from './changed-month.ts'
import { earliestEach, type FirstMonths } from './first-months.ts'

/** What became known in a window, and the first and last month that was paid by then. */
export type Look = Window & { paid: { first: Month; last: Month } }

/** A case that stands otherwise for a paid month than before a window, with all that was ever known of it. */
type ChangedCase = { caseId: string; known: readonly KnownStretch[]; month: Month }

/** The cases of some schemes, wherever they are, that a window has changed for a paid month, each with the first one. */
export const casesChanged = async (
  deps: Deps,
  schemes: readonly SchemeCode[],
  look: Look,
): Promise<readonly ChangedCase[]> => {
  const stretches = await changedCases(deps.views, { schemes, since: look.since, until: look.until })
  return [...Map.groupBy(stretches, ({ case_id }) => case_id)].flatMap(([caseId, known]) => {
    const month = firstMonthChanged(known, look)
    return month === undefined ? [] : [{ caseId, known, month }]
  })
}

/** By person record: the month after a death that became known, or turned out to be none, under any record of the human. */
export const monthsAfterDeath = async (deps: Deps, { paid, ...window }: Look): Promise<FirstMonths> => {
  const deaths = (await changedDeaths(deps.views, window)).filter(({ died_on }) => monthOf(died_on) < paid.last)
  // Of several days told for one human, under one record or another, the earliest counts.
  return ofAllRecords(
    deps,
    deaths.map(({ person_id, died_on }) => [person_id, later(addMonths(monthOf(died_on), 1), paid.first)] as const),
    window.until,
  )
}

/** Who is concerned by what a window has changed in cases or records: every member that such a case ever had. */
export const personsConcerned = async (
  deps: Deps,
  changed: readonly ChangedCase[],
  look: Look,
): Promise<FirstMonths> => {
  const people = changed.flatMap(({ known, month }) =>
    known.flatMap(({ members }) => members.map((member) => [member, month] as const)),
  )
  const turnedOut = (await becameTwins(deps.views, look)).map((person) => [person, look.paid.first] as const)
  return earliestEach([...people, ...turnedOut])
}

/** By person record: the first paid month that anything concerns which became known of them, of any record of the human. */
export const personsTouched = async (deps: Deps, schemes: readonly SchemeCode[], look: Look): Promise<FirstMonths> => {
  const concerned = await personsConcerned(deps, await casesChanged(deps, schemes, look), look)
  return ofAllRecords(deps, [...concerned, ...(await monthsAfterDeath(deps, look))], look.until)
}

const ofAllRecords = async (
  deps: Deps,
  months: readonly (readonly [string, Month])[],
  at: bigint,
): Promise<FirstMonths> => {
  const twins = await twinsAt(deps, [...new Set(months.map(([person]) => person))], at)
  return earliestEach(
    months.flatMap(([person, month]) =>
      [person, ...(twins.get(person) ?? [])].map((record) => [record, month] as const),
    ),
  )
}
