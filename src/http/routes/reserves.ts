import { z } from 'zod'
import { reserveCommands } from '../../domain/reserve/commands.ts'
import { FundSource, Township } from '../../domain/reserve/events.ts'
import { AreaCode } from '../../domain/shared/area.ts'
import { Day } from '../../domain/shared/day.ts'
import { Fen } from '../../domain/shared/fen.ts'
import { AsOf } from '../../log/as-of.ts'
import { reserveCommand } from '../../processes/reserves/reserve-command.ts'
import {
  listReserveMovements,
  type ReserveFilter,
  reserveBalances,
  reserveSources,
} from '../../projections/reserve/queries.ts'
import { withRecipients } from '../../projections/reserve/recipients.ts'
import { reserveBalanceReport, reserveBookReport } from '../../reports/reserve.ts'
import { actorOf, areaFor, visibleTo } from '../auth.ts'
import { addCommands } from '../commands.ts'
import { Format, formatOf, sendReport } from '../formats.ts'
import { askedPage, everyPage, listed, listOf, PageQuery, pageAnswer, ReadHeaders, shownBy } from '../reads.ts'
import { camelRow, given } from '../rows.ts'
import { Id, MaskedPerson, refusalResponses } from '../schemas.ts'
import { type RoutePlace, typed } from './route-place.ts'

const VIEW = 'reserve'
const url = '/v1/reserves'
const tags = ['reserves 备用金']
const params = z.strictObject({ area: Township })
const Moment = {
  on: Day.optional().meta({ description: 'At the end of this day; everything so far where absent.' }),
  asOf: AsOf.optional(),
}
const Kind = z.enum(['ALLOCATED', 'REPLENISHED', 'SETTLED', 'DRAWN', 'DRAW_RETURNED', 'ANNULLED', 'COUNTED'])

/** Each kind of fact for itself: allocated + replenished + returned + annulled = drawn + settled + balance. */
const Balance = z.strictObject({
  area: Township,
  allocatedFen: Fen,
  replenishedFen: Fen,
  drawnFen: Fen,
  settledFen: Fen,
  returnedFen: Fen,
  annulledFen: Fen,
  balanceFen: Fen,
  draws: z.int(),
  lastMovedOn: Day,
  countedOn: Day.nullable(),
  differenceFen: z.int().nullable(),
})

const Source = z.strictObject({
  source: FundSource,
  budgetYear: z.int(),
  allocatedFen: Fen,
  replenishedFen: Fen,
  settledFen: Fen,
})

const Movement = z.strictObject({
  movementId: Id,
  kind: Kind,
  area: Township,
  movedOn: Day,
  amountFen: Fen,
  effectFen: z.int(),
  balanceFen: Fen,
  source: FundSource.nullable(),
  budgetYear: z.int().nullable(),
  documentNumber: z.string().nullable(),
  drawId: Id.nullable(),
  caseId: Id.nullable(),
  personId: Id.nullable(),
  recipient: MaskedPerson.nullable(),
  cause: z.string().nullable(),
  bookFen: Fen.nullable(),
  differenceFen: z.int().nullable(),
  explanation: z.string().nullable(),
  recordedBy: z.string(),
  eventId: Id,
  recordedAt: z.int(),
})

type Rows = Awaited<ReturnType<typeof withRecipients>>

const shownRow = ({ row, recipient, cause }: Rows[number]) => {
  const { hardship_sealed: _sealed, position, ...rest } = row
  return { ...camelRow(rest), recordedAt: position, recipient: recipient ?? null, cause: cause ?? null }
}

/** Reserves: what was paid ahead to townships, what has been drawn from it and for whom, and what is left on any day. */
export const addReserveRoutes = (place: RoutePlace): void => {
  const { app, deps } = place
  addCommands<(typeof reserveCommands)[number]>(place, reserveCommands, {
    url: `${url}/:area`,
    tag: tags.join(),
    params,
    noun: 'Reserve',
    subjectOf: (values) => (values as { area: string }).area,
    run: (call, command) => reserveCommand(deps, call, command),
  })
  addBalances(place)
  addBook(place)

  typed(app).route({
    method: 'GET',
    url: `${url}/:area`,
    schema: {
      tags,
      operationId: 'getReserve',
      summary: 'Where the reserve of a township stands, also by source; on any day, now or as known then.',
      description: '乡镇（街道）备用金余额及资金来源，可按日期和历史时点查询',
      headers: ReadHeaders,
      params,
      querystring: z.strictObject(Moment),
      response: {
        200: z.strictObject({ ...Balance.shape, sources: z.array(Source), position: z.string() }),
        ...refusalResponses,
      },
    },
    handler: async (request, reply) => {
      const { asOf, on } = request.query
      const shown = await shownBy(deps, request, reply, VIEW, asOf)
      const filter = { ...given({ on, knownAt: shown.knownAt }), area: request.params.area }
      const [found] = (await reserveBalances(deps.views, filter, { limit: 1 })).rows
      const balance = visibleTo(actorOf(request), found, ({ area }) => area)
      const sources = await reserveSources(deps.views, filter)
      return { ...camelRow(balance), sources: sources.map(camelRow), position: shown.position } as never
    },
  })
}

