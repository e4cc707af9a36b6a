import type { Day } from '../../shared/day.ts'
import type { SchemeCode } from '../../shared/scheme-code.ts'
import type { Held } from '../assessment.ts'
import { EXTREME_POVERTY_SUPPORT } from '../extreme-poverty-support/code.ts'
import { MARGINAL_HOUSEHOLD, RIGID_EXPENDITURE_HOUSEHOLD } from '../low-income/codes.ts'
import { SUBSISTENCE_ALLOWANCE } from '../subsistence-allowance/code.ts'
import type { Particulars } from './particulars.ts'
import { refuse } from './refusals.ts'

/** The scheme of this programme that gives a status. */
const schemeOf: Readonly<Record<NonNullable<Particulars['certified']>['as'], SchemeCode>> = {
  ALLOWANCE: SUBSISTENCE_ALLOWANCE,
  EXTREME_POVERTY: EXTREME_POVERTY_SUPPORT,
  MARGINAL: MARGINAL_HOUSEHOLD,
  RIGID_EXPENDITURE: RIGID_EXPENDITURE_HOUSEHOLD,
}

/**
 * Refuses a status in force that this programme would have given, and that nobody of the family holds. What another
 * authority has confirmed is taken by its document [2026-LAW Art.42]. Only expenditure aid asks for a status: nobody in an
 * emergency waits for one.
 */
export const checkCertified = (
  { kind, certified }: Pick<Particulars, 'kind' | 'certified'>,
  { day, held = [] }: { day: Day; held?: readonly Held[] },
): void => {
  if (kind !== 'EXPENDITURE' || certified === null || 'issuer' in certified) return
  if (certified.until !== null && certified.until < day) return
  if (!held.some(({ scheme }) => scheme === schemeOf[certified.as]))
    throw refuse('certified-not-held', { as: certified.as })
}
