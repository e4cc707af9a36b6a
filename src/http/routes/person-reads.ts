import { z } from 'zod'
import { ReadPurpose } from '../../domain/access/purpose.ts'
import { parseIdNumber } from '../../domain/person/id-number.ts'
import { Sex } from '../../domain/person/words.ts'
import type { Actor } from '../../domain/shared/actor.ts'
import { AreaCode, isWithin } from '../../domain/shared/area.ts'
import { Day } from '../../domain/shared/day.ts'
import { ERASED } from '../../domain/shared/personal.ts'
import { recordRead } from '../../processes/access.ts'
import { areasHoldingCases } from '../../projections/case-file/queries.ts'
import { maskedNames, type NamedPerson, openedNames } from '../../projections/person/names.ts'
import { claimsOfPerson, findPerson, listPersons } from '../../projections/person/queries.ts'
import type { PersonTable } from '../../projections/person/tables.ts'
import { actorOf } from '../auth.ts'
import { isShownTo } from '../confidential.ts'
import type { HttpDeps } from '../deps.ts'
import { ReadHeaders, shownBy } from '../reads.ts'
import { camelRow } from '../rows.ts'
import { Id, MaskedPerson, refusalResponses } from '../schemas.ts'
import { addOne } from './one-route.ts'
import { openPerson } from './person-opening.ts'
import { type RoutePlace, typed } from './route-place.ts'

const tags = ['persons 人员']
const VIEW = 'person'

const Claim = z
  .strictObject({
    personId: Id,
    scheme: z.string(),
    caseId: Id,
    fromMonth: z.string(),
    toMonth: z.string().nullable(),
    claimedAt: z.int(),
    releasedAt: z.int().nullable(),
    lastMonth: z.string().nullable(),
    reason: z.string().nullable(),
  })
  .meta({ id: 'Claim' })

const PersonAnswer = z.strictObject({
  ...MaskedPerson.shape,
  masked: z.boolean(),
  sex: Sex,
  area: AreaCode,
  diedOn: Day.nullable(),
  registeredOn: Day,
  revision: z.int(),
  claims: z.array(Claim),
})

const Unmask = {
  purpose: ReadPurpose.optional().meta({
    description:
      'Shows names and numbers in full; needs a role for it, and the case it is for. It is written down that they were ' +
      'shown, or withheld.',
  }),
  caseId: Id.optional(),
}

/**
 * Somebody with the claims that the actor may know of, and where they may be seen: where they are registered, and where one of
 * these claims is.
 */
export const personFor = async ({ views }: HttpDeps, actor: Actor, row: PersonTable) => {
  const claims = (await claimsOfPerson(views, row.person_id)).filter(isShownTo(actor))
  const caseIds = claims.map(({ case_id }) => case_id)
  return { row, claims, area: [row.area, ...(await areasHoldingCases(views, caseIds))], revision: row.revision }
}

const unnamed = (personId: string): NamedPerson => ({
  personId,
  name: ERASED,
  idNumber: null,
  bank: null,
  account: null,
  accountHolder: null,
})

/** What can be read of persons: one by id, masked unless role, purpose and case allow more; and who has an ID number. */
export const addPersonReads = (place: RoutePlace): void => {
  const { app, deps } = place
  addOne(place, {
    url: '/v1/persons/:id',
    tags,
    operationId: 'getPerson',
    summary: 'One person, masked unless role, purpose and case allow more.',
    description: '人员详情；默认脱敏，按岗位、用途和案件授权后显示全文',
    view: VIEW,
    second: 'case-file',
    query: Unmask,
    item: PersonAnswer,
    find: async ({ id }, { actor }) => {
      const row = await findPerson(deps.views, id)
      return row && personFor(deps, actor, row)
    },
    show: async ({ row, claims }, { id, purpose, caseId }, reader) => {
      if (purpose !== undefined) await openPerson(deps, reader, { personId: id, purpose, caseId })
      const names = await (purpose === undefined ? maskedNames : openedNames)(deps.vault, [row])
      return {
        ...(names.get(id) ?? unnamed(id)),
        masked: purpose === undefined,
        sex: row.sex,
        area: row.area,
        diedOn: row.died_on,
        registeredOn: row.registered_on,
        revision: row.revision,
        claims: claims.map(camelRow),
      }
    },
  })

  typed(app).route({
    method: 'POST',
    url: '/v1/persons/search',
    schema: {
      tags,
      operationId: 'searchPersons',
      summary:
        'Who has an ID number. A POST, so that no number stands in an address or a log; that somebody searched is written down.',
      description: '按公民身份号码查找人员；号码只在请求正文中传递，查询本身留痕',
      headers: ReadHeaders,
      body: z
        .strictObject({ idNumber: z.string().max(32).toUpperCase() })
        .meta({ examples: [{ idNumber: '990101198001010015' }] }),
      response: { 200: z.strictObject({ items: z.array(MaskedPerson), position: z.string() }), ...refusalResponses },
    },
    handler: async (request, reply) => {
      const actor = actorOf(request)
      const { idNumber } = request.body
      parseIdNumber(idNumber)
      const shown = await shownBy(deps, request, reply, VIEW)
      const idIndex = deps.vault.blindIndex(idNumber)
      const { rows } = await listPersons(deps.views, { idIndex }, { limit: 1 })
      const found = await Promise.all(rows.map((row) => personFor(deps, actor, row)))
      const seen = found.filter(({ area }) => area.some((one) => isWithin(one, actor.area)))
      const [personId = null] = seen.map(({ row }) => row.person_id)
      const search = { type: 'IdNumberSearched', data: { idIndex, personId } } as const
      await recordRead(deps, { actor, commandId: request.id }, search)
      const names = await maskedNames(
        deps.vault,
        seen.map(({ row }) => row),
      )
      return { items: [...names.values()], position: shown.position }
    },
  })
}
