import { z } from 'zod'
import { Document } from '../policy/events.ts'
import { Day } from '../shared/day.ts'
import { type EventOf, eventSchema, Uuid } from '../shared/event.ts'
import { Fen } from '../shared/fen.ts'
import { Hardship } from '../shared/hardship.ts'
import { personal } from '../shared/personal.ts'
import { Staff, Text } from '../shared/text.ts'

/** A township or street office (乡镇/街道), which alone holds a reserve. */
export const Township = z
  .string()
  .regex(/^\d{9}$/, 'a township code has 9 digits')
  .meta({ description: 'Area code of a township (9 digits).', examples: ['990101001'] })

/** Where the money comes from [2014-649 Art.5]. */
export const FundSource = z.enum([
  'CENTRAL', // 中央财政
  'PROVINCE', // 省级财政
  'CITY', // 市级财政
  'COUNTY', // 县级财政
  'RELIEF_FUND', // 困难群众救助补助资金
  'LOTTERY', // 福彩公益金
  'CHARITY', // 慈善捐赠
])
export type FundSource = z.infer<typeof FundSource>

/** Money between county and township: of one source and budget year, on a document. */
export const transfer = {
  source: FundSource,
  budgetYear: z.int().min(2014).max(2199),
  document: Document,
  amountFen: Fen.min(1),
}

/**
 * The facts of `reserve-<township>` (备用金): the purse of one township from the first day on. Allocated, drawn and settled
 * are facts of their own and are never netted; nor are cash brought back and a draw that was never handed out.
 */
export const reserveEvents = [
  /** Paid ahead to the township. */
  eventSchema('ReserveAllocated', z.strictObject({ transferId: Uuid, area: Township, ...transfer, on: Day })),
  /** Topped up after aid has been handed out. */
  eventSchema('ReserveReplenished', z.strictObject({ transferId: Uuid, area: Township, ...transfer, on: Day })),
  /** Given back to the county. */
  eventSchema('ReserveSettled', z.strictObject({ transferId: Uuid, area: Township, ...transfer, on: Day })),
  /** Taken out for one person's aid: no draw without case, recipient, cause and amount. */
  eventSchema(
    'ReserveDrawn',
    z.strictObject({
      drawId: Uuid,
      area: Township,
      caseId: Uuid,
      /** The recipient. */
      personId: Uuid,
      hardship: personal(Hardship),
      amountFen: Fen.min(1),
      on: Day,
    }),
  ),
  /** Aid that was handed out and came back in cash, whole or in part. */
  eventSchema(
    'ReserveDrawReturned',
    z.strictObject({
      returnId: Uuid,
      drawId: Uuid,
      area: Township,
      caseId: Uuid,
      personId: Uuid,
      amountFen: Fen.min(1),
      reasons: personal(Text),
      on: Day,
    }),
  ),
  /** A draw that no aid came to stand on: nothing was handed out. The envelope's `annuls` names it. */
  eventSchema(
    'ReserveDrawAnnulled',
    z.strictObject({ drawId: Uuid, area: Township, caseId: Uuid, amountFen: Fen.min(1), reason: Text, on: Day }),
  ),
  /** The cash counted against the book. A count moves nothing: what explains a difference is a fact of its own. */
  eventSchema(
    'ReserveCounted',
    z.strictObject({
      countId: Uuid,
      area: Township,
      countedFen: Fen,
      /** What the book said at the end of that day. */
      bookFen: Fen,
      /** Counted less book: negative where cash is missing. */
      differenceFen: z.int(),
      explanation: Text.nullable(),
      /** Who counted with the account that recorded it. */
      witness: Staff,
      on: Day,
    }),
  ),
] as const
export type ReserveEvent = EventOf<(typeof reserveEvents)[number]>
