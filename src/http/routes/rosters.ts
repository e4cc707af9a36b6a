import { z } from 'zod'
import { AreaCode, AreaKind } from '../../domain/shared/area.ts'
import { Day, Month } from '../../domain/shared/day.ts'
import { Fen } from '../../domain/shared/fen.ts'
import { SchemeCode } from '../../domain/shared/scheme-code.ts'
import { AsOf } from '../../log/as-of.ts'
import { maskedNamesOf } from '../../projections/person/names.ts'
import { listRoster, type RosterFilter, type RosterRow, rosterTotals } from '../../projections/roster/queries.ts'
import { rosterReport } from '../../reports/roster.ts'
import { actorOf, areaFor } from '../auth.ts'
import { hiddenFrom } from '../confidential.ts'
import { Format, formatOf, sendReport } from '../formats.ts'
import { askedPage, everyPage, listed, listOf, PageQuery, pageAnswer, ReadHeaders, shownBy } from '../reads.ts'
import { camelRow, given } from '../rows.ts'
import { Id, refusalResponses } from '../schemas.ts'
import { type RoutePlace, typed } from './route-place.ts'

const VIEW = 'roster'
const DEFAULT_SCHEME = 'subsistenceAllowance'

const RosterItem = z.looseObject({
  caseId: Id,
  scheme: SchemeCode,
  fromMonth: Month,
  toMonth: Month.nullable(),
  area: AreaCode,
  areaKind: AreaKind,
  holder: Id,
  members: z.array(Id),
  memberCount: z.int(),
  facts: z.unknown(),
  amountFen: Fen,
  povertyRegister: z.boolean(),
  closeRelative: z.boolean(),
  takenOver: z.boolean(),
  suspended: z.boolean(),
  decisionNumber: z.string().nullable(),
  deceased: z.array(z.strictObject({ personId: Id, diedOn: Day })),
})

const Total = z.strictObject({
  township: z.string(),
  areaKind: AreaKind,
  households: z.int(),
  persons: z.int(),
  fen: Fen,
})

/** Rosters: who is on roll for a month, as JSON by pages or as a file, now or as known then. */
export const addRosterRoutes = ({ app, deps }: RoutePlace): void => {
  const withPayees = async (rows: readonly RosterRow[]) => {
    const names = await maskedNamesOf(
      deps.views,
      deps.vault,
      rows.map((row) => row.holder),
    )
    return rows.map((row) => ({ row, payee: names.get(row.holder) }))
  }
  const everyLine = async function* (filter: RosterFilter) {
    for await (const rows of everyPage((page) => listRoster(deps.views, filter, page))) yield await withPayees(rows)
  }

  typed(app).route({
    method: 'GET',
    url: '/v1/rosters/:month',
    schema: {
      tags: ['rosters 花名册'],
      operationId: 'getRoster',
      summary: 'Who is on roll for a month; also as CSV or XLSX.',
      description: '月度花名册；可导出CSV或XLSX，可按历史时点查询',
      headers: ReadHeaders,
      params: z.strictObject({ month: Month }),
      querystring: z.strictObject({
        ...PageQuery,
        scheme: SchemeCode.optional().meta({ description: `${DEFAULT_SCHEME} where absent.` }),
        area: AreaCode.optional(),
        areaKind: AreaKind.optional(),
        suspended: z.enum(['true', 'false']).optional().meta({ description: 'With households under a pause.' }),
        asOf: AsOf.optional(),
        totals: z.enum(['true', 'false']).optional().meta({ description: 'With sums by township and kind.' }),
        format: Format.optional(),
      }),
      response: {
        200: listOf(RosterItem).extend({ currency: z.literal('CNY'), totals: z.array(Total).optional() }),
        ...refusalResponses,
      },
    },
    handler: async (request, reply) => {
      const { limit, after, area, scheme, suspended, asOf, totals, format, ...asked } = request.query
      const { month } = request.params
      const wanted = formatOf(request, format)
      const actor = actorOf(request)
      const within = areaFor(actor, area)
      const shown = await shownBy(deps, request, reply, VIEW, asOf)
      const filter: RosterFilter = {
        ...given({ ...asked, knownAt: shown.knownAt }),
        month,
        scheme: scheme ?? DEFAULT_SCHEME,
        area: within,
        hidden: hiddenFrom(actor),
        withSuspended: suspended === 'true',
      }
      if (wanted !== 'json') {
        // All pages of a file are as known at one place of the log, whatever is written meanwhile.
        const lines = everyLine({ ...filter, knownAt: BigInt(shown.position) })
        return sendReport(reply, wanted, rosterReport, month, lines) as never
      }
      const page = askedPage({ limit, after })
      const found = await listed(page, () => listRoster(deps.views, filter, page))
      return {
        ...pageAnswer(request, reply, { ...found, rows: found.rows.map(camelRow) }, shown),
        currency: 'CNY' as const,
        ...(totals === 'true' ? { totals: (await rosterTotals(deps.views, filter)).map(camelRow) } : {}),
      }
    },
  })
}
