import { z } from 'zod'
import { OverpaidMonth } from '../../domain/overpayment/events.ts'
import { OverpaymentStatus } from '../../domain/overpayment/words.ts'
import { AreaCode, AreaKind } from '../../domain/shared/area.ts'
import { Day } from '../../domain/shared/day.ts'
import { Fen } from '../../domain/shared/fen.ts'
import { SchemeCode } from '../../domain/shared/scheme-code.ts'
import {
  findOverpayment,
  listOverpayments,
  movementsOf,
  overpaymentTotals,
} from '../../projections/overpayment/queries.ts'
import { overpaymentReport } from '../../reports/overpayments.ts'
import { camelRow } from '../rows.ts'
import { Flag, Id } from '../schemas.ts'
import { addList, inYuan } from './list-route.ts'
import { withPersons } from './named-rows.ts'
import { addOne } from './one-route.ts'
import { RunId } from './payment-run-schemas.ts'
import type { RoutePlace } from './route-place.ts'

const VIEW = 'overpayment'
const url = '/v1/overpayments'
const tags = ['overpayments 多发资金追回']
const On = Day.optional().meta({ description: 'At the end of this day; everything so far where absent.' })

const sums = { claimedFen: Fen, recoveredFen: Fen, offsetFen: Fen, waivedFen: Fen, outstandingFen: Fen }

const Row = z
  .strictObject({
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
  .meta({ id: 'Overpayment' })

const Total = z.strictObject({ scheme: SchemeCode, status: OverpaymentStatus, overpayments: z.int(), ...sums })

const Movement = z
  .looseObject({
    eventId: Id,
    kind: z.string(),
    movedOn: Day,
    fen: Fen,
    recordedBy: z.string(),
    recordedAt: z.int(),
  })
  .meta({ id: 'OverpaymentMovement' })

const shownRow = <Fields extends { detected_at: number; price_group: unknown }>({
  detected_at,
  price_group: _group,
  ...row
}: Fields) => ({
  ...camelRow(row),
  recordedAt: detected_at,
})

/** What can be read of overpayments: the list with its sums, on any day, as pages or a file; one with all its facts. */
export const addOverpaymentReads = (place: RoutePlace): void => {
  addOverpaymentList(place)
  addOverpayment(place)
}

const addOverpaymentList = (place: RoutePlace): void => {
  const { deps } = place
  addList(place, {
    url,
    tags,
    operationId: 'listOverpayments',
    summary: 'Overpayments and where their recovery stands, on any day; also as CSV or XLSX.',
    description: '多发资金及追回情况；可按日期和历史时点查询，可导出CSV或XLSX',
    view: VIEW,
    query: {
      on: On,
      scheme: SchemeCode.optional(),
      caseId: Id.optional(),
      personId: Id.optional(),
      status: OverpaymentStatus.optional(),
      totals: Flag.optional().meta({ description: 'With sums by scheme and status.' }),
    },
    asOf: true,
    item: Row,
    ask: (asked, page) => listOverpayments(deps.views, asked, page),
    show: (rows) => rows.map(shownRow),
    beside: {
      fields: { ...inYuan.fields, totals: z.array(Total).optional() },
      of: async (asked) => ({
        ...inYuan.of(),
        ...(asked.totals && { totals: (await overpaymentTotals(deps.views, asked)).map(camelRow) }),
      }),
    },
    file: {
      report: overpaymentReport,
      name: ({ on }) => on ?? 'overpayments',
      lines: (rows) => withPersons(deps, rows, (row) => row.person_id),
    },
  })
}

const addOverpayment = (place: RoutePlace): void => {
  const { deps } = place
  addOne(place, {
    url: `${url}/:id`,
    tags,
    operationId: 'getOverpayment',
    summary: 'One overpayment with every fact about its recovery, on any day.',
    description: '单笔多发资金及追回全过程，可按日期和历史时点查询',
    view: VIEW,
    query: { on: On },
    asOf: true,
    item: z.strictObject({ ...Row.shape, movements: z.array(Movement) }),
    find: ({ id, ...moment }) => findOverpayment(deps.views, id, moment),
    show: async (row, { id, ...moment }) => {
      const movements = await movementsOf(deps.views, id, moment)
      return {
        ...shownRow(row),
        movements: movements.map(({ position, overpayment_id: _id, revision: _revision, ...movement }) => ({
          ...camelRow(movement),
          recordedAt: position,
        })),
      }
    },
  })
}
