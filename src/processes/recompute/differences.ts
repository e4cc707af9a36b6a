import type { RunLine } from '../../domain/payment/line.ts'
import { linesOf, type Run } from '../../domain/payment/run-state.ts'
import type { Fen } from '../../domain/shared/fen.ts'
import { type Calculation, type EarlierPayment, subjectIn } from '../payment-run/facts.ts'

/**
 * Where what was instructed departs from what history gives.
 * `MISSING` a line that history gives was not instructed · `EXTRA` instructed though the line should have been held ·
 * `NO_ENTITLEMENT` the case never was entitled · `OUTSIDE_MONTHS` entitled, but not in this month · `AMOUNT` another
 * amount · `PAYEE` another person for this case · `ACCOUNT` another account · `NO_RUN` a payment that no run accounts for ·
 * `OVERPAYMENT` what is claimed back for a month is not what history gives (`paymentId` names the claim).
 */
export type DifferenceKind =
  | 'MISSING'
  | 'EXTRA'
  | 'NO_ENTITLEMENT'
  | 'OUTSIDE_MONTHS'
  | 'AMOUNT'
  | 'PAYEE'
  | 'ACCOUNT'
  | 'NO_RUN'
  | 'OVERPAYMENT'

/** One difference, with the payment and case it concerns and both amounts where there are two. */
export type Difference = {
  kind: DifferenceKind
  runId: string
  paymentId: string
  caseId: string
  personId: string
  expectedFen: Fen | null
  instructedFen: Fen | null
}

/** Holds the payments of a run against the lines that history gives. */
export const compareRun = (
  run: Run,
  found: {
    calculation: Calculation
    planned: readonly EarlierPayment[]
    reasons: ReadonlyMap<string, 'NO_ENTITLEMENT' | 'OUTSIDE_MONTHS'>
  },
): readonly Difference[] => {
  const { calculation, planned, reasons } = found
  const expected = new Map(calculation.lines.map((line) => [line.paymentId, line]))
  const subjectOf = subjectIn(run.scheme)
  const onRoll = new Set([...calculation.paid, ...[...calculation.lines, ...calculation.held].map(subjectOf)])
  const expectedSubjects = new Set(calculation.lines.map(subjectOf))
  const instructed = new Map(planned.map((payment) => [payment.paymentId, payment]))
  const approved = new Map(linesOf(run).map((line) => [line.paymentId, line]))
  const differ = (kind: DifferenceKind, of: RunLine | EarlierPayment): Difference => ({
    kind,
    runId: run.runId,
    paymentId: of.paymentId,
    caseId: of.caseId,
    personId: of.personId,
    expectedFen: expected.get(of.paymentId)?.amountFen ?? null,
    instructedFen: instructed.get(of.paymentId)?.amountFen ?? null,
  })
  const extra = (payment: EarlierPayment): Difference => {
    if (expectedSubjects.has(subjectOf(payment))) return differ('PAYEE', payment)
    if (onRoll.has(subjectOf(payment))) return differ('EXTRA', payment)
    return differ(reasons.get(payment.caseId) ?? 'NO_ENTITLEMENT', payment)
  }
  return [
    ...calculation.lines.flatMap((line) => {
      const payment = instructed.get(line.paymentId)
      if (!payment) return [differ('MISSING', line)]
      if (payment.amountFen !== line.amountFen) return [differ('AMOUNT', line)]
      return approved.get(line.paymentId)?.account === line.account ? [] : [differ('ACCOUNT', line)]
    }),
    // A cancelled payment pays nobody, so it cannot be one too many.
    ...planned.filter(({ paymentId, status }) => status !== 'CANCELLED' && !expected.has(paymentId)).map(extra),
  ]
}
