import { z } from 'zod'
import { FindingCode, FindingStatus, SampleOf } from '../../domain/inspection/words.ts'
import { AreaCode } from '../../domain/shared/area.ts'
import { Day } from '../../domain/shared/day.ts'
import { given } from '../../domain/shared/given.ts'
import { SchemeCode } from '../../domain/shared/scheme-code.ts'
import { filingsDue } from '../../processes/inspection/filings.ts'
import { coverageOf, listFindings } from '../../projections/inspection/queries.ts'
import { actorOf, areaFor } from '../auth.ts'
import { hiddenFrom } from '../confidential.ts'
import { ReadHeaders, shownBy } from '../reads.ts'
import { camelRow } from '../rows.ts'
import { Flag, Id, refusalResponses } from '../schemas.ts'
import { addList, lateOn, onDay } from './list-route.ts'
import { type RoutePlace, typed } from './route-place.ts'

const tags = ['inspections 督导检查']
const VIEW = 'inspection'

const FindingRow = z
  .strictObject({
    findingId: Id,
    inspectionId: Id,
    area: AreaCode,
    caseId: Id.nullable(),
    code: FindingCode,
    what: z.string(),
    foundOn: Day,
    rectifyBy: Day,
    status: FindingStatus,
    measures: z.string().nullable(),
    reportedOn: Day.nullable(),
    verifiedOn: Day.nullable(),
    note: z.string().nullable(),
    overdue: z.boolean(),
  })
  .meta({ id: 'Finding' })

const FilingRow = z
  .strictObject({
    eventId: Id,
    caseId: Id,
    act: z.string(),
    scheme: SchemeCode,
    township: AreaCode,
    onDay: Day,
    decisionNumber: z.string().nullable(),
    delegationId: Id.nullable(),
    filedOn: Day.nullable(),
    fileBy: Day,
    fileByProvisional: z.boolean().meta({ description: 'A year of the limit has no published calendar yet.' }),
    fileByClause: z.string(),
    overdue: z.boolean().meta({ description: 'Not filed by its last day, or filed after it.' }),
  })
  .meta({ id: 'Filing' })

const CoverageRow = z
  .strictObject({
    township: AreaCode,
    scheme: SchemeCode,
    of: SampleOf,
    cases: z.int(),
    drawn: z.int(),
    checked: z.int(),
    discrepant: z.int(),
  })
  .meta({ id: 'SpotCheckCoverage' })

/** The boards of supervision: findings to be put right, decisions of townships to be filed, and how much was checked. */
export const addFindingReads = (place: RoutePlace): void => {
  const { app, deps } = place
  addList(place, {
    url: '/v1/findings',
    tags,
    operationId: 'listFindings',
    summary: 'Findings of inspections, the most urgent first.',
    description: '检查发现问题及整改台账',
    view: VIEW,
    query: {
      inspectionId: Id.optional(),
      status: FindingStatus.optional(),
      overdue: Flag.optional().meta({ description: 'true: only those not put right by their last day.' }),
    },
    item: FindingRow,
    ask: (asked, page, { today }) => listFindings(deps.views, { ...asked, ...lateOn(asked, today) }, page),
    show: (rows, { today }) =>
      rows.map((row) => ({ ...camelRow(row), overdue: row.status !== 'RECTIFIED' && row.rectify_by < today })),
    beside: onDay,
  })

  addList(place, {
    url: '/v1/filings',
    tags,
    operationId: 'listFilings',
    summary: 'Decisions that townships made under a delegation, and whether they are filed with the county.',
    description: '委托确认备案台账（含报备期限及逾期情况）',
    view: VIEW,
    query: {
      scheme: SchemeCode.optional(),
      filed: Flag.optional(),
      overdue: Flag.optional().meta({
        description: 'true: only what was not filed by its last day; false: only the rest.',
      }),
      decidedBy: Day.optional().meta({ description: 'Only what was decided on or before this day.' }),
    },
    item: FilingRow,
    ask: (asked, page, { today }) => filingsDue(deps, asked, page, today),
    show: (rows) => rows.map(({ kind: _kind, position: _position, ...row }) => camelRow(row)),
    beside: onDay,
  })

  typed(app).route({
    method: 'GET',
    url: '/v1/spot-check-coverage',
    schema: {
      tags,
      operationId: 'getSpotCheckCoverage',
      summary: 'How many cases of a period were drawn, checked and found wanting, by township and scheme.',
      description: '抽查覆盖情况（按乡镇、项目、期间）',
      headers: ReadHeaders,
      querystring: z.strictObject({
        area: AreaCode.optional(),
        scheme: SchemeCode.optional(),
        from: Day,
        until: Day,
      }),
      response: { 200: z.strictObject({ items: z.array(CoverageRow), position: z.string() }), ...refusalResponses },
    },
    handler: async (request, reply) => {
      const { area, scheme, from, until } = request.query
      const actor = actorOf(request)
      const within = areaFor(actor, area)
      const hidden = hiddenFrom(actor)
      const shown = await shownBy(deps, request, reply, VIEW)
      const items = await coverageOf(deps.views, { from, until, ...given({ scheme }), area: within, hidden })
      return { items, position: shown.position }
    },
  })
}
