import { z } from 'zod'
import { ownAccount } from '../scheme/payee.ts'
import { AreaCode } from '../shared/area.ts'
import { Day, Month } from '../shared/day.ts'
import { type EventOf, eventSchema, nextVersion } from '../shared/event.ts'
import { Fen } from '../shared/fen.ts'
import { SchemeCode } from '../shared/scheme-code.ts'
import { Sha256 } from '../shared/sha256.ts'
import { FirstHeldLine, FirstRunLine, HeldLine, RunLine } from './line.ts'
import { StopReason } from './stop-reason.ts'

const runId = z.string()

/** What a run is for. `REGULAR` a month · `REISSUE` what came back of it · `ARREARS` what earlier months are still owed. */
export const RunPurpose = z.enum(['REGULAR', 'REISSUE', 'ARREARS'])
export type RunPurpose = z.infer<typeof RunPurpose>

const whose = { runId, area: AreaCode, scheme: SchemeCode, month: Month, number: z.int().min(1) }

/** The month in the id of a run (`990101-subsistenceAllowance-2023-05-1`): what its lines are for in the first version. */
const monthIn = (id: string): Month => id.split('-').slice(2, 4).join('-')

const attempt = z.int().min(1)
const chunk = z.int().min(0)
/** Lines, or held lines, of one event at most. */
const MOST = 500

/** The last day on which a run may be paid, and the clause that says so. */
export const RunDeadline = z.strictObject({
  due: Day,
  /** The holiday calendar of a year was missing when the day was counted. */
  provisional: z.boolean(),
  clause: z.string(),
})
export type RunDeadline = z.infer<typeof RunDeadline>

const runOpened = nextVersion(
  eventSchema('PaymentRunOpened', z.strictObject({ ...whose, purpose: z.enum(['REGULAR', 'REISSUE']), openedOn: Day })),
  z.strictObject({ ...whose, openedOn: Day, purpose: RunPurpose }),
)((old) => old)

const linesCalculated = nextVersion(
  eventSchema(
    'PaymentLinesCalculated',
    z.strictObject({ runId, attempt, chunk, lines: z.array(FirstRunLine).max(MOST) }),
  ),
  z.strictObject({ runId, attempt, chunk, lines: z.array(RunLine).max(MOST) }),
)((old) => ({
  ...old,
  lines: old.lines.map((line) => ({
    ...line,
    month: monthIn(old.runId),
    grossFen: line.amountFen,
    offsets: [],
    payee: ownAccount,
    group: null,
  })),
}))

const linesHeld = nextVersion(
  eventSchema('PaymentLinesHeld', z.strictObject({ runId, attempt, chunk, held: z.array(FirstHeldLine).max(MOST) })),
  z.strictObject({ runId, attempt, chunk, held: z.array(HeldLine).max(MOST) }),
)((old) => ({ ...old, held: old.held.map((line) => ({ ...line, month: monthIn(old.runId), other: null })) }))

/** What an approval binds: the content of the run and not its id. How the hash is made: `processes/payment-run/identity.ts`. */
export const RunContent = z.strictObject({ hash: Sha256, count: z.int().min(0), totalFen: Fen })
export type RunContent = z.infer<typeof RunContent>

/** The facts of `run-<area>-<scheme>-<month>-<n>`; see `run-state.ts`. */
export const runEvents = [
  runOpened,
  /** The law says by when this month is paid: stands beside the opening of such a run. */
  eventSchema('PaymentRunDeadlineSet', z.strictObject({ runId, ...RunDeadline.shape })),
  /** At most 500 lines of a calculation; chunks of one attempt share its number. */
  linesCalculated,
  /** At most 500 lines that a calculation holds back, in chunks like its lines. */
  linesHeld,
  /** Lines and held lines of this attempt count from here on. */
  eventSchema(
    'PaymentRunCalculated',
    z.strictObject({
      runId,
      attempt,
      /** The log position at which roster and policy were read. */
      position: z.string().regex(/^\d+$/),
      chunks: z.int().min(0),
      ...RunContent.shape,
      heldCount: z.int().min(0),
      calculatedOn: Day,
    }),
  ),
  eventSchema('PaymentRunReviewed', z.strictObject({ runId, ...RunContent.shape, reviewedOn: Day })),
  eventSchema('PaymentRunApproved', z.strictObject({ runId, ...RunContent.shape, approvedOn: Day })),
  /** Back to OPEN; what was given before is void. */
  eventSchema(
    'PaymentRunSentBack',
    z.strictObject({
      runId,
      reason: StopReason,
      note: z.string().max(1000),
      on: Day,
    }),
  ),
  /** From here on payments may exist. A crash is finished by instructing again. */
  eventSchema('PaymentInstructionStarted', z.strictObject({ runId, ...RunContent.shape, on: Day })),
  eventSchema('PaymentRunInstructed', z.strictObject({ runId, count: z.int().min(0), totalFen: Fen, on: Day })),
  eventSchema(
    'BankFileBuilt',
    z.strictObject({
      runId,
      fileId: z.string(),
      part: z.int().min(1),
      sha256: Sha256,
      size: z.int(),
      count: z.int(),
      totalFen: Fen,
      on: Day,
    }),
  ),
  /** Handed to the bank by a person; the full bank protocol (intent, sent, unknown) extends this place. */
  eventSchema(
    'BankFileSent',
    z.strictObject({ runId, fileId: z.string(), sha256: Sha256, attempt: z.int().min(1), on: Day }),
  ),
  eventSchema('ReturnFileReceived', z.strictObject({ runId, sha256: Sha256, size: z.int(), on: Day })),
  eventSchema(
    'ReturnFileImported',
    z.strictObject({
      runId,
      sha256: Sha256,
      paidCount: z.int(),
      paidFen: Fen,
      returnedCount: z.int(),
      returnedFen: Fen,
      failedCount: z.int(),
      failedFen: Fen,
      /** Lines that did not fit (line 0: the file); the run cannot close while there are any without an answer. */
      exceptions: z.array(z.strictObject({ line: z.int(), code: z.string(), paymentId: z.string().nullable() })),
      on: Day,
    }),
  ),
  eventSchema(
    'ReturnExceptionSettled',
    z.strictObject({ runId, sha256: Sha256, line: z.int(), answer: z.string().min(1).max(1000), on: Day }),
  ),
  eventSchema('PaymentRunReconciled', z.strictObject({ runId, paidFen: Fen, returnedFen: Fen, on: Day })),
  eventSchema('PaymentRunClosed', z.strictObject({ runId, on: Day })),
] as const
export type RunEvent = EventOf<(typeof runEvents)[number]>
