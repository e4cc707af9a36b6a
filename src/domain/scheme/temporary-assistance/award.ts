import type { ParameterValue } from '../../policy/parameters.ts'
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

/** What the tiers of a place are counted by: the sum they are percentages of, and what the place has set on a day. */
type Scale = {
  baseFen: Fen
  percents: readonly number[]
  clause: string
  parameter: (key: AidParameter) => ParameterValue
}

/** A sum and how it was come to. */
type Computed = Pick<Awarded, 'fen' | 'lines'>

/**
 * The sum of an award in fen: a tier as a percentage of the standard, at least the place's floors and at most its cap; or
 * what a case conference has found right, above the tiers and up to the place's limit [2018-23].
 * @throws Refused where no standard is in force, or the award does not fit
 */
export const awardOf = (award: Award, particulars: Particulars, place: AwardPlace): Awarded => {
  const { policy, area, areaKind, day, memberCount } = place
  const month = place.month ?? monthOf(day)
  const standard = standardFor(policy, { scheme: SUBSISTENCE_ALLOWANCE, area, areaKind, month, knownOn: day })
  if (!standard) throw refuseScheme('no-standard', { area, areaKind, month })
  const parameter = (key: AidParameter) =>
    parameterOf(policy, aidParameters, key, { scheme: TEMPORARY_ASSISTANCE, area, day, knownOn: day })
  const basis = parameter('tierBasis')
  const baseFen = standard.monthlyFen * (basis.value === 'PER_PERSON' ? memberCount : 1)
  const tiers = parameter(tiersOf[particulars.kind])
  const scale = { baseFen, percents: tiers.value.split(',').map(Number), clause: tiers.source, parameter }
  const { fen, lines } = award.by === 'CONFERENCE' ? byConference(award, scale, day) : byTier(award, scale, particulars)
  const base = { item: 'base', clause: basis.source, inputs: { basis: basis.value, memberCount }, fen: baseFen }
  return {
    fen,
    rate: { rate: STANDARD, document: standard.document.number, monthlyFen: standard.monthlyFen },
    lines: [base, ...lines],
  }
}

const byConference = (
  { heldOn, amountFen, minutes }: Extract<Award, { by: 'CONFERENCE' }>,
  { baseFen, percents, parameter }: Scale,
  day: Day,
): Computed => {
  if (heldOn > day) throw refuse('conference-in-future', { heldOn, day })
  const topFen = percentOfFen(baseFen, percents.at(-1) ?? 0)
  const most = parameter('conferenceMostPercent')
  const mostFen = percentOfFen(baseFen, Number(most.value))
  if (amountFen <= topFen) throw refuse('conference-within-tiers', { amountFen, topFen })
  if (amountFen > mostFen) throw refuse('conference-above-most', { amountFen, mostFen })
  const inputs = { minutes, topFen, mostFen }
  return { fen: amountFen, lines: [{ item: 'conference', clause: most.source, inputs, fen: amountFen }] }
}

const byTier = (
  { tier }: Extract<Award, { by: 'TIER' }>,
  { baseFen, percents, clause, parameter }: Scale,
  { kind, returnedToPoverty }: Particulars,
): Computed => {
  const percent = percents[tier - 1]
  if (percent === undefined) throw refuse('award-tier-unknown', { tier, tiers: percents })
  const tierFen = percentOfFen(baseFen, percent)
  const floors = [parameter('aidFloorFen'), ...(returnedToPoverty ? [parameter('returnedToPovertyFloorFen')] : [])]
  const floor = floors.reduce((highest, one) => (Number(one.value) > Number(highest.value) ? one : highest))
  const cap = parameter('aidCapFen')
  const capFen = cap.value === '0' ? Number.MAX_SAFE_INTEGER : Number(cap.value)
  // Quick small aid has its cap in the law, one month of the standard, which no floor of a place lifts.
  const lifted = kind === 'QUICK_SMALL' ? tierFen : Math.max(tierFen, Number(floor.value))
  const fen = Math.min(lifted, capFen)
  const lines = [
    { item: 'tier', clause, inputs: { tier, percent }, fen: tierFen },
    ...(lifted > tierFen ? [{ item: 'floor', clause: floor.source, inputs: { returnedToPoverty }, fen: lifted }] : []),
    ...(fen < lifted ? [{ item: 'cap', clause: cap.source, inputs: {}, fen }] : []),
  ]
  return { fen, lines }
}
