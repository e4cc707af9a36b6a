import { z } from 'zod'
import { AidForm, PaperworkOutcome } from '../../domain/case/words.ts'
import { Township } from '../../domain/reserve/events.ts'
import { Day } from '../../domain/shared/day.ts'
import { Fen } from '../../domain/shared/fen.ts'
import { type AidRow, listAids, paperworkStates } from '../../projections/reserve/aids.ts'
import { emergencyAidReport } from '../../reports/reserve.ts'
import { camelRow } from '../rows.ts'
import { Flag, Id, MaskedPerson } from '../schemas.ts'
import { addList, inYuan } from './list-route.ts'
import { withPersons } from './named-rows.ts'
import type { RoutePlace } from './route-place.ts'

const Paperwork = z.enum(paperworkStates)

const Aid = z
  .strictObject({
    drawId: Id,
    caseId: Id,
    area: Township,
    personId: Id,
    recipient: MaskedPerson.nullable(),
    amountFen: Fen,
    form: AidForm,
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
    outcome: PaperworkOutcome.nullable(),
    filedOn: Day.nullable(),
    filedAt: z.int().nullable(),
  })
  .meta({ id: 'EmergencyAid' })

/** Emergency aids: what was handed out before the procedure, and the board of what paperwork is overdue. */
export const addEmergencyAidRoutes = (place: RoutePlace): void => {
  const { deps } = place
  const withRecipients = (rows: readonly AidRow[]) => withPersons(deps, rows, (row) => row.person_id)
  addList(place, {
    url: '/v1/emergency-aids',
    tags: ['reserves 备用金'],
    operationId: 'listEmergencyAids',
    summary: 'Aid handed out before the procedure, and its paperwork: overdue first; also as CSV or XLSX.',
    description: '先行救助台账及补齐手续情况（逾期在前）；可导出CSV或XLSX',
    view: 'reserve',
    second: 'person',
    query: {
      paperwork: Paperwork.optional(),
      unfiled: Flag.optional().meta({ description: 'Decided by a township and not yet filed with the county.' }),
    },
    asOf: true,
    item: Aid,
    ask: (asked, page, { today }) => listAids(deps.views, { ...asked, today }, page),
    show: async (rows) =>
      (await withRecipients(rows)).map(({ row, person }) => ({ ...camelRow(row), recipient: person ?? null })),
    beside: inYuan,
    file: { report: emergencyAidReport, name: ({ area }) => area, lines: withRecipients },
  })
}
