import { z } from 'zod'
import { OverpaidMonth } from '../../domain/overpayment/events.ts'
import { OverpaymentStatus } from '../../domain/overpayment/words.ts'
import { AreaCode, AreaKind } from '../../domain/shared/area.ts'
import { Day } from '../../domain/shared/day.ts'
import { Fen } from '../../domain/shared/fen.ts'
import { SchemeCode } from '../../domain/shared/scheme-code.ts'
import { AsOf } from '../../log/as-of.ts'
import {
  findOverpayment,
  listOverpayments,
  movementsOf,
  type OverpaymentFilter,
  overpaymentTotals,
} from '../../projections/overpayment/queries.ts'
import { maskedNamesOf } from '../../projections/person/names.ts'
import { overpaymentReport } from '../../reports/overpayments.ts'
import { actorOf, areaFor, visibleTo } from '../auth.ts'
import { hiddenFrom, shownTo } from '../confidential.ts'
import { Format, formatOf, sendReport } from '../formats.ts'
import { etagOf } from '../preconditions.ts'
import { askedPage, everyPage, listed, listOf, PageQuery, pageAnswer, ReadHeaders, shownBy } from '../reads.ts'
import { camelRow, given } from '../rows.ts'
import { Id, IdParams, refusalResponses } from '../schemas.ts'
import { RunId } from './payment-run-schemas.ts'
import { type RoutePlace, typed } from './route-place.ts'

const VIEW = 'overpayment'
const url = '/v1/overpayments'
const tags = ['overpayments 多发资金追回']
const Moment = {
  on: Day.optional().meta({ description: 'At the end of this day; everything so far where absent.' }),
  asOf: AsOf.optional(),
}

const sums = { claimedFen: Fen, recoveredFen: Fen, offsetFen: Fen, waivedFen: Fen, outstandingFen: Fen }

const Row = z.strictObject({
  overpaymentId: Id,
  scheme: SchemeCode,
  personId: Id,
  caseId: Id,
  area: AreaCode,
  areaKind: AreaKind,
  number: z.int(),
  months: z.array(OverpaidMonth),
  runId: RunId,
  detectedOn: Day,
  ...sums,
  status: OverpaymentStatus,
  revision: z.int(),
  recordedAt: z.int().meta({ description: 'Place of the finding in the log.' }),
})

const Total = z.strictObject({ scheme: SchemeCode, status: OverpaymentStatus, overpayments: z.int(), ...sums })

const Movement = z.looseObject({
  eventId: Id,
  kind: z.string(),
  movedOn: Day,
  fen: Fen,
  recordedBy: z.string(),
  recordedAt: z.int(),
})

const shownRow = <Fields extends { detected_at: number }>({ detected_at, ...row }: Fields) => ({
  ...camelRow(row),
  recordedAt: detected_at,
})

/** What can be read of overpayments: the list with its sums, on any day, as pages or a file; one with all its facts. */
export const addOverpaymentReads = (place: RoutePlace): void => {
  addList(place)
  addOne(place)
}

const addList = ({ app, deps }: RoutePlace): void => {
  const everyRow = async function* (filter: OverpaymentFilter) {
    for await (const rows of everyPage((page) => listOverpayments(deps.views, filter, page))) {
      const names = await maskedNamesOf(
        deps.views,
        deps.vault,
        rows.map((row) => row.person_id),
      )
      yield rows.map((row) => ({ row, person: names.get(row.person_id) }))
    }
  }
  typed(app).route({
    method: 'GET',
    url,
    schema: {
      tags,
      operationId: 'listOverpayments',
      summary: 'Overpayments and where their recovery stands, on any day; also as CSV or XLSX.',
      description: '多发资金及追回情况；可按日期和历史时点查询，可导出CSV或XLSX',
      headers: ReadHeaders,
      querystring: z.strictObject({
        ...PageQuery,
        ...Moment,
        area: AreaCode.optional(),
        scheme: SchemeCode.optional(),
        caseId: Id.optional(),
        personId: Id.optional(),
        status: OverpaymentStatus.optional(),
        totals: z.enum(['true', 'false']).optional().meta({ description: 'With sums by scheme and status.' }),
        format: Format.optional(),
      }),
      response: {
        200: listOf(Row).extend({ currency: z.literal('CNY'), totals: z.array(Total).optional() }),
        ...refusalResponses,
      },
    },
    handler: async (request, reply) => {
      const { limit, after, area, asOf, totals, format, ...asked } = request.query
      const wanted = formatOf(request, format)
      const actor = actorOf(request)
      const within = areaFor(actor, area)
      const shown = await shownBy(deps, request, reply, VIEW, asOf)
      const filter: OverpaymentFilter = {
        ...given({ ...asked, knownAt: shown.knownAt }),
        area: within,
        hidden: hiddenFrom(actor),
      }
      if (wanted !== 'json') {
        // All pages of a file are as known at one place of the log, whatever is written meanwhile.
        const rows = everyRow({ ...filter, knownAt: BigInt(shown.position) })
        return sendReport(reply, wanted, overpaymentReport, asked.on ?? 'overpayments', rows) as never
      }
      const page = askedPage({ limit, after })
      const found = await listed(page, () => listOverpayments(deps.views, filter, page))
      return {
        ...pageAnswer(request, reply, { ...found, rows: found.rows.map(shownRow) }, shown),
        currency: 'CNY' as const,
        ...(totals === 'true' ? { totals: (await overpaymentTotals(deps.views, filter)).map(camelRow) } : {}),
      } as never
    },
  })
}

const addOne = ({ app, deps }: RoutePlace): void => {
  typed(app).route({
    method: 'GET',
    url: `${url}/:id`,
    schema: {
      tags,
      operationId: 'getOverpayment',
      summary: 'One overpayment with every fact about its recovery, on any day.',
      description: '单笔多发资金及追回全过程，可按日期和历史时点查询',
      headers: ReadHeaders,
      params: IdParams,
      querystring: z.strictObject(Moment),
      response: {
        200: z.strictObject({ ...Row.shape, movements: z.array(Movement), position: z.string() }),
        ...refusalResponses,
      },
    },
    handler: async (request, reply) => {
      const { id } = request.params
      const { asOf, on } = request.query
      const shown = await shownBy(deps, request, reply, VIEW, asOf)
      const moment = given({ on, knownAt: shown.knownAt })
      const actor = actorOf(request)
      const found = await findOverpayment(deps.views, id, moment)
      const row = visibleTo(
        actor,
        shownTo(actor, found, (one) => one),
        ({ area }) => area,
      )
      const movements = await movementsOf(deps.views, id, moment)
      reply.header('etag', etagOf(row.revision))
      return {
        ...shownRow(row),
        movements: movements.map(({ position, overpayment_id: _id, revision: _revision, ...movement }) => ({
          ...camelRow(movement),
          recordedAt: position,
        })),
        position: shown.position,
      } as never
    },
  })
}
