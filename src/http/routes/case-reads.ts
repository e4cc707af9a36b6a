import { z } from 'zod'
import { Deadline } from '../../domain/case/clocks.ts'
import type { CaseStatus } from '../../domain/case/state.ts'
import { Filing } from '../../domain/scheme/household.ts'
import { AreaCode, AreaKind } from '../../domain/shared/area.ts'
import { Code } from '../../domain/shared/codes.ts'
import { Day, Month } from '../../domain/shared/day.ts'
import { Fen } from '../../domain/shared/fen.ts'
import { given } from '../../domain/shared/given.ts'
import { SchemeCode } from '../../domain/shared/scheme-code.ts'
import { findCase, listCases, listTimeline } from '../../projections/case-file/queries.ts'
import type { CaseFileTable, CaseTimelineTable } from '../../projections/case-file/tables.ts'
import { maskedNamesOf } from '../../projections/person/names.ts'
import type { HttpDeps } from '../deps.ts'
import { camelRow, changedRow, hideSealed } from '../rows.ts'
import { Flag, Hand, Id, IdParams, MaskedPerson } from '../schemas.ts'
import { areasOfCase } from './case-areas.ts'
import { addList } from './list-route.ts'
import { addOne, visibleOne } from './one-route.ts'
import type { RoutePlace } from './route-place.ts'

const tags = ['cases 案件']
const VIEW = 'case-file'

const CaseRow = z
  .strictObject({
    caseId: Id,
    scheme: SchemeCode,
    status: z.string(),
    area: AreaCode,
    areaKind: AreaKind.nullable(),
    applicant: Id.nullable(),
    holder: Id.nullable(),
    filing: Filing.nullable(),
    members: z.array(Id),
    openedOn: Day,
    acceptedOn: Day.nullable(),
    ruleset: z
      .string()
      .nullable()
      .meta({
        description:
          'The whole procedure in force on the day of acceptance, without the texts that lay over it that day and that ' +
          'the case follows as well. A decision follows the rules of its own day: its clauses are in the time line.',
      }),
    deadlines: z.array(Deadline),
    decisionNumber: z.string().nullable(),
    decidedOn: Day.nullable(),
    fromMonth: Month.nullable(),
    toMonth: Month.nullable(),
    amountFen: Fen.nullable(),
    reviewDue: Day.nullable(),
    reviewCauses: z.array(Code).meta({ description: 'Why the review that is open was opened; empty where none is.' }),
    dueOn: Day.nullable().meta({ description: 'From this day on something is true by time alone.' }),
    takenOver: z.boolean(),
    closeRelative: z.boolean(),
    povertyRegister: z.boolean(),
    revision: z.int(),
    changedAt: z.int().meta({ description: 'Place of its newest event in the log.' }),
    recordedAt: z.string(),
  })
  .meta({ id: 'Case' })

/** One event of a case as a reader sees it. */
export const Act = z
  .strictObject({
    version: z.int(),
    position: z.int(),
    eventId: Id,
    type: z.string(),
    ...Hand,
    reason: z.string().nullable(),
    basis: z.string().nullable(),
    delegation: z.string().nullable(),
    onBehalfOf: z.string().nullable(),
    corrects: z.string().nullable(),
    annuls: z.string().nullable(),
    data: z.unknown().meta({ description: 'Personal fields read ***.' }),
  })
  .meta({ id: 'Act' })

const caseAnswer = (row: CaseFileTable) =>
  changedRow({ ...row, members: [...row.members], deadlines: [...row.deadlines] })

/** A row of the time line without what only the log needs, personal fields hidden. */
export const actOf = (row: CaseTimelineTable): z.infer<typeof Act> => {
  const {
    caseId: _case,
    command: _command,
    correlation: _matter,
    causation: _cause,
    readAt: _read,
    ...act
  } = camelRow(row)
  return { ...act, data: hideSealed(row.data) }
}

const foundCase = async ({ views }: HttpDeps, caseId: string, knownAt?: bigint) => {
  const found = await findCase(views, caseId, knownAt)
  return found && { ...found, area: areasOfCase(found), scheme: found.row.scheme, revision: found.row.revision }
}

/** What can be read of cases: the list, one case now or as known then, and its whole time line. */
export const addCaseReads = (place: RoutePlace): void => {
  const { deps } = place
  addList(place, {
    url: '/v1/cases',
    tags,
    operationId: 'listCases',
    summary: 'Cases of an area, in order of area.',
    description: '案件列表',
    view: VIEW,
    query: {
      status: z
        .string()
        .regex(/^[A-Z_]{2,30}(,[A-Z_]{2,30}){0,20}$/)
        .optional()
        .meta({ description: 'One or more states, by commas.', examples: ['SUBMITTED,COUNTY_VISIT'] }),
      scheme: SchemeCode.optional(),
      personId: Id.optional().meta({ description: 'Applicant, holder or member.' }),
      reviewDueBy: Day.optional(),
      closeRelative: Flag.optional().meta({
        description: 'On the register of the kin of staff and committees [2021-57 Art.11], or none of them.',
      }),
      takenOver: Flag.optional().meta({ description: 'Entered from an existing roll, or none of them.' }),
    },
    item: CaseRow,
    ask: ({ status, ...asked }, page) => {
      const statuses = status?.split(',') as CaseStatus[] | undefined
      return listCases(deps.views, { ...asked, ...given({ status: statuses }) }, page)
    },
    show: (rows) => rows.map(caseAnswer),
  })

  addOne(place, {
    url: '/v1/cases/:id',
    tags,
    operationId: 'getCase',
    summary: 'One case, now or as known then.',
    description: '案件详情；可按历史时点查询',
    view: VIEW,
    asOf: true,
    item: CaseRow.extend({
      persons: z.array(MaskedPerson),
      details: z.unknown().meta({ description: 'The case as its steps have left it; personal fields read ***.' }),
    }),
    find: ({ id, knownAt }) => foundCase(deps, id, knownAt),
    show: async ({ row, state }) => {
      const payee = 'entitlement' in state && state.entitlement.payee.kind === 'PERSON' ? state.entitlement.payee : null
      const known = [row.applicant, row.holder, payee?.personId ?? null, ...row.members].filter((id) => id !== null)
      const names = await maskedNamesOf(deps.views, deps.vault, known)
      return { ...caseAnswer(row), persons: [...names.values()], details: hideSealed(state) }
    },
  })

  addList(place, {
    url: '/v1/cases/:id/timeline',
    tags,
    operationId: 'getCaseTimeline',
    summary: 'Every event of a case in its order: who did what, when, on which basis.',
    description: '案件全过程记录：何人何时依据何规定办理何事',
    view: VIEW,
    params: IdParams,
    asOf: true,
    item: Act,
    of: async ({ id, knownAt }, { actor }) => {
      visibleOne(actor, await foundCase(deps, id, knownAt))
      return { caseId: id }
    },
    ask: (asked, page) => listTimeline(deps.views, asked, page),
    show: (rows) => rows.map(actOf),
  })
}
