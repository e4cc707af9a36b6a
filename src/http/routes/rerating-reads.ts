import { z } from 'zod'
import { KnownChange } from '../../domain/rerating/change.ts'
import { DoneCase, MovedRate, ReratingLine, ReratingTotal } from '../../domain/rerating/events.ts'
import { Outcome, Reason } from '../../domain/rerating/outcome.ts'
import { ReratingStatus } from '../../domain/rerating/state.ts'
import { AreaCode } from '../../domain/shared/area.ts'
import { Day, Month } from '../../domain/shared/day.ts'
import { SchemeCode } from '../../domain/shared/scheme-code.ts'
import { findRerating, listReratingLines, listReratings } from '../../projections/rerating/queries.ts'
import type { ReratingTable } from '../../projections/rerating/tables.ts'
import { reratingReport } from '../../reports/rerating.ts'
import { camelRow, changedRow } from '../rows.ts'
import { Id, IdParams } from '../schemas.ts'
import { addList, inYuan } from './list-route.ts'
import { withPersons } from './named-rows.ts'
import { addOne, visibleOne } from './one-route.ts'
import type { RoutePlace } from './route-place.ts'

const VIEW = 'rerating'
const url = '/v1/reratings'
const tags = ['reratings 批量调标']

const Row = z
  .strictObject({
    reratingId: Id,
    area: AreaCode,
    scheme: SchemeCode,
    change: KnownChange,
    fromMonth: Month,
    status: ReratingStatus,
    openedOn: Day,
    openedBy: z.string(),
    attempt: z.int(),
    hash: z.string().nullable().meta({ description: 'SHA-256 over the cases: what an approval binds.' }),
    readAt: z.int().nullable(),
    totals: z.array(ReratingTotal),
    rates: z.array(MovedRate).meta({ description: 'The rates of the scheme that the change moves.' }),
    calculatedOn: Day.nullable(),
    calculatedBy: z.string().nullable(),
    approvedOn: Day.nullable(),
    approvedBy: z.string().nullable(),
    adjusted: z.int(),
    reviewsOpened: z.int(),
    leftToCase: z.int(),
    appliedOn: Day.nullable(),
    appliedBy: z.string().nullable(),
    closedOn: Day.nullable(),
    summary: z.string().nullable(),
    revision: z.int(),
    changedAt: z.int(),
  })
  .meta({ id: 'Rerating' })

const CaseRow = z
  .strictObject({
    reratingId: Id,
    attempt: z.int(),
    ...ReratingLine.shape,
    result: DoneCase.shape.result.nullable(),
    code: z.string().nullable(),
  })
  .meta({ id: 'ReratingCase' })

const shownRow = ({ known_from: _from, known_to: _to, ...row }: ReratingTable) => changedRow(row)

/** What can be read of mass re-ratings: the list, one with its sums and progress, its cases; as known on any day. */
export const addReratingReads = (place: RoutePlace): void => {
  addReratingList(place)
  addRerating(place)
  addCases(place)
}

const addReratingList = (place: RoutePlace): void => {
  const { deps } = place
  addList(place, {
    url,
    tags,
    operationId: 'listReratings',
    summary: 'Mass re-ratings with number and sums of every outcome, as known on any day.',
    description: '批量调标列表，可按历史时点查询',
    view: VIEW,
    query: { scheme: SchemeCode.optional(), status: ReratingStatus.optional() },
    asOf: true,
    item: Row,
    ask: (asked, page) => listReratings(deps.views, asked, page),
    show: (rows) => rows.map(shownRow),
  })
}

const addRerating = (place: RoutePlace): void => {
  const { deps } = place
  addOne(place, {
    url: `${url}/:id`,
    tags,
    operationId: 'getRerating',
    summary: 'One re-rating: what moved, what becomes of how many cases, how far it has come.',
    description: '单次批量调标的测算汇总与执行进度',
    view: VIEW,
    asOf: true,
    item: Row,
    find: ({ id, knownAt }) => findRerating(deps.views, id, knownAt),
    show: shownRow,
  })
}

const addCases = (place: RoutePlace): void => {
  const { deps } = place
  addList(place, {
    url: `${url}/:id/cases`,
    tags,
    operationId: 'listReratingCases',
    summary: 'Every case of the newest calculation, before and after, and what was done to it; also as CSV or XLSX.',
    description: '批量调标逐户明细，可导出CSV或XLSX',
    view: VIEW,
    params: IdParams,
    query: { outcome: Outcome.optional(), reason: Reason.optional(), result: DoneCase.shape.result.optional() },
    asOf: true,
    item: CaseRow,
    of: async ({ id, knownAt }, { actor }) => {
      const { attempt } = visibleOne(actor, await findRerating(deps.views, id, knownAt))
      return { reratingId: id, attempt }
    },
    ask: (asked, page) => listReratingLines(deps.views, asked, page),
    show: (rows) => rows.map(camelRow),
    beside: inYuan,
    file: {
      report: reratingReport,
      name: ({ id }) => id,
      lines: (rows) => withPersons(deps, rows, (row) => row.person_id),
    },
  })
}
