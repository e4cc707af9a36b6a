import { z } from 'zod'
import { policyCommands } from '../../domain/policy/commands.ts'
import { RateAreaKind } from '../../domain/policy/rate.ts'
import { AreaCode } from '../../domain/shared/area.ts'
import { Day } from '../../domain/shared/day.ts'
import { SchemeCode } from '../../domain/shared/scheme-code.ts'
import { policyCommand } from '../../processes/policies.ts'
import { listPolicies } from '../../projections/policy/queries.ts'
import { policyKinds } from '../../projections/policy/tables.ts'
import { addCommands } from '../commands.ts'
import { camelRow } from '../rows.ts'
import { Id } from '../schemas.ts'
import { addList, publicNotices } from './list-route.ts'
import { addPolicyRateRoutes } from './policy-rates.ts'
import type { RoutePlace } from './route-place.ts'

const url = '/v1/policies/:area'
const params = z.strictObject({ area: AreaCode })
const Kind = z.enum(policyKinds)

const Entry = z
  .strictObject({
    entryId: z.string(),
    kind: Kind,
    area: AreaCode,
    scheme: SchemeCode.nullable(),
    areaKind: RateAreaKind.nullable(),
    key: z.string().nullable(),
    effectiveFrom: Day,
    effectiveUntil: Day.nullable(),
    inForceOn: Day,
    documentNumber: z.string(),
    documentTitle: z.string(),
    documentIssuer: z.string(),
    value: z.unknown(),
    eventId: Id,
    publishedAt: z.int(),
    withdrawnOn: Day.nullable(),
    withdrawnDocument: z.string().nullable(),
    withdrawnAt: z.int().nullable(),
  })
  .meta({ id: 'PolicyEntry' })

/** Policies: what an area has published, each with its document. Open to all who may sign in: they are public notices. */
export const addPolicyRoutes = (place: RoutePlace): void => {
  const { deps } = place
  addCommands<(typeof policyCommands)[number]>(place, policyCommands, {
    url,
    tag: 'policies 政策',
    params,
    subjectOf: (values) => (values as { area: string }).area,
    run: (call, command) => policyCommand(deps, call, command),
  })

  addPolicyRateRoutes(place)

  addList(place, {
    url,
    tags: ['policies 政策'],
    operationId: 'listPolicies',
    summary: 'What an area and the areas in it, or above it, have published.',
    description: '本地区及下辖（或者上级）地区发布的标准、比例、数值、参数、日历与授权',
    view: 'policy',
    params,
    query: {
      kind: Kind.optional(),
      scheme: SchemeCode.optional(),
      key: z.string().max(60).optional().meta({ description: 'Name of a rate or parameter.' }),
      on: Day.optional().meta({ description: 'Only what counts on this day.' }),
      knownOn: Day.optional().meta({ description: 'Only what was announced, and not withdrawn, by this day.' }),
      reach: z
        .enum(['WITHIN', 'ABOVE'])
        .optional()
        .meta({ description: 'The area and all in it (where absent), or the area and all above it.' }),
    },
    asOf: true,
    item: Entry,
    of: publicNotices,
    ask: ({ area, reach, ...asked }, page) =>
      listPolicies(deps.views, { ...asked, ...(reach === 'ABOVE' ? { countingIn: area } : { area }) }, page),
    show: (rows) => rows.map(camelRow),
  })
}
