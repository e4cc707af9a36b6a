import { createHash } from 'node:crypto'
import { parse } from 'csv-parse/sync'
import { stringify } from 'csv-stringify/sync'
import iconv from 'iconv-lite'
import type { Fen } from '../../domain/shared/fen.ts'
import { byPaymentId } from './identity.ts'

/** One payment as the bank reads it. */
export type BankLine = { paymentId: string; bank: string; account: string; accountHolder: string; amountFen: Fen }

/** What stands at the head of a bank file. */
export type BankFileHead = { fileId: string; scheme: string; month: string }

/** The encoding that paying banks read and write. */
export const BANK_ENCODING = 'gb18030'

/**
 * The file for the bank: GB18030, fields by comma, lines by CR LF.
 *
 *     H,ANJUAN-PAY,1,<file id>,<scheme>,<month>,<count>,<total in fen>
 *     D,<payment id>,<bank>,<account>,<account holder>,<amount in fen>      one per payment, sorted by payment id
 *     T,<count>,<total in fen>,<SHA-256 of all bytes before>,<SM3 of the same>
 *
 * No clock and no counter is in it: the same payments give the same bytes, so a file built again after a crash is the same
 * file. The payment id is the bank's own serial too, for its own check against paying twice.
 */
export const bankFile = ({ fileId, scheme, month }: BankFileHead, lines: readonly BankLine[]): Buffer => {
  const count = lines.length
  const totalFen = lines.reduce((sum, { amountFen }) => sum + amountFen, 0)
  const body = encode([
    ['H', 'ANJUAN-PAY', 1, fileId, scheme, month, count, totalFen],
    ...[...lines]
      .sort(byPaymentId)
      .map((line) => ['D', line.paymentId, line.bank, line.account, line.accountHolder, line.amountFen]),
  ])
  const trailer = encode([['T', count, totalFen, digest('sha256', body), digest('sm3', body)]])
  return Buffer.concat([body, trailer])
}

const encode = (rows: readonly (readonly (string | number)[])[]): Buffer =>
  iconv.encode(
    stringify([...rows.map((row) => [...row])], { record_delimiter: '\r\n', quoted_match: /[\r\n]/ }),
    BANK_ENCODING,
  )

const digest = (algorithm: 'sha256' | 'sm3', bytes: Buffer): string => createHash(algorithm).update(bytes).digest('hex')

/**
 * The rows of a file to or from a bank, not more than `most`. The head is read by itself: for every line that is not as long
 * as the first one the parser makes an error with all its trace, also where it is told to let that pass.
 */
export const rowsOfFile = (file: Buffer, most = Number.MAX_SAFE_INTEGER): readonly (readonly string[])[] => {
  const text = iconv.decode(file, BANK_ENCODING)
  const options = { relax_column_count: true, bom: true } as const
  return [...parse(text, { ...options, to: 1 }), ...parse(text, { ...options, from_line: 2, to: most })]
}

/** The account that a kept bank file sends each payment to, by payment id. */
export const accountsIn = (file: Buffer): ReadonlyMap<string, string> =>
  new Map(
    rowsOfFile(file).flatMap(([kind, paymentId, , account]) =>
      kind === 'D' && paymentId && account ? [[paymentId, account]] : [],
    ),
  )
