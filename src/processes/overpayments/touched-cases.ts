import type { Run } from '../../domain/payment/run-state.ts'
import { bearingFromAfar } from '../../domain/scheme/exclusions.ts'
import { casesOfMembers } from '../../projections/roster/changes.ts'
import type { Deps } from '../deps.ts'
import { casesBeside } from './cases-beside.ts'
import { earliestEach, type FirstMonths } from './first-months.ts'
import { casesChanged, type Look, monthsAfterDeath, personsConcerned } from './touched-persons.ts'

/**
 * By case of a scheme: the first paid month that may come to another sum than it did, by what became known in a window of the
 * case itself, of a case of another scheme or county that bears on it, of the death of a member, or of two records that turn
 * out to be one human.
 */
export const casesTouched = async (
  deps: Deps,
  { area, scheme }: Pick<Run, 'area' | 'scheme'>,
  look: Look,
): Promise<FirstMonths> => {
  const schemes = bearingFromAfar(scheme)
  const changed = await casesChanged(deps, schemes, look)
  const beside = await casesBeside(deps, await personsConcerned(deps, changed, look), { schemes, at: look.until })
  const ofScheme = [...beside].flatMap(([caseId, found]) =>
    found.scheme === scheme ? [[caseId, found.month] as const] : [],
  )
  // A case that takes no claims is found by itself alone.
  const itself = changed.flatMap(({ caseId, known, month }) =>
    known.some((stretch) => stretch.scheme === scheme) ? [[caseId, month] as const] : [],
  )
  const afterDeath = await monthsAfterDeath(deps, look)
  const ofTheDead = await casesOfMembers(deps.views, { area, scheme, persons: [...afterDeath.keys()] })
  const dead = ofTheDead.flatMap(({ case_id, members }) =>
    members.flatMap((member) => {
      const month = afterDeath.get(member)
      return month === undefined ? [] : [[case_id, month] as const]
    }),
  )
  return earliestEach([...itself, ...ofScheme, ...dead].filter(([, month]) => month <= look.paid.last))
}
