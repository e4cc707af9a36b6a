import iconv from 'iconv-lite'
import { BANK_ENCODING } from '../../src/processes/payment-run/bank-file.ts'

/** A payment as the bank file names it. */
export type BankLine = { paymentId: string; account: string; amountFen: number }

/** Reads a bank file as the bank does: its id and its lines. */
export const readBankFile = (bytes: Buffer): { fileId: string; lines: BankLine[] } => {
  const rows = iconv
    .decode(bytes, BANK_ENCODING)
    .split('\r\n')
    .map((row) => row.split(','))
  const lines = rows.flatMap(([kind, paymentId = '', , account = '', , amount]) =>
    kind === 'D' ? [{ paymentId, account, amountFen: Number(amount) }] : [],
  )
  return { fileId: rows[0]?.[3] ?? '', lines }
}

/** The bank's answer to a file, to the byte the same for the same question: all paid but for those that it sends back. */
export const answerOfBank = (
  bytes: Buffer,
  day: string,
  sendsBack: (line: BankLine) => boolean = () => false,
): Buffer => {
  const { fileId, lines } = readBankFile(bytes)
  const returned = lines.filter(sendsBack)
  const paid = lines.filter((line) => !sendsBack(line))
  const sum = (some: readonly BankLine[]): number => some.reduce((total, { amountFen }) => total + amountFen, 0)
  const rows = lines.map(({ paymentId, account, amountFen }, index) => {
    const end = returned.some((line) => line.paymentId === paymentId) ? ['RETURNED', '账户已销户'] : ['PAID', '']
    return ['D', paymentId, account, amountFen, end[0], day, `B${index + 1}`, end[1]].join(',')
  })
  const trailer = ['T', lines.length, paid.length, sum(paid), returned.length, sum(returned), 0, 0].join(',')
  return iconv.encode([`H,ANJUAN-RETURN,1,${fileId}`, ...rows, trailer, ''].join('\r\n'), BANK_ENCODING)
}
