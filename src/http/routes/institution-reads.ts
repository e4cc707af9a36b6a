import { z } from 'zod'
import { InstitutionKind } from '../../domain/institution/words.ts'
import { AreaCode } from '../../domain/shared/area.ts'
import { Day, Month } from '../../domain/shared/day.ts'
import {
  findInstitution,
  type InstitutionRow,
  listInstitutions,
  listResidents,
} from '../../projections/institution/queries.ts'
import { Id, IdParams } from '../schemas.ts'
import { addList } from './list-route.ts'
import { withPersons } from './named-rows.ts'
import { addOne, visibleOne } from './one-route.ts'
import type { RoutePlace } from './route-place.ts'

const tags = ['institutions 供养服务机构']
const VIEW = 'institution'

const InstitutionItem = z
  .strictObject({
    institutionId: Id,
    name: z.string(),
    kind: InstitutionKind,
    area: AreaCode,
    creditCode: z.string().nullable(),
    bank: z.string().nullable(),
    account: z.string().nullable().meta({ description: 'All but the last four digits starred.' }),
    beds: z.int(),
    residents: z.int().meta({ description: 'Who has a bed on that day.' }),
    freeBeds: z.int(),
    closedOn: Day.nullable(),
    move: z
      .strictObject({ into: Id, fromMonth: Month, residents: z.int(), remaining: z.int(), finishedOn: Day.nullable() })
      .nullable()
      .meta({ description: 'The newest move of all residents to another institution, and how far it has come.' }),
    revision: z.int(),
  })
  .meta({ id: 'Institution' })

const Stay = z
  .strictObject({
    caseId: Id,
    personId: Id,
    name: z.string().nullable(),
    fromDay: Day,
    lastDay: Day.nullable(),
    reason: z.string().nullable(),
  })
  .meta({ id: 'Stay' })

const On = Day.optional().meta({ description: 'The day that is asked about; today where absent.' })

const moveOf = (row: InstitutionRow): z.infer<typeof InstitutionItem>['move'] => {
  const { move_into: into, move_from_month: fromMonth, move_residents: residents, move_finished_on: finishedOn } = row
  if (into === null || fromMonth === null || residents === null) return null
  return { into, fromMonth, residents, remaining: finishedOn === null ? row.remaining : 0, finishedOn }
}

const itemOf = (row: InstitutionRow): z.infer<typeof InstitutionItem> => ({
  institutionId: row.institution_id,
  name: row.name,
  kind: row.kind,
  area: row.area,
  creditCode: row.credit_code,
  bank: row.bank,
  account: row.account_masked,
  beds: row.beds,
  residents: row.residents,
  freeBeds: row.beds - row.residents,
  closedOn: row.closed_on,
  move: moveOf(row),
  revision: row.revision,
})

/** What can be read of institutions: beds and residents of a day, the progress of a move, who lives there. */
export const addInstitutionReads = (place: RoutePlace): void => {
  const { deps } = place
  addList(place, {
    url: '/v1/institutions',
    tags,
    operationId: 'listInstitutions',
    summary: 'Homes for supported people with their beds and residents on a day.',
    description: '供养服务机构及其指定日期的床位和在院人数',
    view: VIEW,
    query: { on: On },
    asOf: true,
    item: InstitutionItem,
    ask: (asked, page, { today }) => listInstitutions(deps.views, { on: today, ...asked }, page),
    show: (rows) => rows.map(itemOf),
  })

  addOne(place, {
    url: '/v1/institutions/:id',
    tags,
    operationId: 'getInstitution',
    summary: 'One home, with its residents on a day and the progress of a move.',
    description: '供养服务机构详情、在院人数及整体转移进度',
    view: VIEW,
    query: { on: On },
    item: InstitutionItem,
    find: ({ id, ...asked }, { today }) => findInstitution(deps.views, id, { on: today, ...asked }),
    show: itemOf,
  })

  addList(place, {
    url: '/v1/institutions/:id/residents',
    tags,
    operationId: 'listResidents',
    summary: 'Who lives in a home on a day, names masked.',
    description: '指定日期的在院供养人员（姓名脱敏）',
    view: VIEW,
    second: 'person',
    params: IdParams,
    query: { on: On },
    asOf: true,
    item: Stay,
    of: async ({ id, ...asked }, { actor, today }) => {
      visibleOne(actor, await findInstitution(deps.views, id, { on: today, ...asked }))
      return { institutionId: id }
    },
    ask: (asked, page, { today }) => listResidents(deps.views, { on: today, ...asked }, page),
    show: async (rows) => {
      const named = await withPersons(deps, rows, (row) => row.person_id)
      return named.map(({ row, person }) => ({
        caseId: row.case_id,
        personId: row.person_id,
        name: person?.name ?? null,
        fromDay: row.from_day,
        lastDay: row.last_day,
        reason: row.reason,
      }))
    },
  })
}
