import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { z } from 'zod'

/**
 * One figure as printed in one report (echeng-2023): the social-assistance work of 鄂州市鄂城区 (湖北) in 2023, "to date" at the
 * end of that year. The quote is the report's own words; money is whole yuan.
 */
const PrintedFigure = z.strictObject({
  /** A scheme or a kind of work, and which part of it: `subsistenceAllowance.rural.povertyRegister`. */
  scheme: z.string(),
  measure: z.string(),
  printed: z.coerce.number(),
  unit: z.string(),
  period: z.string(),
  quote: z.string().min(1),
})
export type PrintedFigure = z.infer<typeof PrintedFigure>

const FILE = new URL('echeng-2023.csv', import.meta.url)

/** Every printed figure that this programme's schemes and work are about, in the order of the report's chapters. */
export const printedFigures: readonly PrintedFigure[] = z
  .array(PrintedFigure)
  .parse(parse(readFileSync(FILE), { columns: true }))

/** What is printed of a scheme or of a part of it. Throws where nothing is. */
export const printed = (scheme: string, measure: string): number => {
  const found = printedFigures.find((figure) => figure.scheme === scheme && figure.measure === measure)
  if (!found) throw new Error(`the report prints no ${measure} of ${scheme}`)
  return found.printed
}

/** Households and persons printed of a part. */
export const printedPeople = (scheme: string): { households: number; persons: number } => ({
  households: printed(scheme, 'households'),
  persons: printed(scheme, 'persons'),
})
