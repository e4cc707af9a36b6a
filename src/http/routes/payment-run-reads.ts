import { z } from 'zod'
import { PaymentKind } from '../../domain/payment/events.ts'
import { LineOffset } from '../../domain/payment/offset.ts'
import { RunPurpose } from '../../domain/payment/run-events.ts'
import { RunStatus } from '../../domain/payment/run-state.ts'
import { Payee } from '../../domain/scheme/payee.ts'
import { AreaCode, AreaKind } from '../../domain/shared/area.ts'
import { Day, Month } from '../../domain/shared/day.ts'
import { Fen } from '../../domain/shared/fen.ts'
import { SchemeCode } from '../../domain/shared/scheme-code.ts'
import { exceptionsOfRun, findRun, heldOfRun, linesOfRun, listRuns } from '../../projections/payment-run/queries.ts'
import { heldShownTo } from '../confidential.ts'
import { groupShownTo, ShownGroup } from '../price-groups.ts'
import { camelRow, changedRow } from '../rows.ts'
import { Flag, Id } from '../schemas.ts'
import type { Reader } from './asked.ts'
import { addList } from './list-route.ts'
import { addOne, visibleOne } from './one-route.ts'
import { RunId, RunParams } from './payment-run-schemas.ts'
import type { RoutePlace } from './route-place.ts'

const tags = ['payment-runs 发放批次']
const VIEW = 'payment-run'

const RunRow = z.strictObject({
  runId: RunId,
  area: AreaCode,
  scheme: SchemeCode,
  month: Month,
  number: z.int(),
  purpose: RunPurpose,
  status: RunStatus,
  due: Day.nullable().meta({ description: 'The last day on which it may be paid, where the law sets one.' }),
  dueProvisional: z.boolean().nullable(),
  dueClause: z.string().nullable(),
  attempt: z.int(),
  lineCount: z.int(),
  totalFen: Fen,
  heldCount: z.int(),
  hash: z.string().nullable().meta({ description: 'What review and approval bind, with lineCount and totalFen.' }),
  openExceptions: z.int(),
  revision: z.int(),
  changedAt: z.int().meta({ description: 'Place of its newest event in the log.' }),
})

const LineRow = z.strictObject({
  runId: RunId,
  attempt: z.int(),
  paymentId: Id,
  caseId: Id,
  personId: Id,
  month: Month,
  kind: PaymentKind,
  sequence: z.int(),
  amountFen: Fen.meta({ description: 'What is paid: grossFen less offsetFen.' }),
  grossFen: Fen,
  offsetFen: Fen,
  offsets: z.array(LineOffset),
  payee: Payee,
  priceGroup: ShownGroup,
  area: AreaCode,
  areaKind: AreaKind,
  members: z.int(),
  standardFen: Fen,
  standardDocument: z.string(),
  reissueOf: Id.nullable(),
})

const HeldRow = z
  .looseObject({
    caseId: Id,
    personId: Id,
    month: Month,
    reason: z.string(),
    otherCaseId: Id.nullable().meta({ description: 'The case that stands in the way, where one does.' }),
    otherScheme: SchemeCode.nullable(),
    clause: z.string().nullable(),
  })
  .meta({ id: 'HeldLine' })
const ExceptionRow = z
  .strictObject({
    runId: RunId,
    sha256: z.string().meta({ description: 'The return file.' }),
    line: z.int().meta({ description: 'Its line; 0 is the file as a whole.' }),
    code: z.string(),
    paymentId: z.string().nullable(),
    settledOn: Day.nullable(),
    settledBy: z.string().nullable(),
    answer: z.string().nullable(),
  })
  .meta({ id: 'ReturnException' })
const FileRow = z.looseObject({
  fileId: z.string(),
  sha256: z.string(),
  lineCount: z.int(),
  totalFen: Fen,
  builtOn: Day,
})

const Attempt = z
  .string()
  .regex(/^[1-9]\d{0,3}$/)
  .optional()

/** What can be read of payment runs: the list, one, its lines, what was held back and what of the bank did not fit. */
export const addRunReads = (place: RoutePlace): void => {
  const { deps } = place
  addList(place, {
    url: '/v1/payment-runs',
    tags,
    operationId: 'listPaymentRuns',
    summary: 'Payment runs, in order of id.',
    description: '发放批次列表',
    view: VIEW,
    query: { month: Month.optional(), scheme: SchemeCode.optional(), status: RunStatus.optional() },
    item: RunRow.loose(),
    ask: (asked, page) => listRuns(deps.views, asked, page),
    show: (rows) => rows.map(changedRow),
  })

  addOne(place, {
    url: '/v1/payment-runs/:id',
    tags,
    operationId: 'getPaymentRun',
    summary: 'One payment run with its files; its lines, held lines and exceptions are lists of their own.',
    description: '发放批次详情及文件；明细、暂缓名单与回盘异常另行查询',
    view: VIEW,
    params: RunParams,
    item: RunRow.loose().extend({ files: z.array(FileRow) }),
    find: ({ id }) => findRun(deps.views, id),
    show: ({ files, ...run }) => ({ ...changedRow(run), files: files.map(camelRow) }),
  })

  /** The newest calculation of a run, or an earlier one. */
  const calculation = async (
    { id, attempt }: { id: string; attempt?: string },
    { actor }: Reader,
  ): Promise<{ runId: string; calculation: number }> => {
    const run = visibleOne(actor, await findRun(deps.views, id))
    return { runId: id, calculation: attempt === undefined ? run.attempt : Number(attempt) }
  }

  addList(place, {
    url: '/v1/payment-runs/:id/lines',
    tags,
    operationId: 'listPaymentRunLines',
    summary: 'The lines of a calculation: the newest, or an earlier attempt.',
    description: '发放明细；可查看已退回的核算',
    view: VIEW,
    params: RunParams,
    query: { attempt: Attempt },
    item: LineRow.loose(),
    of: calculation,
    ask: ({ calculation, ...asked }, page) => linesOfRun(deps.views, { ...asked, attempt: calculation }, page),
    show: (rows, { actor }) => rows.map(groupShownTo(actor)).map(camelRow),
  })

  addList(place, {
    url: '/v1/payment-runs/:id/held',
    tags,
    operationId: 'listPaymentRunHeld',
    summary: 'Who was held back from a calculation, and why: of the newest, or of an earlier attempt.',
    description: '暂缓发放名单及原因；可查看已退回的核算',
    view: VIEW,
    params: RunParams,
    query: { attempt: Attempt },
    item: HeldRow,
    of: calculation,
    ask: ({ calculation, ...asked }, page) => heldOfRun(deps.views, { ...asked, attempt: calculation }, page),
    show: (rows, { actor }) => rows.map(heldShownTo(actor)).map(camelRow),
  })

  addList(place, {
    url: '/v1/payment-runs/:id/exceptions',
    tags,
    operationId: 'listPaymentRunExceptions',
    summary: 'The lines of return files that did not fit, and the answers to them.',
    description: '回盘异常及处理情况',
    view: VIEW,
    params: RunParams,
    query: { open: Flag.optional().meta({ description: 'true: only those without an answer.' }) },
    item: ExceptionRow,
    of: async ({ id }, { actor }) => {
      visibleOne(actor, await findRun(deps.views, id))
      return { runId: id }
    },
    ask: (asked, page) => exceptionsOfRun(deps.views, asked, page),
    show: (rows) => rows.map(camelRow),
  })
}
