import { z } from 'zod'
import { AmountFacts } from '../scheme/calculation.ts'
import { AreaCode, AreaKind } from '../shared/area.ts'
import { Month } from '../shared/day.ts'
import { Uuid } from '../shared/event.ts'
import { Fen } from '../shared/fen.ts'
import { SchemeCode } from '../shared/scheme-code.ts'

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
