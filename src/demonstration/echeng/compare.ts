import type { Deps } from '../../processes/deps.ts'
import { type CountyScale, scaledTo } from '../county.ts'
import { publishedRoll } from '../echeng-2023.ts'
import type { Figure } from './figure.ts'
import { echengFigures } from './figures.ts'
import { type Held, heldBy } from './held.ts'

/** A figure of the report beside what the county's own events give. */
export type Compared = Pick<Figure, 'scheme' | 'measure' | 'printed' | 'unit' | 'period' | 'quote'> & {
  /** The printed figure at the scale of the county: the same in a whole one. */
  expected: number
  /** Null where no event says anything of the kind. */
  own: number | null
  /** Own less expected; null where there is nothing to compare. */
  difference: number | null
  /** Why the two differ; null where they do not. */
  why: string | null
}

const SMALL =
  'A small county is one in 25: every part of it is rounded up for itself, so that sums of parts are larger and no scheme is empty.'

/** Compares every figure of the report with a county that has lived through 2023. */
export const compareWithEcheng = async (deps: Deps): Promise<readonly Compared[]> => {
  const held = await heldBy(deps)
  const scale = scaleOf(held)
  return echengFigures.map((figure) => compared(figure, held, scale))
}

/** A county with less than half of the printed households is a small one. */
const scaleOf = ({ roll }: Held): CountyScale =>
  roll('subsistenceAllowance').households * 2 < publishedRoll.total.households ? 'small' : 'whole'

const expectedOf = ({ printed, scaled }: Figure, scale: CountyScale): number => {
  if (scaled === 'NO') return printed
  return scaledTo(scale)(printed)
}

const compared = (figure: Figure, held: Held, scale: CountyScale): Compared => {
  const { scheme, measure, printed, unit, period, quote } = figure
  const expected = expectedOf(figure, scale)
  const own = figure.own(held)
  const difference = own === null ? null : Math.round((own - expected) * 100) / 100
  return {
    scheme,
    measure,
    printed,
    unit,
    period,
    quote,
    expected,
    own,
    difference,
    why: difference === 0 && !figure.unit.includes('printed') ? null : whyOf(figure, scale),
  }
}

/** Null where a difference has no reason: that is a fault of the county, which its test finds. */
const whyOf = ({ why, scaled }: Figure, scale: CountyScale): string | null => {
  const told = [why, scale === 'small' && scaled !== 'NO' ? SMALL : null].filter((reason) => reason !== null)
  return told.length === 0 ? null : told.join(' ')
}
