import { createHash } from 'node:crypto'
import { refuse } from '../../domain/payment/refusals.ts'
import { runDecider } from '../../domain/payment/run-decide.ts'
import type { RunEvent } from '../../domain/payment/run-events.ts'
import type { Run } from '../../domain/payment/run-state.ts'
import type { Day } from '../../domain/shared/day.ts'
import { idFrom } from '../../log/event-id.ts'
import type { Handled } from '../../log/handle.ts'
import { runStream } from '../../log/streams.ts'
import { type CommandCall, envelopeOf } from '../call.ts'
import type { Deps } from '../deps.ts'
import { accountsIn } from './bank-file.ts'
import { factOf, judgeLine, type ReturnException, requirePlausible } from './judge-return.ts'
import { isMoved, movePayments, type PaymentMove, type RunPayments, readPayments } from './payments.ts'
import { isPaymentId, type ReturnFile, type ReturnLine, readReturnFile, totalsOf } from './return-file.ts'
import { answerOf, handleRun, loadRun, loadRunFor, runContext, stepOf } from './stream.ts'

/**
 * Takes in a return file of the bank: kept raw and recorded with its hash before anybody reads it, then read, then imported
 * line by line under ids derived from (file hash, line). Importing a file again, after a crash or by mistake, changes
 * nothing. Lines that do not fit become exceptions that somebody must answer; a file that cannot be read imports nothing.
 */
export const importReturnFile = async (
  deps: Deps,
  call: CommandCall,
  runId: string,
  bytes: Buffer,
): Promise<Handled<RunEvent>> => {
  const loaded = await loadRunFor(deps, call, runId)
  const answer = answerOf(loaded, call)
  if (answer) return answer
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const received = { type: 'ReceiveReturnFile', data: { sha256, size: bytes.length } } as const
  // Decided before the file is kept: nobody fills the vault who may not.
  runDecider.decide(received, loaded.run, runContext(deps, call))
  await deps.vault.keepFile(bytes)
  await handleRun(deps, stepOf(call, 'receive'), runId, received)

  const { run } = await loadRun(deps, runId)
  const file = readReturnFile(bytes)
  if (file.fileId !== run.file?.fileId) throw refuse('return-file-unreadable', { line: 1, problem: 'other-file' })
  const isImported = run.returnFiles.some((known) => known.imported && known.sha256 === sha256)
  const { accepted, exceptions } = isImported
    ? { accepted: [], exceptions: [] }
    : await importLines(deps, call, run, file, sha256)
  const { PAID: paid, RETURNED: returned, FAILED: failed } = totalsOf(accepted)
  return handleRun(deps, { ...call, seen: undefined }, runId, {
    type: 'ImportReturnFile',
    data: {
      sha256,
      paidCount: paid.count,
      paidFen: paid.fen,
      returnedCount: returned.count,
      returnedFen: returned.fen,
      failedCount: failed.count,
      failedFen: failed.fen,
      exceptions: [...exceptions],
    },
  })
}

type Import = { accepted: readonly ReturnLine[]; exceptions: readonly ReturnException[]; moves: readonly PaymentMove[] }

const importLines = async (
  deps: Deps,
  call: CommandCall,
  run: Run,
  file: ReturnFile,
  sha256: string,
): Promise<Import> => {
  const sent = await deps.vault.findFile(run.file?.sha256 ?? '')
  const accounts = sent ? accountsIn(sent) : new Map<string, string>()
  const envelope = envelopeOf(call, runStream(run.runId), deps.clock.today())
  const named = new Set(file.lines.map(({ paymentId }) => paymentId).filter(isPaymentId))
  let found: Import = { accepted: [], exceptions: [], moves: [] }
  const plan = (payments: RunPayments): readonly PaymentMove[] => {
    found = judgeAll(file, sha256, { payments, accounts, sentOn: run.file?.sentOn ?? null, today: deps.clock.today() })
    requirePlausible(found.exceptions)
    return found.moves
  }
  await movePayments(deps, { run, payments: await readPayments(deps, run, named), envelope }, plan)
  return found
}

const judgeAll = (
  file: ReturnFile,
  sha256: string,
  known: {
    payments: RunPayments
    accounts: ReadonlyMap<string, string>
    sentOn: Day | null
    today: Day
  },
): Import => {
  const seen = new Set<string>()
  const accepted: ReturnLine[] = []
  const moves: PaymentMove[] = []
  const exceptions: ReturnException[] = []
  for (const line of file.lines) {
    const { paymentId } = line
    const on = known.payments.get(paymentId)
    const command = idFrom(sha256, `line ${line.line}`)
    const verdict =
      on && isMoved(on, command)
        ? 'FITS'
        : judgeLine(line, {
            payment: on?.payment,
            account: known.accounts.get(paymentId),
            doubled: seen.has(paymentId),
            sentOn: known.sentOn,
            today: known.today,
          })
    seen.add(paymentId)
    if (verdict === 'FITS' && on) {
      accepted.push(line)
      moves.push({ on, command, event: factOf(line, sha256) })
    } else if (verdict !== 'FITS') exceptions.push({ line: line.line, code: verdict, paymentId })
  }
  if (!agrees(file)) exceptions.unshift({ line: 0, code: 'TRAILER_TOTALS', paymentId: null })
  return { accepted, exceptions, moves }
}

const agrees = ({ lines, stated }: ReturnFile): boolean => {
  const counted = totalsOf(lines)
  return (['PAID', 'RETURNED', 'FAILED'] as const).every(
    (outcome) => counted[outcome].count === stated[outcome].count && counted[outcome].fen === stated[outcome].fen,
  )
}
