import { z } from 'zod'
import { Fen } from '../shared/fen.ts'

/** One line of a calculation sheet: which clause made which value from which inputs. */
const SheetLine = z.strictObject({
  item: z.string(),
  clause: z.string(),
  inputs: z.record(z.string(), z.union([z.string(), z.number().int(), z.boolean()])),
  fen: Fen,
})
export type SheetLine = z.infer<typeof SheetLine>

/** The calculation sheet kept in the decision: every step from income to amount, and the standard it rests on. */
export const CalculationSheet = z.strictObject({
  ruleset: z.string(),
  /** Document number of the standard used. */
  standardDocument: z.string(),
  standardFen: Fen,
  lines: z.array(SheetLine),
  /** Monthly amount of the household under that standard. */
  amountFen: Fen,
})
export type CalculationSheet = z.infer<typeof CalculationSheet>

/**
 * What a monthly line is computed from, whatever the standard of the month will be: the countable income of the household
 * after deductions and its number of members, or a tier.
 */
export const AmountFacts = z.discriminatedUnion('mode', [
  z.strictObject({ mode: z.literal('GAP'), members: z.int().min(1).max(50), countableIncomeFen: Fen }),
  z.strictObject({ mode: z.literal('TIER'), members: z.int().min(1).max(50), tier: z.string().min(1).max(20) }),
])
export type AmountFacts = z.infer<typeof AmountFacts>
