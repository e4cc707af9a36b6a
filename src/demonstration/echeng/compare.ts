import { demonstrationOf } from '../../processes/demonstration-day.ts'
import type { Deps } from '../../processes/deps.ts'
import { type CountyScale, ONE_IN, scaledTo } from '../county.ts'
import { echengFigures, type Figure } from './figure.ts'
import { type Held, heldBy } from './held.ts'
import type { PrintedFigure } from './printed.ts'
import { both, type Reason } from './reasons.ts'

/** A figure of the report beside what the county's own events give. */
export type Compared = PrintedFigure & {
  /** The printed figure at the scale of the county: the same in a whole one. */
  expected: number
  /** Null where no event says anything of the kind. */
  own: number | null
  /** Own less expected; null where there is nothing to compare. */
  difference: number | null
  /** Why the two differ, and where the print itself must be told about; null where there is nothing to tell. */
  why: Reason | null
}

/** A county beside the report: at which size it is, and every figure. */
export type Comparison = { oneIn: number; rows: readonly Compared[] }

/** Compares every figure of the report with a county that has lived through 2023. */
export const compareWithEcheng = async (deps: Deps): Promise<Comparison> => {
  const held = await heldBy(deps)
  const scale = (await demonstrationOf(deps)).county?.scale ?? 'small'
  return { oneIn: ONE_IN[scale], rows: echengFigures.map((figure) => compared(figure, held, scale)) }
}

/** What the report prints, at the scale of the county. */
const expectedOf = ({ printed, isScaled }: Pick<Figure, 'printed' | 'isScaled'>, scale: CountyScale): number =>
  isScaled ? scaledTo(scale)(printed) : printed

const compared = (figure: Figure, held: Held, scale: CountyScale): Compared => {
  const { scheme, measure, printed, unit, period, quote } = figure
  const expected = expectedOf(figure, scale)
  const own = figure.own(held)
  const difference = own === null ? null : Math.round((own - expected) * 100) / 100
  const why = difference === 0 && !unit.includes('printed') ? null : whyOf(figure, scale)
  return { scheme, measure, printed, unit, period, quote, expected, own, difference, why }
}

/** Null where a difference has no reason: that is a fault of the county, which its test finds. */
const whyOf = ({ why, isScaled, printed }: Figure, scale: CountyScale): Reason | null => {
  const rounding = isScaled && scale !== 'whole' ? [roundedUp(printed, ONE_IN[scale])] : []
  const told = [...(why ? [why] : []), ...rounding]
  return told.length === 0 ? null : both(...told)
}

const roundedUp = (printed: number, oneIn: number): Reason => {
  const share = (printed / oneIn).toLocaleString('en-US', { maximumFractionDigits: 2 })
  return {
    en: `One in ${oneIn} of what is printed is ${share}; every part of the county is rounded up for itself, so that none is empty, and sums of parts are larger.`,
    zh: `报告数的${oneIn}分之一为${share}；演示县各组成部分分别向上取整，避免出现空项，合计因此略大。`,
  }
}
