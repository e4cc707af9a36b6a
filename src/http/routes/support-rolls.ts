import { z } from 'zod'
import { SupportForm } from '../../domain/scheme/extreme-poverty-support/particulars.ts'
import { SelfCareLevel } from '../../domain/scheme/extreme-poverty-support/self-care.ts'
import { AreaCode, AreaKind } from '../../domain/shared/area.ts'
import { Day } from '../../domain/shared/day.ts'
import { Fen } from '../../domain/shared/fen.ts'
import { AsOf } from '../../log/as-of.ts'
import { maskedNamesOf } from '../../projections/person/names.ts'
import { countSupported, listSupported } from '../../projections/support/queries.ts'
import { actorOf, areaFor } from '../auth.ts'
import { askedPage, listed, listOf, PageQuery, pageAnswer, ReadHeaders, shownBy } from '../reads.ts'
import { camelRow, given } from '../rows.ts'
import { Id, refusalResponses } from '../schemas.ts'
import { type RoutePlace, typed } from './route-place.ts'

const Form = SupportForm.nullable().meta({ description: 'Null where nobody has said it.' })
const Level = SelfCareLevel.nullable().meta({ description: 'Null where nobody has said it.' })

const Count = z.strictObject({
  areaKind: AreaKind,
  form: Form,
  level: Level,
  persons: z.int(),
  wishOtherwise: z.int().meta({ description: 'Of these, who would like the other form by their newest wish.' }),
  fen: Fen,
})

const Supported = z.strictObject({
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

/** The roll of support for the extremely poor on a day: who, in which form, at which level; with counts. */
export const addSupportRollRoutes = ({ app, deps }: RoutePlace): void => {
  typed(app).route({
    method: 'GET',
    url: '/v1/support-rolls/:day',
    schema: {
      tags: ['rosters 花名册'],
      operationId: 'getSupportRoll',
      summary: 'Who is supported on a day, by form, self-care level and kind of area, with counts.',
      description: '指定日期的特困供养名册：供养形式、自理能力等级、城乡分类及人数',
      headers: ReadHeaders,
      params: z.strictObject({ day: Day }),
      querystring: z.strictObject({
        ...PageQuery,
        area: AreaCode.optional(),
        areaKind: AreaKind.optional(),
        form: SupportForm.optional(),
        level: SelfCareLevel.optional(),
        asOf: AsOf.optional(),
      }),
      response: { 200: listOf(Supported).extend({ counts: z.array(Count) }), ...refusalResponses },
    },
    handler: async (request, reply) => {
      const { limit, after, area, asOf, ...asked } = request.query
      const within = areaFor(actorOf(request), area)
      const shown = await shownBy(deps, request, reply, 'support', asOf, 'roster')
      const filter = { ...given({ ...asked, knownAt: shown.knownAt }), on: request.params.day, area: within }
      const page = askedPage({ limit, after })
      const found = await listed(page, () => listSupported(deps.views, filter, page))
      const names = await maskedNamesOf(
        deps.views,
        deps.vault,
        found.rows.map(({ holder }) => holder),
      )
      const rows = found.rows.map((row) => ({ ...camelRow(row), name: names.get(row.holder)?.name ?? null }))
      const counts = await countSupported(deps.views, filter)
      return { ...pageAnswer(request, reply, { ...found, rows }, shown), counts: counts.map(camelRow) }
    },
  })
}
