import { z } from 'zod'
import { SUBSISTENCE_ALLOWANCE } from '../../domain/scheme/subsistence-allowance/code.ts'
import { AreaCode, AreaKind } from '../../domain/shared/area.ts'
import { Day, Month } from '../../domain/shared/day.ts'
import { Fen } from '../../domain/shared/fen.ts'
import { SchemeCode } from '../../domain/shared/scheme-code.ts'
import { listRoster, rosterTotals } from '../../projections/roster/queries.ts'
import { rosterReport } from '../../reports/roster.ts'
import { camelRow } from '../rows.ts'
import { Flag, Id } from '../schemas.ts'
import { addList, inYuan } from './list-route.ts'
import { withPersons } from './named-rows.ts'
import type { RoutePlace } from './route-place.ts'

const RosterItem = z
  .looseObject({
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
  .meta({ id: 'RosterEntry' })

const Total = z
  .strictObject({
    township: z.string(),
    areaKind: AreaKind,
    households: z.int(),
    persons: z.int(),
    fen: Fen,
  })
  .meta({ id: 'RosterTotal' })

/** A roster is of one scheme, the allowance unless another is asked for, and without the households under a pause. */
const rosterFilter = <Asked extends { scheme?: SchemeCode; suspended?: boolean }>({ suspended, ...asked }: Asked) => ({
  ...asked,
  scheme: asked.scheme ?? SUBSISTENCE_ALLOWANCE,
  withSuspended: suspended === true,
})

/** Rosters: who is on roll for a month, as JSON by pages or as a file, now or as known then. */
export const addRosterRoutes = (place: RoutePlace): void => {
  const { deps } = place
  addList(place, {
    url: '/v1/rosters/:month',
    tags: ['rosters 花名册'],
    operationId: 'getRoster',
    summary: 'Who is on roll for a month; also as CSV or XLSX.',
    description: '月度花名册；可导出CSV或XLSX，可按历史时点查询',
    view: 'roster',
    params: z.strictObject({ month: Month }),
    query: {
      scheme: SchemeCode.optional().meta({ description: `${SUBSISTENCE_ALLOWANCE} where absent.` }),
      areaKind: AreaKind.optional(),
      suspended: Flag.optional().meta({ description: 'With households under a pause.' }),
      totals: Flag.optional().meta({ description: 'With sums by township and kind.' }),
    },
    asOf: true,
    item: RosterItem,
    ask: (asked, page) => listRoster(deps.views, rosterFilter(asked), page),
    show: (rows) => rows.map(camelRow),
    beside: {
      fields: { ...inYuan.fields, totals: z.array(Total).optional() },
      of: async (asked) => ({
        ...inYuan.of(),
        ...(asked.totals && { totals: (await rosterTotals(deps.views, rosterFilter(asked))).map(camelRow) }),
      }),
    },
    file: {
      report: rosterReport,
      name: ({ month }) => month,
      lines: (rows) => withPersons(deps, rows, ({ holder }) => holder),
    },
  })
}
