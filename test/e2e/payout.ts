import { countyStaff as staff } from '../../src/demonstration/staff.ts'
import type { Actor } from '../../src/domain/shared/actor.ts'
import type { Desk } from './api.ts'
import { COUNTY, SCHEME } from './roll.ts'

/** A payment run as it is read. */
export type Run = {
  runId: string
  status: string
  hash: string
  lineCount: number
  totalFen: number
  files: { fileId: string }[]
}

/** A payment in a ledger. */
export type LedgerLine = {
  paymentId: string
  personId: string
  caseId: string
  amountFen: number
  status: string
  sequence: number
  reissueOf: string | null
}
/** A ledger with its sums. */
export type Ledger = { items: LedgerLine[]; totals: { status: string; payments: number; fen: number }[] }

/** The desk of somebody. */
type By = (actor: Actor) => Promise<Desk>

/** A run from its opening to the bank: prepared, reviewed and approved by three people; gives the file for the bank. */
export const payOut = async (
  by: By,
  { month, purpose }: { month: string; purpose: 'REGULAR' | 'REISSUE' },
): Promise<{ run: Run; file: Buffer }> => {
  const preparer = await by(staff.paymentPreparer)
  const { id } = await preparer.done('/v1/payment-runs', { area: COUNTY, scheme: SCHEME, month, purpose })
  const url = `/v1/payment-runs/${id}`
  await preparer.done(`${url}/calculate`, {})
  const reviewer = await by(staff.paymentReviewer)
  const { hash, lineCount: count, totalFen } = await reviewer.read<Run>(url)
  await reviewer.done(`${url}/review`, { hash, count, totalFen })
  await (await by(staff.paymentApprover)).done(`${url}/approve`, { hash, count, totalFen })
  await preparer.done(`${url}/instruct`, {})
  await preparer.done(`${url}/build-bank-file`, {})
  const officer = await by(staff.paymentOfficer)
  const run = await officer.read<Run>(url)
  const file = await officer.get(`${url}/bank-file`)
  await officer.done(`${url}/mark-bank-file-sent`, { fileId: run.files[0]?.fileId })
  return { run, file: file.bytes }
}

/** The bank's answer taken in, and the run closed. */
export const settle = async (by: By, { runId }: Run, answer: Buffer): Promise<Run> => {
  const officer = await by(staff.paymentOfficer)
  await officer.done(`/v1/payment-runs/${runId}/import-return-file`, answer, { type: 'text/csv' })
  await officer.done(`/v1/payment-runs/${runId}/close`, {})
  return officer.read<Run>(`/v1/payment-runs/${runId}`)
}
