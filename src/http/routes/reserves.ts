import { z } from 'zod'
import { reserveCommands } from '../../domain/reserve/commands.ts'
import { FundSource, Township } from '../../domain/reserve/events.ts'
import { AreaCode } from '../../domain/shared/area.ts'
import { Day } from '../../domain/shared/day.ts'
import { Fen } from '../../domain/shared/fen.ts'
import { reserveCommand } from '../../processes/reserves/reserve-command.ts'
import { listReserveMovements, reserveBalances, reserveSources } from '../../projections/reserve/queries.ts'
import { withRecipients } from '../../projections/reserve/recipients.ts'
import { reserveMovementKinds } from '../../projections/reserve/tables.ts'
import { reserveBalanceReport, reserveBookReport } from '../../reports/reserve.ts'
import { areaFor } from '../auth.ts'
import { addCommands } from '../commands.ts'
import { camelRow } from '../rows.ts'
import { Id, MaskedPerson } from '../schemas.ts'
import { addList, inYuan } from './list-route.ts'
import { addOne } from './one-route.ts'
import type { RoutePlace } from './route-place.ts'

const VIEW = 'reserve'
const url = '/v1/reserves'
const tags = ['reserves 备用金']
const params = z.strictObject({ area: Township })
const On = Day.optional().meta({ description: 'At the end of this day; everything so far where absent.' })
const Kind = z.enum(reserveMovementKinds)

/** Each kind of fact for itself: allocated + replenished + returned + annulled = drawn + settled + balance. */
const Balance = z
  .strictObject({
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
  .meta({ id: 'Reserve' })

const Source = z
  .strictObject({
    source: FundSource,
    budgetYear: z.int(),
    allocatedFen: Fen,
    replenishedFen: Fen,
    settledFen: Fen,
  })
  .meta({ id: 'ReserveSource' })

const Movement = z
  .strictObject({
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
  .meta({ id: 'ReserveMovement' })

type Rows = Awaited<ReturnType<typeof withRecipients>>

const shownRow = ({ row, recipient, cause }: Rows[number]) => {
  const { hardship_sealed: _sealed, position, ...rest } = row
  return { ...camelRow(rest), recordedAt: position, recipient: recipient ?? null, cause: cause ?? null }
}

/** Reserves: what was paid ahead to townships, what has been drawn from it and for whom, and what is left on any day. */
export const addReserveRoutes = (place: RoutePlace): void => {
  const { deps } = place
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

  addOne(place, {
    url: `${url}/:area`,
    tags,
    operationId: 'getReserve',
    summary: 'Where the reserve of a township stands, also by source; on any day, now or as known then.',
    description: '乡镇（街道）备用金余额及资金来源，可按日期和历史时点查询',
    view: VIEW,
    params,
    query: { on: On },
    asOf: true,
    item: z.strictObject({ ...Balance.shape, sources: z.array(Source) }),
    find: async (asked) => (await reserveBalances(deps.views, asked, { limit: 1 })).rows[0],
    show: async (balance, asked) => ({
      ...camelRow(balance),
      sources: (await reserveSources(deps.views, asked)).map(camelRow),
    }),
  })
}

/** The balances of all townships of an area. */
const addBalances = (place: RoutePlace): void => {
  const { deps } = place
  addList(place, {
    url,
    tags,
    operationId: 'listReserves',
    summary: 'The reserves of an area by township; also as CSV or XLSX.',
    description: '各乡镇（街道）备用金余额；可导出CSV或XLSX',
    view: VIEW,
    query: { on: On },
    asOf: true,
    item: Balance,
    ask: (asked, page) => reserveBalances(deps.views, asked, page),
    show: (rows) => rows.map(camelRow),
    beside: inYuan,
    file: { report: reserveBalanceReport, name: ({ on, area }) => on ?? area, lines: (rows) => rows },
  })
}

/** The book: every fact, with recipient and cause of each draw. */
const addBook = (place: RoutePlace): void => {
  const { deps } = place
  addList(place, {
    url: `${url}/:area/movements`,
    tags,
    operationId: 'listReserveMovements',
    summary: 'The book of a reserve, or of all reserves of a county; also as CSV or XLSX.',
    description: '备用金台账；可导出CSV或XLSX，可按历史时点查询',
    view: VIEW,
    second: 'person',
    params: z.strictObject({ area: AreaCode }),
    query: { on: On, kind: Kind.optional(), caseId: Id.optional() },
    asOf: true,
    item: Movement,
    of: ({ area }, { actor }) => ({ area: areaFor(actor, area) }),
    ask: (asked, page) => listReserveMovements(deps.views, asked, page),
    show: async (rows) => (await withRecipients(deps.views, deps.vault, rows)).map(shownRow),
    beside: inYuan,
    file: {
      report: reserveBookReport,
      name: ({ area }) => area,
      lines: (rows) => withRecipients(deps.views, deps.vault, rows),
    },
  })
}
