import { z } from 'zod'
import { Township } from '../../domain/reserve/events.ts'
import { AreaCode } from '../../domain/shared/area.ts'
import { Day } from '../../domain/shared/day.ts'
import { Fen } from '../../domain/shared/fen.ts'
import { AsOf } from '../../log/as-of.ts'
import { maskedNamesOf } from '../../projections/person/names.ts'
import { type AidFilter, type AidRow, listAids } from '../../projections/reserve/aids.ts'
import { emergencyAidReport } from '../../reports/reserve.ts'
import { actorOf, areaFor } from '../auth.ts'
import { Format, formatOf, sendReport } from '../formats.ts'
import { askedPage, everyPage, listed, listOf, PageQuery, pageAnswer, ReadHeaders, shownBy } from '../reads.ts'
import { camelRow, given } from '../rows.ts'
import { Id, MaskedPerson, refusalResponses } from '../schemas.ts'
import { type RoutePlace, typed } from './route-place.ts'

const VIEW = 'reserve'
const Paperwork = z.enum(['OPEN', 'OVERDUE', 'DONE'])

const Aid = z.strictObject({
  drawId: Id,
  caseId: Id,
  area: Township,
  personId: Id,
  recipient: MaskedPerson.nullable(),
  amountFen: Fen,
  form: z.enum(['CASH', 'GOODS']),
  decisionNumber: z.string(),
  decidedOn: Day,
  delegated: z.boolean(),
  aidFirst: z.enum(['MAY', 'MUST']),
  paperwork: Paperwork,
  paperworkDue: Day,
  grantedBy: z.string(),
  grantedAt: z.int(),
  completedOn: Day.nullable(),
  completedAt: z.int().nullable(),
  outcome: z.enum(['BORNE_OUT', 'NOT_BORNE_OUT']).nullable(),
  filedOn: Day.nullable(),
  filedAt: z.int().nullable(),
})

/** Emergency aids: what was handed out before the procedure, and the board of what paperwork is overdue. */
export const addEmergencyAidRoutes = ({ app, deps }: RoutePlace): void => {
  const withRecipients = async (rows: readonly AidRow[]) => {
    const personIds = [...new Set(rows.map((row) => row.person_id))]
    const names = await maskedNamesOf(deps.views, deps.vault, personIds)
    return rows.map((row) => ({ row, payee: names.get(row.person_id) }))
  }
  const everyLine = async function* (filter: AidFilter) {
    for await (const rows of everyPage((page) => listAids(deps.views, filter, page))) yield await withRecipients(rows)
  }

  typed(app).route({
    method: 'GET',
    url: '/v1/emergency-aids',
    schema: {
      tags: ['reserves 备用金'],
      operationId: 'listEmergencyAids',
      summary: 'Aid handed out before the procedure, and its paperwork: overdue first; also as CSV or XLSX.',
      description: '先行救助台账及补齐手续情况（逾期在前）；可导出CSV或XLSX',
      headers: ReadHeaders,
      querystring: z.strictObject({
        ...PageQuery,
        area: AreaCode.optional(),
        paperwork: Paperwork.optional(),
        unfiled: z
          .enum(['true', 'false'])
          .optional()
          .meta({ description: 'Decided by a township and not yet filed with the county.' }),
        asOf: AsOf.optional(),
        format: Format.optional(),
      }),
      response: { 200: listOf(Aid).extend({ currency: z.literal('CNY') }), ...refusalResponses },
    },
    handler: async (request, reply) => {
      const { limit, after, area, paperwork, unfiled, asOf, format } = request.query
      const wanted = formatOf(request, format)
      const within = areaFor(actorOf(request), area)
      const shown = await shownBy(deps, request, reply, VIEW, asOf, 'person')
      const filter: AidFilter = {
        ...given({
          paperwork,
          knownAt: shown.knownAt,
          unfiled: unfiled === undefined ? undefined : unfiled === 'true',
        }),
        area: within,
        today: deps.clock.today(),
      }
      if (wanted !== 'json') {
        const lines = everyLine({ ...filter, knownAt: BigInt(shown.position) })
        return sendReport(reply, wanted, emergencyAidReport, within, lines) as never
      }
      const page = askedPage({ limit, after })
      const found = await listed(page, () => listAids(deps.views, filter, page))
      const rows = (await withRecipients(found.rows)).map(({ row, payee }) => ({
        ...camelRow(row),
        recipient: payee ?? null,
      }))
      return { ...pageAnswer(request, reply, { ...found, rows }, shown), currency: 'CNY' as const }
    },
  })
}
