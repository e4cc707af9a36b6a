import type { Run } from '../../domain/payment/run-state.ts'
import { bearingFromAfar } from '../../domain/scheme/exclusions.ts'
import { addMonths, later, type Month, monthOf } from '../../domain/shared/day.ts'
import { becameTwins } from '../../projections/person/queries.ts'
import { casesOfMembers, changedCases, changedDeaths, type Window } from '../../projections/roster/changes.ts'
import type { Deps } from '../deps.ts'
import { twinsAt } from '../payment-run/month-facts.ts'
import { casesBeside } from './cases-beside.ts'
import { firstMonthChanged } from './changed-month.ts'
import { earliestEach, type FirstMonths } from './first-months.ts'

/** Months of a roll that somebody was paid for. */
export type PaidMonths = { first: Month; last: Month }

type Roll = Pick<Run, 'area' | 'scheme'>
type Look = Window & { paid: PaidMonths }

/**
 * By case of a scheme: the first paid month that may come to another sum than it did, by what became known in a window of the
 * case itself, of a case of another scheme or county that bears on it, of the death of a member, or of two records that turn
 * out to be one human.
 */
export const casesTouched = async (deps: Deps, roll: Roll, look: Look): Promise<FirstMonths> => {
  const schemes = bearingFromAfar(roll.scheme)
  const stretches = await changedCases(deps.views, { schemes, since: look.since, until: look.until })
  const changed = [...Map.groupBy(stretches, ({ case_id }) => case_id)].flatMap(([caseId, known]) => {
    const month = firstMonthChanged(known, look)
    return month === undefined ? [] : [{ caseId, known, month }]
  })
  const people = changed.flatMap(({ known, month }) =>
    known.flatMap(({ members }) => members.map((member) => [member, month] as const)),
  )
  const turnedOut = (await becameTwins(deps.views, look)).map((person) => [person, look.paid.first] as const)
  const beside = await casesBeside(deps, earliestEach([...people, ...turnedOut]), { schemes, at: look.until })
  const ofScheme = [...beside].flatMap(([caseId, { scheme, month }]) =>
    scheme === roll.scheme ? [[caseId, month] as const] : [],
  )
  // A case that takes no claims is found by itself alone.
  const itself = changed.flatMap(({ caseId, known, month }) =>
    known.some(({ scheme }) => scheme === roll.scheme) ? [[caseId, month] as const] : [],
  )
  const ofTheDead = await casesOfTheDead(deps, roll, look)
  return earliestEach([...itself, ...ofScheme, ...ofTheDead].filter(([, month]) => month <= look.paid.last))
}

/** The cases of everybody whose death became known, or turned out to be none, from the month after it. */
const casesOfTheDead = async (
  deps: Deps,
  roll: Roll,
  { paid, ...window }: Look,
): Promise<readonly (readonly [string, Month])[]> => {
  const deaths = (await changedDeaths(deps.views, window)).filter(({ died_on }) => monthOf(died_on) < paid.last)
  if (deaths.length === 0) return []
  const twins = await twinsAt(deps, [...new Set(deaths.map(({ person_id }) => person_id))], window.until)
  // Of several days told for one human, under one record or another, the earliest counts.
  const diedIn = earliestEach(
    deaths.flatMap(({ person_id, died_on }) =>
      [person_id, ...(twins.get(person_id) ?? [])].map((record) => [record, monthOf(died_on)] as const),
    ),
  )
  const cases = await casesOfMembers(deps.views, { ...roll, persons: [...diedIn.keys()] })
  return cases.flatMap(({ case_id, members }) =>
    members.flatMap((member) => {
      const month = diedIn.get(member)
      return month === undefined ? [] : [[case_id, later(addMonths(month, 1), paid.first)] as const]
    }),
  )
}
