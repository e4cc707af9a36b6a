import { z } from 'zod'
import { RateName, STANDARD } from '../policy/rate.ts'
import { Month } from '../shared/day.ts'
import { Uuid } from '../shared/event.ts'
import { Fen } from '../shared/fen.ts'
import { personal } from '../shared/personal.ts'

const Inputs = z.record(z.string(), z.union([z.string(), z.number().int(), z.boolean()]))

/** A line as the first versions kept it: whatever it was found from lay open. */
const LineInTheOpen = z.strictObject({ item: z.string(), clause: z.string(), inputs: Inputs, fen: Fen })

/** What of a person a step was found from: a disability, a day of birth, a school. Sealed under that person. */
const Found = z.strictObject({ personId: Uuid, facts: personal(Inputs) })
export type Found = z.infer<typeof Found>

/**
 * One line of a calculation sheet: which clause made which value from which inputs, and from what of a person. Nothing is in
 * `inputs` that is sealed elsewhere.
 */
const SheetLine = LineInTheOpen.extend({ found: Found.optional() })
export type SheetLine = z.infer<typeof SheetLine>

/** A published rate that a sum rests on: its name, its document, and what it comes to for one month, rounded to read. */
export const SheetRate = z.strictObject({ rate: RateName, document: z.string(), monthlyFen: Fen })
export type SheetRate = z.infer<typeof SheetRate>

/** The calculation sheet as the first version kept it, when the allowance was the only scheme. */
export const CalculationSheetOfOneStandard = z.strictObject({
  ruleset: z.string(),
  standardDocument: z.string(),
  standardFen: Fen,
  lines: z.array(LineInTheOpen),
  amountFen: Fen,
})

/** The calculation sheet as the second version kept it, nothing in it sealed. */
export const CalculationSheetInTheOpen = z.strictObject({
  ruleset: z.string(),
  /** Every rate used; none for a status or a sum that the decision itself fixes. */
  rates: z.array(SheetRate).max(20),
  lines: z.array(LineInTheOpen),
  /** Monthly amount under those rates; of a grant in instalments all of them together; nothing for a status. */
  amountFen: Fen,
})

/** The calculation sheet kept in the decision: every step from the facts to the amount, and the rates it rests on. */
export const CalculationSheet = CalculationSheetInTheOpen.extend({ lines: z.array(SheetLine) })
export type CalculationSheet = z.infer<typeof CalculationSheet>

/** How a sheet of the first version reads today. */
export const withRates = ({
  standardDocument,
  standardFen,
  ...sheet
}: z.infer<typeof CalculationSheetOfOneStandard>): z.infer<typeof CalculationSheetInTheOpen> => ({
  ...sheet,
  rates: [{ rate: STANDARD, document: standardDocument, monthlyFen: standardFen }],
})

/** How many persons the sum is for. */
const members = z.int().min(1).max(50)
const gap = z.strictObject({ mode: z.literal('GAP'), members, countableIncomeFen: Fen })
const tier = z.strictObject({ mode: z.literal('TIER'), members, tier: z.string().min(1).max(20) })

/** The facts of an amount as the first version kept them. */
export const GapOrTierFacts = z.discriminatedUnion('mode', [gap, tier])
export type GapOrTierFacts = z.infer<typeof GapOrTierFacts>

/** A published rate and the months for which it is paid; open where null. */
const RatePart = z.strictObject({ rate: RateName, firstMonth: Month.nullable(), lastMonth: Month.nullable() })
export type RatePart = z.infer<typeof RatePart>

/**
 * What a month's line is computed from, whatever the rates of that month will be. `GAP`: countable income after deductions
 * against the standard. `TIER`: a tier. `RATES`: the sum of the rates in force, less a sum that another scheme pays already.
 * `INSTALMENTS`: what a decision has fixed for each month. `NONE`: a status that pays nothing.
 */
export const AmountFacts = z.discriminatedUnion('mode', [
  gap,
  tier,
  z.strictObject({ mode: z.literal('RATES'), members, parts: z.array(RatePart).min(1).max(20), lessFen: Fen }),
  z.strictObject({
    mode: z.literal('INSTALMENTS'),
    members,
    instalments: z
      .array(z.strictObject({ month: Month, fen: Fen }))
      .min(1)
      .max(60),
  }),
  z.strictObject({ mode: z.literal('NONE'), members }),
])
export type AmountFacts = z.infer<typeof AmountFacts>
