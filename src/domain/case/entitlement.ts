import { z } from 'zod'
import { AmountFacts, GapOrTierFacts } from '../scheme/calculation.ts'
import { ownAccount, Payee } from '../scheme/payee.ts'
import { AreaCode, AreaKind } from '../shared/area.ts'
import { Day, Month, monthOf } from '../shared/day.ts'
import { Uuid } from '../shared/event.ts'
import { Fen } from '../shared/fen.ts'
import { SchemeCode } from '../shared/scheme-code.ts'

const whoAndWhen = {
  scheme: SchemeCode,
  /** First month under these facts. */
  fromMonth: Month,
  /** Last month under these facts, where a decision has set one (a stop, a gradual exit, a suspension's start) or they end. */
  toMonth: Month.nullable(),
  /** Township (9) or village (12). */
  area: AreaCode,
  areaKind: AreaKind,
  /** The person entitled, or who stands for the household: to whom each payment belongs, whoever receives it. */
  holder: Uuid,
  members: z.array(Uuid).min(1).max(50),
}

const sum = {
  /** Monthly amount under the rates on which it was decided; a month's line is computed from `facts` again. */
  amountFen: Fen,
  povertyRegister: z.boolean(),
  closeRelative: z.boolean(),
}

/** An entitlement as the first version kept it: always a gap or tier, always paid to the holder. */
export const EntitlementToHolder = z.strictObject({ ...whoAndWhen, facts: GapOrTierFacts, ...sum })

/** An entitlement as a decision leaves it, whole: who is paid, for whom, from which month, computed from what. */
export const Entitlement = z.strictObject({
  ...whoAndWhen,
  facts: AmountFacts,
  ...sum,
  /** Whose account the money goes to. */
  payee: Payee,
  /** The last day of what ends by itself: a validity, the last instalment, an age. Null where only a decision ends it. */
  endsOn: Day.nullable(),
})
export type Entitlement = z.infer<typeof Entitlement>

/** The last month of what a decision lets run until `wanted` (null: on and on), never past the day on which it ends by itself. */
export const lastMonthWithin = ({ endsOn }: Pick<Entitlement, 'endsOn'>, wanted: Month | null): Month | null => {
  if (endsOn === null) return wanted
  const end = monthOf(endsOn)
  return wanted === null || wanted > end ? end : wanted
}

/** How an entitlement of the first version reads today. */
export const withPayee = (old: z.infer<typeof EntitlementToHolder>): Entitlement => ({
  ...old,
  payee: ownAccount,
  endsOn: null,
})
