import { parameterOf } from '../../policy/policy.ts'
import type { AssessmentPlace, AssessmentResult } from '../assessment.ts'
import type { Assessment, Member } from '../household.ts'
import { onlyMember } from '../rules/one-person.ts'
import { everyMonth, paidAtRates } from '../rules/paid-at-rates.ts'
import { arrangementIn, checkAreaKind } from './arrangement.ts'
import { EXTREME_POVERTY_SUPPORT } from './code.ts'
import type { Particulars } from './particulars.ts'
import { BASIC_LIVING, careRate, supportParameters } from './rates.ts'
import { testThreeLacks } from './three-lacks.ts'

/**
 * Assesses one person on a day: the three withouts, and the basic living money with the care money of their form and level
 * under the rates of a month. Pure and traced; refused where an arrangement is not complete or a rate is not published.
 */
export const assess = (
  assessed: Assessment,
  members: readonly Member[],
  place: AssessmentPlace,
  particulars: Particulars,
): AssessmentResult => {
  const { policy, area, areaKind, day, month } = place
  checkAreaKind(particulars, areaKind)
  const { form, level } = arrangementIn(particulars, month)
  const { verdict, lines } = testThreeLacks(assessed, onlyMember(members), place, particulars)
  const care = parameterOf(policy, supportParameters, 'careMoney', {
    scheme: EXTREME_POVERTY_SUPPORT,
    area,
    day,
    knownOn: day,
  })
  const basic = everyMonth(BASIC_LIVING)
  return paidAtRates(
    {
      scheme: EXTREME_POVERTY_SUPPORT,
      parts: care.value === 'INCLUDED' ? [basic] : [basic, everyMonth(careRate(form, level))],
      verdict,
      lines,
      clause: care.source,
      inputs: { form, level, careMoney: care.value },
    },
    place,
  )
}
