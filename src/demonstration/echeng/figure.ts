import { answerTo } from './answers.ts'
import type { Held } from './held.ts'
import { type PrintedFigure, printedFigures } from './printed.ts'
import { type Reason, reasonFor } from './reasons.ts'

/** One figure of the report, what the county gives for it, and why the two may differ. */
export type Figure = PrintedFigure & {
  /** What a small county has less of: people and money. Rates, limits and inspections are the same in any. */
  isScaled: boolean
  /** Null where no event of the county says anything of the kind. */
  own: (held: Held) => number | null
  /** Why the county's number is another one; null only where it never is in a whole county. */
  why: Reason | null
}

/** Of what there is less in a smaller county. */
const scaled = ['households', 'persons', 'person_times', 'count', 'amount']

/** Every figure of the report that this programme's schemes and work are about, in the order of its chapters. */
export const echengFigures: readonly Figure[] = printedFigures.map((figure) => ({
  ...figure,
  isScaled: scaled.includes(figure.measure),
  own: answerTo(figure),
  why: reasonFor(figure),
}))
