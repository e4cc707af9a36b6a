import iconv from 'iconv-lite'
import { linesOf, type Run } from '../../../src/domain/payment/run-state.ts'
import { addMonths, type Month, monthOf } from '../../../src/domain/shared/day.ts'
import { accountsIn, BANK_ENCODING } from '../../../src/processes/payment-run/bank-file.ts'
import { buildBankFile, markSent } from '../../../src/processes/payment-run/build-bank-file.ts'
import { calculateRun } from '../../../src/processes/payment-run/calculate.ts'
import { cancelPayment } from '../../../src/processes/payment-run/cancel-payment.ts'
import { closeRun } from '../../../src/processes/payment-run/close.ts'
import { importReturnFile } from '../../../src/processes/payment-run/import-returns.ts'
import { instructRun, sendBackRun } from '../../../src/processes/payment-run/instruct.ts'
import { openRun } from '../../../src/processes/payment-run/open.ts'
import { approveRun, reviewRun } from '../../../src/processes/payment-run/opinions.ts'
import { readPayments } from '../../../src/processes/payment-run/payments.ts'
import { loadRun } from '../../../src/processes/payment-run/stream.ts'
import { HOUSEHOLDS, type Office, SCHEME, unlessRefused } from './office.ts'

/** How money moves in one turn: so many steps of a run, on the newest one or an older, with `a` for chance. */
export type PayTurn = { steps: number; run: number; a: number }

/** The payment runs of a small county. */
export type Payments = { months(): readonly Month[]; pay(turn: PayTurn): Promise<void> }

export const openPayments = (office: Office): Payments => {
  const { area, side, staff, call, holderOf, newAccount } = office
  const runs: string[] = []
  const months = new Set<Month>()
  const openAnother = async (a: number): Promise<void> => {
    const month = addMonths(monthOf(office.today()), [0, 0, 0, -1, 1][a % 5] ?? 0)
    const purpose = a % 3 === 2 ? 'REISSUE' : 'REGULAR'
    // What came back is sent out again only to an account registered since.
    if (purpose === 'REISSUE') for (const index of HOUSEHOLDS) await newAccount(holderOf(index), a)
    const { stream } = await openRun(side, call(staff.preparer), { area, scheme: SCHEME, month, purpose })
    runs.push(stream.slice('run-'.length))
    months.add(month)
  }
  /** The bank's answer: ends by chance, some payments not yet told. */
  const bankAnswer = async (runId: string, a: number): Promise<Buffer> => {
    const { run } = await loadRun(side, runId)
    const accounts = accountsIn((await side.vault.findFile(run.file?.sha256 ?? '')) ?? Buffer.alloc(0))
    const payments = await readPayments(side, run)
    const open = linesOf(run).filter(({ paymentId }) => payments.get(paymentId)?.payment.status === 'FILED')
    const told = open.filter((_line, index) => (index + a) % 6 > 0 || a % 2 === 0)
    const outcomes = ['PAID', 'PAID', 'RETURNED', 'PAID', 'FAILED'] as const
    const lines = told.map(({ paymentId, amountFen }, index) => ({
      paymentId,
      amountFen,
      account: accounts.get(paymentId) ?? '',
      outcome: outcomes[(index + a) % outcomes.length] ?? 'PAID',
    }))
    const sums = (['PAID', 'RETURNED', 'FAILED'] as const).flatMap((outcome) => {
      const own = lines.filter((line) => line.outcome === outcome)
      return [own.length, own.reduce((sum, { amountFen }) => sum + amountFen, 0)]
    })
    const rows = lines.map(
      ({ paymentId, account, amountFen, outcome }, index) =>
        `D,${paymentId},${account},${amountFen},${outcome},${office.today()},B${index},`,
    )
    const text = [`H,ANJUAN-RETURN,1,${run.file?.fileId}`, ...rows, `T,${lines.length},${sums.join(',')}`, '']
    return iconv.encode(text.join('\r\n'), BANK_ENCODING)
  }
  /** Somebody stops one payment by hand. */
  const stopOne = (run: Run, a: number): Promise<unknown> => {
    const asked = call(a % 3 === 0 ? staff.reviewer : staff.approver)
    const lines = linesOf(run)
    const subject = lines[a % lines.length]?.paymentId ?? ''
    const data = { reason: 'OTHER' as const, note: '待核实' }
    return cancelPayment(side, asked, { type: 'CancelPayment', subject, newId: asked.commandId, data })
  }
  /** The next step of a run, or one that it does not expect. */
  const payStep = async (runId: string, a: number): Promise<unknown> => {
    const { run } = await loadRun(side, runId)
    const content = run.content ?? { hash: '0'.repeat(64), count: 0, totalFen: 0 }
    switch (run.status) {
      case 'OPEN':
        return calculateRun(side, call(staff.preparer), runId)
      case 'CALCULATED':
        if (content.count === 0) return closeRun(side, call(staff.officer), runId)
        return a % 6 === 0
          ? calculateRun(side, call(staff.preparer), runId)
          : reviewRun(side, call(staff.reviewer), runId, content)
      case 'REVIEWED':
        return a % 7 === 0
          ? sendBackRun(side, call(staff.approver), runId, { reason: 'OTHER', note: '重算' })
          : approveRun(side, call(staff.approver), runId, content)
      case 'APPROVED':
      case 'INSTRUCTING':
        return instructRun(side, call(staff.preparer), runId)
      case 'INSTRUCTED':
        if (a % 4 === 0) await unlessRefused(() => stopOne(run, a))
        return buildBankFile(side, call(staff.preparer), runId)
      case 'BUILT':
        return markSent(side, call(staff.officer), runId, run.file?.fileId ?? '')
      default:
        return run.status === 'RETURNED' && a % 2 === 0
          ? closeRun(side, call(staff.officer), runId)
          : importReturnFile(side, call(staff.officer), runId, await bankAnswer(runId, a))
    }
  }
  const pay = async ({ steps, run, a }: PayTurn): Promise<void> => {
    if (runs.length === 0 || run < 6) await unlessRefused(() => openAnother(a))
    const runId = runs.at(run === 9 ? -2 : -1) ?? runs[0]
    if (runId === undefined) return
    for (let step = 0; step < steps; step += 1) if (!(await unlessRefused(() => payStep(runId, a + step)))) return
  }
  return { months: () => [...months], pay }
}
