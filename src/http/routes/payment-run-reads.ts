import { z } from 'zod'
import { PaymentKind } from '../../domain/payment/events.ts'
import { LineOffset } from '../../domain/payment/offset.ts'
import { RunPurpose } from '../../domain/payment/run-events.ts'
import { RunStatus } from '../../domain/payment/run-state.ts'
import { Payee } from '../../domain/scheme/payee.ts'
import type { Actor } from '../../domain/shared/actor.ts'
import { AreaCode, AreaKind } from '../../domain/shared/area.ts'
import { Day, Month } from '../../domain/shared/day.ts'
import { Fen } from '../../domain/shared/fen.ts'
import { SchemeCode } from '../../domain/shared/scheme-code.ts'
import { exceptionsOfRun, findRun, heldOfRun, linesOfRun, listRuns } from '../../projections/payment-run/queries.ts'
import type { PaymentRunHeldTable } from '../../projections/payment-run/tables.ts'
import { actorOf, visibleTo } from '../auth.ts'
import { casesShownTo, hiddenFrom, isShownTo, shownTo } from '../confidential.ts'
import type { HttpDeps } from '../deps.ts'
import { etagOf } from '../preconditions.ts'
import { groupShownTo, ShownGroup } from '../price-groups.ts'
import { ReadHeaders, shownBy } from '../reads.ts'
import { camelRow, changedRow } from '../rows.ts'
import { Id, refusalResponses } from '../schemas.ts'
import { addList } from './list-route.ts'
import { RunId, RunParams } from './payment-run-schemas.ts'
import { type RoutePlace, typed } from './route-place.ts'

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
const ExceptionRow = z.looseObject({ line: z.int(), code: z.string(), paymentId: z.string().nullable() })
const FileRow = z.looseObject({
  fileId: z.string(),
  sha256: z.string(),
  lineCount: z.int(),
  totalFen: Fen,
  builtOn: Day,
})

/** A run that the reader may know of, and whose area is theirs; anything else is not found. */
export const visibleRun = <Run extends { scheme: SchemeCode; area: AreaCode }>(
  actor: Actor,
  run: Run | undefined,
): Run =>
  visibleTo(
    actor,
    shownTo(actor, run, (one) => one),
    ({ area }) => area,
  )

/** What was held back, without the cases that the reader may not know of, also where one stands in another's way. */
const heldShownTo = async (deps: HttpDeps, actor: Actor, rows: readonly PaymentRunHeldTable[]) => {
  if (hiddenFrom(actor).length === 0) return rows
  const shown = await casesShownTo(
    deps,
    actor,
    rows.map((row) => row.case_id),
  )
  return rows
    .filter((row) => shown.includes(row.case_id))
    .map((row) =>
      isShownTo(actor)({ scheme: row.other_scheme }) ? row : { ...row, other_case_id: null, other_scheme: null },
    )
}

/** What can be read of payment runs: the list, one with what was held back and what the bank returned, its lines. */
export const addRunReads = (place: RoutePlace): void => {
  const { app, deps } = place
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

  typed(app).route({
    method: 'GET',
    url: '/v1/payment-runs/:id',
    schema: {
      tags,
      operationId: 'getPaymentRun',
      summary: 'One payment run with its files, held lines and exceptions.',
      description: '发放批次详情：文件、暂缓名单与回盘异常',
      headers: ReadHeaders,
      params: RunParams,
      response: {
        200: RunRow.loose().extend({
          files: z.array(FileRow),
          held: z.array(HeldRow),
          exceptions: z.array(ExceptionRow),
          position: z.string(),
        }),
        ...refusalResponses,
      },
    },
    handler: async (request, reply) => {
      const { id } = request.params
      const shown = await shownBy(deps, request, reply, VIEW)
      const actor = actorOf(request)
      const { files, ...run } = visibleRun(actor, await findRun(deps.views, id))
      const held = await heldShownTo(deps, actor, await heldOfRun(deps.views, { runId: id, attempt: run.attempt }))
      const exceptions = await exceptionsOfRun(deps.views, id)
      reply.header('etag', etagOf(run.revision))
      return {
        ...changedRow(run),
        files: files.map(camelRow),
        held: held.map(camelRow),
        exceptions: exceptions.map(camelRow),
        position: shown.position,
      }
    },
  })

  addList(place, {
    url: '/v1/payment-runs/:id/lines',
    tags,
    operationId: 'listPaymentRunLines',
    summary: 'The lines of a calculation: the newest, or an earlier attempt.',
    description: '发放明细；可查看已退回的核算',
    view: VIEW,
    params: RunParams,
    query: {
      attempt: z
        .string()
        .regex(/^[1-9]\d{0,3}$/)
        .optional(),
    },
    item: LineRow.loose(),
    of: async ({ id, attempt }, { actor }) => {
      const run = visibleRun(actor, await findRun(deps.views, id))
      return { runId: id, calculation: attempt === undefined ? run.attempt : Number(attempt) }
    },
    ask: ({ calculation, ...asked }, page) => linesOfRun(deps.views, { ...asked, attempt: calculation }, page),
    show: (rows, { actor }) => rows.map(groupShownTo(actor)).map(camelRow),
  })
}
