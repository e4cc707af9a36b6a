import { createHash } from 'node:crypto'
import type { PaymentKind } from '../../domain/payment/events.ts'
import type { RunLine } from '../../domain/payment/line.ts'
import type { RunContent } from '../../domain/payment/run-events.ts'
import type { Payee } from '../../domain/scheme/payee.ts'
import type { AreaCode } from '../../domain/shared/area.ts'
import { ascending } from '../../domain/shared/ascending.ts'
import type { Month } from '../../domain/shared/day.ts'

/** What makes a payment unique. The case is not in it, so two cases of one person cannot both pay. */
export type PaymentKey = { scheme: string; personId: string; month: Month; kind: PaymentKind; sequence: number }

/** UUIDv8 of SHA-256("payment/1|scheme|person|month|kind|sequence"): creating a payment twice is a conflict by construction. */
export const paymentIdOf = ({ scheme, personId, month, kind, sequence }: PaymentKey): string =>
  uuid8(createHash('sha256').update(`payment/1|${scheme}|${personId}|${month}|${kind}|${sequence}`).digest())

/** The id of a run: its natural key, so that a month has one first run and no two. */
export const runIdOf = (run: { area: string; scheme: string; month: Month; number: number }): string =>
  `${run.area}-${run.scheme}-${run.month}-${run.number}`

/** The county in the id of a run. */
export const areaOfRun = (runId: string): AreaCode => runId.slice(0, runId.indexOf('-'))

/** The month in the id of a run; empty where the text is no id of a run. */
export const monthOfRun = (runId: string): Month => runId.split('-').slice(2, 4).join('-')

/**
 * What an approval binds: SHA-256 over the lines sorted by payment id, one line of text each with every field that decides
 * who is paid what for what; their number; their sum in fen. The order in which lines were computed changes nothing.
 */
export const contentOf = (runId: string, lines: readonly RunLine[]): RunContent => {
  const digest = createHash('sha256').update(`run/2|${runId}\n`)
  for (const line of [...lines].sort(byPaymentId)) digest.update(`${lineText(line)}\n`)
  const totalFen = lines.reduce((sum, { amountFen }) => sum + amountFen, 0)
  return { hash: digest.digest('hex'), count: lines.length, totalFen }
}

/** Orders whatever names a payment; ids are lower-case hex, so text order is byte order. */
export const byPaymentId = (a: { paymentId: string }, b: { paymentId: string }): number =>
  ascending(a.paymentId, b.paymentId)

const lineText = (line: RunLine): string =>
  JSON.stringify([
    line.paymentId,
    line.caseId,
    line.personId,
    line.month,
    line.kind,
    line.sequence,
    line.amountFen,
    line.grossFen,
    line.offsets.map(({ kind, fen, source, clause }) => [kind, fen, source, clause]),
    line.area,
    line.areaKind,
    line.members,
    line.standardFen,
    line.standardDocument,
    payeeText(line.payee),
    line.account,
    line.group,
    line.reissueOf,
  ])

const payeeText = (payee: Payee): string =>
  payee.kind === 'HOLDER' ? 'HOLDER' : payee.kind === 'PERSON' ? payee.personId : payee.institutionId

/** A version 8 UUID of the first bytes of a digest. */
export const uuid8 = (digest: Buffer): string => {
  const bytes = Buffer.from(digest.subarray(0, 16))
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
