import type { Figure } from './figure.ts'
import { allowanceFigures } from './figures-allowance.ts'
import { outreachFigures } from './figures-outreach.ts'
import { personFigures } from './figures-persons.ts'
import { supportFigures } from './figures-support.ts'

/** Every figure of the report that this programme's schemes and work are about, in the order of its chapters. */
export const echengFigures: readonly Figure[] = [
  ...allowanceFigures,
  ...supportFigures,
  ...outreachFigures,
  ...personFigures,
]
