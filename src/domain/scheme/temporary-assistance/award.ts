import { type Policy, parameterOf, standardFor } from '../../policy/policy.ts'
import { STANDARD } from '../../policy/rate.ts'
import type { AreaCode, AreaKind } from '../../shared/area.ts'
import { type Day, type Month, monthOf } from '../../shared/day.ts'
import { type Fen, percentOfFen } from '../../shared/fen.ts'
import type { SheetLine, SheetRate } from '../calculation.ts'
import { refuse as refuseScheme } from '../refusals.ts'
import { SUBSISTENCE_ALLOWANCE } from '../subsistence-allowance/code.ts'
import { TEMPORARY_ASSISTANCE } from './code.ts'
import { type AidParameter, aidParameters } from './parameters.ts'
import type { AidKind, Award, Particulars } from './particulars.ts'
import { refuse } from './refusals.ts'

/** Where, when and for how many an award is computed. */
export type AwardPlace = {
  policy: Policy
  area: AreaCode
  areaKind: AreaKind
  day: Day
  month?: Month
  memberCount: number
}

const tiersOf = {
  EMERGENCY: 'emergencyTiers',
  EXPENDITURE: 'expenditureTiers',
  QUICK_SMALL: 'quickSmallTiers',
} as const satisfies Record<AidKind, AidParameter>

/** What an award comes to, how it was computed, and the standard it is a multiple of. */
export type Awarded = { fen: Fen; rate: SheetRate; lines: readonly SheetLine[] }

/**
 * The sum of an award in fen: a tier as a percentage of the standard, at least the place's floors and at most its cap; or
 * what a case conference has found right, above the tiers and up to the place's limit [2018-23].
 * @throws Refused where no standard is in force, or the award does not fit
 */
export const awardOf = (award: Award, { kind, returnedToPoverty }: Particulars, place: AwardPlace): Awarded => {
  const { policy, area, areaKind, day, memberCount } = place
  const month = place.month ?? monthOf(day)
  const standard = standardFor(policy, { scheme: SUBSISTENCE_ALLOWANCE, area, areaKind, month, knownOn: day })
  if (!standard) throw refuseScheme('no-standard', { area, areaKind, month })
  const parameter = (key: AidParameter) =>
    parameterOf(policy, aidParameters, key, { scheme: TEMPORARY_ASSISTANCE, area, day, knownOn: day })
  const basis = parameter('tierBasis')
  const baseFen = standard.monthlyFen * (basis.value === 'PER_PERSON' ? memberCount : 1)
  const tiers = parameter(tiersOf[kind])
  const percents = tiers.value.split(',').map(Number)
  const rate = { rate: STANDARD, document: standard.document.number, monthlyFen: standard.monthlyFen }
  const base: SheetLine = {
    item: 'base',
    clause: basis.source,
    inputs: { basis: basis.value, memberCount },
    fen: baseFen,
  }

  if (award.by === 'CONFERENCE') {
    if (award.heldOn > day) throw refuse('conference-in-future', { heldOn: award.heldOn, day })
    const topFen = percentOfFen(baseFen, percents.at(-1) ?? 0)
    const most = parameter('conferenceMostPercent')
    const mostFen = percentOfFen(baseFen, Number(most.value))
    if (award.amountFen <= topFen) throw refuse('conference-within-tiers', { amountFen: award.amountFen, topFen })
    if (award.amountFen > mostFen) throw refuse('conference-above-most', { amountFen: award.amountFen, mostFen })
    const inputs = { minutes: award.minutes, topFen, mostFen }
    return {
      fen: award.amountFen,
      rate,
      lines: [base, { item: 'conference', clause: most.source, inputs, fen: award.amountFen }],
    }
  }

  const percent = percents[award.tier - 1]
  if (percent === undefined) throw refuse('award-tier-unknown', { tier: award.tier, tiers: percents })
  const tierFen = percentOfFen(baseFen, percent)
  const floors = [parameter('aidFloorFen'), ...(returnedToPoverty ? [parameter('returnedToPovertyFloorFen')] : [])]
  const floor = floors.reduce((highest, one) => (Number(one.value) > Number(highest.value) ? one : highest))
  const cap = parameter('aidCapFen')
  const capFen = cap.value === '0' ? Number.MAX_SAFE_INTEGER : Number(cap.value)
  // Quick small aid has its cap in the law, one month of the standard, which no floor of a place lifts.
  const lifted = kind === 'QUICK_SMALL' ? tierFen : Math.max(tierFen, Number(floor.value))
  const fen = Math.min(lifted, capFen)
  const lines = [
    base,
    { item: 'tier', clause: tiers.source, inputs: { tier: award.tier, percent }, fen: tierFen },
    ...(lifted > tierFen ? [{ item: 'floor', clause: floor.source, inputs: { returnedToPoverty }, fen: lifted }] : []),
    ...(fen < lifted ? [{ item: 'cap', clause: cap.source, inputs: {}, fen }] : []),
  ]
  return { fen, rate, lines }
}
