import { z } from 'zod'
import { PriceGroup } from '../../domain/price/groups.ts'
import { AreaCode } from '../../domain/shared/area.ts'
import { Day, Month } from '../../domain/shared/day.ts'
import { importPriceRoster, type RosterName } from '../../processes/price/import-roster.ts'
import { listRosters } from '../../projections/prices/queries.ts'
import { doneAnswer, runCommand } from '../commands.ts'
import { fileOf, readFileBodies } from '../file-body.ts'
import { CommandHeaders } from '../preconditions.ts'
import { needRostersOpen } from '../price-groups.ts'
import { camelRow } from '../rows.ts'
import { Done, Id, refusalResponses } from '../schemas.ts'
import { addList } from './list-route.ts'
import type { RoutePlace } from './route-place.ts'

const tags = ['prices 价格联动']
const url = '/v1/price-rosters'

/** About 200,000 people in CSV: the file and its people are held in memory while they are taken in. */
const FILE_LIMIT = 8 * 1024 * 1024
const WORKBOOK = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

const Name = z.strictObject({ area: AreaCode, group: PriceGroup, month: Month })

const RosterRow = z
  .strictObject({
    rosterId: Id,
    area: AreaCode,
    priceGroup: PriceGroup,
    month: Month,
    persons: z.int(),
    sha256: z.string(),
    replaces: Id.nullable(),
    importedOn: Day,
    importedAt: z.int(),
    replacedBy: Id.nullable(),
    replacedAt: z.int().nullable(),
  })
  .meta({ id: 'PriceRoster' })

/** Rosters of the groups that other offices keep: taken in as a file, listed with how many people they have. */
export const addPriceRosterRoutes = async (place: RoutePlace): Promise<void> => {
  const { deps } = place
  addList(place, {
    url,
    tags,
    operationId: 'listPriceRosters',
    summary: 'Imported rosters of groups that other offices keep, replaced ones among them.',
    description: '已导入的其他部门保障对象名单（含已被替换的）',
    view: 'prices',
    query: { month: Month.optional() },
    asOf: true,
    item: RosterRow,
    allow: needRostersOpen,
    ask: (asked, page) => listRosters(deps.views, asked, page),
    show: (rows) => rows.map(camelRow),
  })

  await place.app.register(async (app) => {
    readFileBodies(app, ['text/csv', WORKBOOK, 'application/octet-stream'], FILE_LIMIT)
    app.route<{ Params: RosterName }>({
      method: 'POST',
      url: `${url}/:area/:group/:month/import`,
      bodyLimit: FILE_LIMIT,
      schema: {
        tags,
        operationId: 'importPriceRoster',
        summary: 'Takes in a roster: CSV or XLSX with 身份证号码, 区划代码 and 城乡类别; another file replaces it.',
        description: '导入其他部门名单（CSV或XLSX，列：身份证号码、区划代码、城乡类别）；再次导入即替换',
        headers: CommandHeaders,
        params: Name,
        response: { 200: Done, ...refusalResponses },
      },
      handler: (request, reply) =>
        runCommand(place, request, reply, 'ImportPriceRoster', async (call) => {
          const { area, group, month } = request.params
          const handled = await importPriceRoster(deps, call, request.params, fileOf(request))
          return doneAnswer(`${area}-${group}-${month}`, handled)
        }),
    })
  })
}
