import { z } from 'zod'
import { AreaCode, AreaKind } from '../shared/area.ts'
import { Month } from '../shared/day.ts'
import { Uuid } from '../shared/event.ts'
import { Fen } from '../shared/fen.ts'
import { SchemeCode } from '../shared/scheme-code.ts'

/** One line of a calculation sheet: which clause made which value from which inputs. */
const SheetLine = z.strictObject({
  item: z.string(),
  clause: z.string(),
  inputs: z.record(z.string(), z.union([z.string(), z.number().int(), z.boolean()])),
  fen: Fen,
})

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

/** An entitlement as a decision leaves it, whole: who is paid, for whom, from which month, computed from what. */
export const Entitlement = z.strictObject({
  scheme: SchemeCode,
  /** First month under these facts. */
  fromMonth: Month,
  /** Last month under these facts, where a decision has set one (a stop, a gradual exit, a suspension's start). */
  toMonth: Month.nullable(),
  /** Township (9) or village (12). */
  area: AreaCode,
  areaKind: AreaKind,
  /** The person who receives the household's money. */
  holder: Uuid,
  members: z.array(Uuid).min(1).max(50),
  facts: AmountFacts,
  /** Monthly amount under the standard on which it was decided; a month's line is computed from `facts` again. */
  amountFen: Fen,
  povertyRegister: z.boolean(),
  closeRelative: z.boolean(),
})
export type Entitlement = z.infer<typeof Entitlement>
