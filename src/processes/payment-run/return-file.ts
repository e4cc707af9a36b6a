import { z } from 'zod'
import { refuse } from '../../domain/payment/refusals.ts'
import { Day } from '../../domain/shared/day.ts'
import { Uuid } from '../../domain/shared/event.ts'
import { Fen } from '../../domain/shared/fen.ts'
import { rowsOfFile } from './bank-file.ts'

/** What the bank says of one payment. */
export type ReturnLine = {
  /** Line of the file, from 1. */
  line: number
  paymentId: string
  account: string
  amountFen: Fen
  outcome: 'PAID' | 'RETURNED' | 'FAILED'
  day: Day
  bankReference: string
  reason: string
}

/** Number and sum per outcome, as the trailer states them. */
export type ReturnTotals = Record<ReturnLine['outcome'], { count: number; fen: Fen }>

/** A return file, read whole. */
export type ReturnFile = { fileId: string; lines: readonly ReturnLine[]; stated: ReturnTotals }

/** No return file has more; a larger one is not read. */
const MOST_LINES = 1_000_000

/**
 * What a bank writes freely, with U+FFFD in place of what no event may hold or nobody can read: NUL, other control
 * characters, halves of characters. The file is kept as it came; an id altered so names no payment, and is an exception.
 */
const bankText = (most: number) =>
  z
    .string()
    .max(most)
    .transform((text) => text.toWellFormed().replace(/\p{Cc}/gu, '\ufffd'))

const digits = z
  .string()
  .regex(/^(0|[1-9]\d{0,15})$/)
  .transform(Number)
const fen = digits.pipe(Fen)
const Head = z.tuple([z.literal('H'), z.literal('ANJUAN-RETURN'), z.literal('1'), z.string().min(1).max(200)])
const Detail = z.tuple([
  z.literal('D'),
  // Whatever the bank writes here is kept as an exception where it names no payment of ours.
  bankText(100).pipe(z.string().min(1)),
  bankText(100),
  fen,
  z.enum(['PAID', 'RETURNED', 'FAILED']),
  Day,
  bankText(100),
  bankText(200),
])
const Trailer = z.tuple([z.literal('T'), digits, digits, fen, digits, fen, digits, fen])

/**
 * Reads a return file of the bank: GB18030, fields by comma.
 *
 *     H,ANJUAN-RETURN,1,<file id>
 *     D,<payment id>,<account>,<amount in fen>,PAID|RETURNED|FAILED,<day>,<bank reference>,<reason>
 *     T,<count>,<paid count>,<paid fen>,<returned count>,<returned fen>,<failed count>,<failed fen>
 *
 * Refused with `return-file-unreadable` and the line at fault when it is not one, or not whole: the trailer is how a file
 * that broke off on the way is known.
 */
export const readReturnFile = (bytes: Buffer): ReturnFile => {
  const rows = rowsOf(bytes)
  const head = Head.safeParse(rows[0])
  if (!head.success) throw unreadable(1, 'header')
  if (rows.length < 2) throw unreadable(rows.length, 'trailer')
  const trailer = Trailer.safeParse(rows.at(-1))
  if (!trailer.success) throw unreadable(rows.length, 'trailer')
  const [, count, paid, paidFen, returned, returnedFen, failed, failedFen] = trailer.data
  const lines = rows.slice(1, -1).map((row, index): ReturnLine => {
    const line = index + 2
    const detail = Detail.safeParse(row)
    if (!detail.success) throw unreadable(line, 'detail')
    const [, paymentId, account, amountFen, outcome, day, bankReference, reason] = detail.data
    return { line, paymentId: paymentId.toLowerCase(), account, amountFen, outcome, day, bankReference, reason }
  })
  if (count !== lines.length) throw unreadable(rows.length, 'count')
  return {
    fileId: head.data[3],
    lines,
    stated: {
      PAID: { count: paid, fen: paidFen },
      RETURNED: { count: returned, fen: returnedFen },
      FAILED: { count: failed, fen: failedFen },
    },
  }
}

/** True for the form of a payment id. */
export const isPaymentId = (text: string): boolean => Uuid.safeParse(text).success

/** What the lines add up to: to be held against what the trailer states. */
export const totalsOf = (lines: readonly ReturnLine[]): ReturnTotals => {
  const totals: ReturnTotals = {
    PAID: { count: 0, fen: 0 },
    RETURNED: { count: 0, fen: 0 },
    FAILED: { count: 0, fen: 0 },
  }
  for (const { outcome, amountFen } of lines) {
    totals[outcome].count += 1
    totals[outcome].fen += amountFen
  }
  return totals
}

const rowsOf = (bytes: Buffer): readonly (readonly string[])[] => {
  try {
    return rowsOfFile(bytes, MOST_LINES)
  } catch {
    throw unreadable(0, 'csv')
  }
}

const unreadable = (line: number, problem: string) => refuse('return-file-unreadable', { line, problem })
