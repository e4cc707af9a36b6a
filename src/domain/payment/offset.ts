import { z } from 'zod'
import { Uuid } from '../shared/event.ts'
import { Fen } from '../shared/fen.ts'

/**
 * Why less is paid than a month comes to. `TOP_UP` another scheme gives so much for the same month (`source` its case) ·
 * `EARLIER` so much of the month has been paid already · `RECOVERY` so much repays an overpayment (`source` names it).
 */
export const OffsetKind = z.enum(['TOP_UP', 'EARLIER', 'RECOVERY'])
type OffsetKind = z.infer<typeof OffsetKind>

/** One sum that is taken off a line, and the clause or document that says so. */
export const LineOffset = z.strictObject({
  kind: OffsetKind,
  fen: Fen.min(1),
  source: Uuid.nullable(),
  clause: z.string(),
})
export type LineOffset = z.infer<typeof LineOffset>

/** What the offsets of a line come to, all of them or those of one kind. */
export const sumOfOffsets = (offsets: readonly LineOffset[], kind?: OffsetKind): Fen =>
  offsets.filter((offset) => kind === undefined || offset.kind === kind).reduce((sum, { fen }) => sum + fen, 0)
