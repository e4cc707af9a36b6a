import { z } from 'zod'
import { SupportForm } from '../../domain/scheme/extreme-poverty-support/particulars.ts'
import { SelfCareLevel } from '../../domain/scheme/extreme-poverty-support/self-care.ts'
import { AreaCode, AreaKind } from '../../domain/shared/area.ts'
import { Day } from '../../domain/shared/day.ts'
import { Fen } from '../../domain/shared/fen.ts'
import { countSupported, listSupported } from '../../projections/support/queries.ts'
import { camelRow } from '../rows.ts'
import { Id } from '../schemas.ts'
import { addList } from './list-route.ts'
import { withPersons } from './named-rows.ts'
import type { RoutePlace } from './route-place.ts'

const Form = SupportForm.nullable().meta({ description: 'Null where nobody has said it.' })
const Level = SelfCareLevel.nullable().meta({ description: 'Null where nobody has said it.' })

const Count = z
  .strictObject({
    areaKind: AreaKind,
    form: Form,
    level: Level,
    persons: z.int(),
    wishOtherwise: z.int().meta({ description: 'Of these, who would like the other form by their newest wish.' }),
    fen: Fen,
  })
  .meta({ id: 'SupportCount' })

const Supported = z
  .strictObject({
    caseId: Id,
    holder: Id,
    name: z.string().nullable(),
    area: AreaCode,
    areaKind: AreaKind,
    amountFen: Fen,
    form: Form,
    level: Level,
    institutionId: Id.nullable(),
    agreementUntil: Day.nullable(),
    wish: SupportForm.nullable(),
    wishOn: Day.nullable(),
  })
  .meta({ id: 'SupportedPerson' })

/** The roll of support for the extremely poor on a day: who, in which form, at which level; with counts. */
export const addSupportRollRoutes = (place: RoutePlace): void => {
  const { deps } = place
  addList(place, {
    url: '/v1/support-rolls/:day',
    tags: ['rosters 花名册'],
    operationId: 'getSupportRoll',
    summary: 'Who is supported on a day, by form, self-care level and kind of area, with counts.',
    description: '指定日期的特困供养名册：供养形式、自理能力等级、城乡分类及人数',
    view: 'support',
    second: 'roster',
    params: z.strictObject({ day: Day }),
    query: {
      areaKind: AreaKind.optional(),
      form: SupportForm.optional(),
      level: SelfCareLevel.optional(),
    },
    asOf: true,
    item: Supported,
    ask: ({ day, ...asked }, page) => listSupported(deps.views, { ...asked, on: day }, page),
    show: async (rows) => {
      const named = await withPersons(deps, rows, ({ holder }) => holder)
      return named.map(({ row, person }) => ({ ...camelRow(row), name: person?.name ?? null }))
    },
    beside: {
      fields: { counts: z.array(Count) },
      of: async ({ day, ...asked }) => ({
        counts: (await countSupported(deps.views, { ...asked, on: day })).map(camelRow),
      }),
    },
  })
}
