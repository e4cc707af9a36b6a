import { z } from 'zod'
import { Document } from '../../policy/events.ts'
import { SheetRate } from '../../scheme/calculation.ts'
import { Day } from '../../shared/day.ts'
import { eventSchema, Uuid } from '../../shared/event.ts'
import { Fen } from '../../shared/fen.ts'
import { Entitlement } from '../entitlement.ts'

/** What a mass re-rating does to a case: the facts stay, the amount follows the rates. */
export const adjustmentEvents = [
  eventSchema(
    'EntitlementAdjusted',
    z.strictObject({
      caseId: Uuid,
      adjustedOn: Day,
      reratingId: Uuid,
      /** The document that moved the rates. */
      document: Document,
      /** Monthly amount as the decision before had left it. */
      beforeFen: Fen,
      /** The same facts from the first month that the rates moved, with the amount that they come to now. */
      entitlement: Entitlement,
      /** Every rate that the new amount rests on. */
      rates: z.array(SheetRate).max(20),
    }),
  ),
] as const
