import { stringify } from 'csv-stringify/sync'
import iconv from 'iconv-lite'
import type { Day } from '../domain/shared/day.ts'
import { BANK_ENCODING, rowsOfFile } from '../processes/payment-run/bank-file.ts'

/** One payment in a bank file, and what the made-up bank does with it. */
type Line = { paymentId: string; account: string; amountFen: number; outcome: 'PAID' | 'RETURNED' }

/** One payment of so many comes back: accounts get closed. */
const RETURNED_OF = 800

/** Which payments come back follows from their ids, so that the same story meets the same bank. */
const outcomeOf = (paymentId: string, sendsBack: boolean): Line['outcome'] =>
  sendsBack && Number.parseInt(paymentId.slice(-6), 16) % RETURNED_OF === 0 ? 'RETURNED' : 'PAID'

/** Homes and guardians keep their accounts; only somebody's own is ever closed. */
const isOwn = (account: string): boolean => /^62(88|99)/.test(account)

const linesOf = (bankFile: Buffer, sendsBack: boolean): Line[] =>
  rowsOfFile(bankFile).flatMap(([kind, paymentId = '', , account = '', , amount]) =>
    kind === 'D'
      ? [{ paymentId, account, amountFen: Number(amount), outcome: outcomeOf(paymentId, sendsBack && isOwn(account)) }]
      : [],
  )

/** What the made-up bank answers to a bank file on a day: nearly everything paid, a few sent back. Reissues are all paid. */
export const answerOfBank = (bankFile: Buffer, question: { fileId: string; on: Day; sendsBack: boolean }): Buffer => {
  const lines = linesOf(bankFile, question.sendsBack)
  const stated = (['PAID', 'RETURNED'] as const).flatMap((outcome) => {
    const own = lines.filter((line) => line.outcome === outcome)
    return [own.length, own.reduce((sum, { amountFen }) => sum + amountFen, 0)]
  })
  const rows: (string | number)[][] = [
    ['H', 'ANJUAN-RETURN', 1, question.fileId],
    ...lines.map(({ paymentId, account, amountFen, outcome }, index) => [
      'D',
      paymentId,
      account,
      amountFen,
      outcome,
      question.on,
      `DEMO${question.on.replaceAll('-', '')}${index + 1}`,
      outcome === 'PAID' ? '' : '账户已销户',
    ]),
    ['T', lines.length, ...stated, 0, 0],
  ]
  return iconv.encode(stringify(rows, { record_delimiter: '\r\n' }), BANK_ENCODING)
}
