import iconv from 'iconv-lite'
import type { HeldLine } from '../../../src/domain/payment/line.ts'
import type { RunContent, RunPurpose } from '../../../src/domain/payment/run-events.ts'
import { linesOf, type Run } from '../../../src/domain/payment/run-state.ts'
import { accountsIn, BANK_ENCODING } from '../../../src/processes/payment-run/bank-file.ts'
import { buildBankFile, markSent } from '../../../src/processes/payment-run/build-bank-file.ts'
import { calculateRun } from '../../../src/processes/payment-run/calculate.ts'
import { instructRun } from '../../../src/processes/payment-run/instruct.ts'
import { openRun } from '../../../src/processes/payment-run/open.ts'
import { approveRun, reviewRun } from '../../../src/processes/payment-run/opinions.ts'
import { loadRun } from '../../../src/processes/payment-run/stream.ts'
import { approver, COUNTY, type County, caseOf, holderOf, maker, officer, reviewer, SCHEME } from './county.ts'

/** How far a test lets a month go. */
export type Stage = 'calculated' | 'reviewed' | 'approved' | 'instructed' | 'built' | 'sent'

const stages: readonly Stage[] = ['calculated', 'reviewed', 'approved', 'instructed', 'built', 'sent']

export const opening = (month = '2023-05', purpose: RunPurpose = 'REGULAR', scheme = SCHEME) => ({
  area: COUNTY,
  scheme,
  month,
  purpose,
})

/** A household of the county as a line that is held for a month, with no other case in its way. */
export const heldHousehold = (name: string, reason: HeldLine['reason'], month: string): HeldLine => ({
  caseId: caseOf(name),
  personId: holderOf(name),
  month,
  reason,
  other: null,
})

/** A month opened and taken through its stages by the right people. */
export const runMonth = async (county: County, until: Stage, what = opening()): Promise<Run> => {
  const { deps, call } = county
  const opened = await openRun(deps, call(maker), what)
  const runId = opened.stream.slice('run-'.length)
  await calculateRun(deps, call(maker), runId)
  await continueMonth(county, runId, until)
  return (await loadRun(deps, runId)).run
}

/** A calculated month taken further. */
export const continueMonth = async ({ deps, call }: County, runId: string, until: Stage): Promise<void> => {
  const last = stages.indexOf(until)
  const content = contentOf((await loadRun(deps, runId)).run)
  if (last >= 1) await reviewRun(deps, call(reviewer), runId, content)
  if (last >= 2) await approveRun(deps, call(approver), runId, content)
  if (last >= 3) await instructRun(deps, call(maker), runId)
  if (last >= 4) await buildBankFile(deps, call(maker), runId)
  if (last >= 5) await markSent(deps, call(officer), runId, (await loadRun(deps, runId)).run.file?.fileId ?? '')
}

export const contentOf = (run: Run): RunContent => run.content ?? { hash: '', count: 0, totalFen: 0 }

export type Answer = { paymentId: string; outcome?: string; amountFen?: number; account?: string; day?: string }

/** What the bank answers: every payment of the file as paid, except where a test says otherwise. */
export const answersOf = async ({ deps }: County, run: Run, change: (answer: Answer) => Answer = (same) => same) => {
  const accounts = accountsIn((await deps.vault.findFile(run.file?.sha256 ?? '')) ?? Buffer.alloc(0))
  return linesOf(run).map(({ paymentId, amountFen }) =>
    change({ paymentId, amountFen, account: accounts.get(paymentId) ?? '' }),
  )
}

/** A return file as the bank would write it. */
export const returnFile = (run: Run, answers: readonly Answer[], totals?: string): Buffer => {
  const full = answers.map((answer) => ({
    outcome: 'PAID',
    amountFen: 80_000,
    account: '',
    day: '2023-05-08',
    ...answer,
  }))
  const stated = (['PAID', 'RETURNED', 'FAILED'] as const).flatMap((outcome) => {
    const those = full.filter((answer) => answer.outcome === outcome)
    return [those.length, those.reduce((sum, { amountFen }) => sum + amountFen, 0)]
  })
  return iconv.encode(
    [
      `H,ANJUAN-RETURN,1,${run.file?.fileId}`,
      ...full.map(
        ({ paymentId, account, amountFen, outcome, day }, index) =>
          `D,${paymentId},${account},${amountFen},${outcome},${day},B${index},${outcome === 'PAID' ? '' : '账户已销户'}`,
      ),
      `T,${full.length},${totals ?? stated.join(',')}`,
      '',
    ].join('\r\n'),
    BANK_ENCODING,
  )
}