/** The balances of all townships of an area. */
const addBalances = ({ app, deps }: RoutePlace): void => {
  typed(app).route({
    method: 'GET',
    url,
    schema: {
      tags,
      operationId: 'listReserves',
      summary: 'The reserves of an area by township; also as CSV or XLSX.',
      description: '各乡镇（街道）备用金余额；可导出CSV或XLSX',
      headers: ReadHeaders,
      querystring: z.strictObject({ ...PageQuery, ...Moment, area: AreaCode.optional(), format: Format.optional() }),
      response: { 200: listOf(Balance).extend({ currency: z.literal('CNY') }), ...refusalResponses },
    },
    handler: async (request, reply) => {
      const { limit, after, area, on, asOf, format } = request.query
      const wanted = formatOf(request, format)
      const within = areaFor(actorOf(request), area)
      const shown = await shownBy(deps, request, reply, VIEW, asOf)
      const filter = { ...given({ on, knownAt: shown.knownAt }), area: within }
      if (wanted !== 'json') {
        const known = { ...filter, knownAt: BigInt(shown.position) }
        const pages = everyPage((page) => reserveBalances(deps.views, known, page))
        return sendReport(reply, wanted, reserveBalanceReport, on ?? within, pages) as never
      }
      const page = askedPage({ limit, after })
      const found = await listed(page, () => reserveBalances(deps.views, filter, page))
      const answer = pageAnswer(request, reply, { ...found, rows: found.rows.map(camelRow) }, shown)
      return { ...answer, currency: 'CNY' as const }
    },
  })
}

/** The book: every fact, with recipient and cause of each draw. */
const addBook = ({ app, deps }: RoutePlace): void => {
  const everyLine = async function* (filter: ReserveFilter) {
    for await (const rows of everyPage((page) => listReserveMovements(deps.views, filter, page)))
      yield await withRecipients(deps.views, deps.vault, rows)
  }
  typed(app).route({
    method: 'GET',
    url: `${url}/:area/movements`,
    schema: {
      tags,
      operationId: 'listReserveMovements',
      summary: 'The book of a reserve, or of all reserves of a county; also as CSV or XLSX.',
      description: '备用金台账；可导出CSV或XLSX，可按历史时点查询',
      headers: ReadHeaders,
      params: z.strictObject({ area: AreaCode }),
      querystring: z.strictObject({
        ...PageQuery,
        ...Moment,
        kind: Kind.optional(),
        caseId: Id.optional(),
        format: Format.optional(),
      }),
      response: { 200: listOf(Movement).extend({ currency: z.literal('CNY') }), ...refusalResponses },
    },
    handler: async (request, reply) => {
      const { limit, after, asOf, format, ...asked } = request.query
      const wanted = formatOf(request, format)
      const area = areaFor(actorOf(request), request.params.area)
      const shown = await shownBy(deps, request, reply, VIEW, asOf, 'person')
      const filter: ReserveFilter = { ...given({ ...asked, knownAt: shown.knownAt }), area }
      if (wanted !== 'json') {
        // All pages of a file are as known at one place of the log, whatever is written meanwhile.
        const lines = everyLine({ ...filter, knownAt: BigInt(shown.position) })
        return sendReport(reply, wanted, reserveBookReport, area, lines) as never
      }
      const page = askedPage({ limit, after })
      const found = await listed(page, () => listReserveMovements(deps.views, filter, page))
      const rows = (await withRecipients(deps.views, deps.vault, found.rows)).map(shownRow)
      return { ...pageAnswer(request, reply, { ...found, rows }, shown), currency: 'CNY' as const }
    },
  })
}
