import { z } from 'zod'
import { Department, EnquiryChannel, EnquiryKind, ReferralOutcome } from '../../domain/enquiry/words.ts'
import { AreaCode } from '../../domain/shared/area.ts'
import { Day } from '../../domain/shared/day.ts'
import { SchemeCode } from '../../domain/shared/scheme-code.ts'
import { findEnquiry, listEnquiries, listReferrals } from '../../projections/outreach/queries.ts'
import type { EnquiryTable, ReferralTable } from '../../projections/outreach/tables.ts'
import { actorOf, areaFor, visibleTo } from '../auth.ts'
import { hiddenFrom } from '../confidential.ts'
import { etagOf } from '../preconditions.ts'
import { askedPage, listed, listOf, PageQuery, pageAnswer, ReadHeaders, shownBy } from '../reads.ts'
import { camelRow, changedRow, given } from '../rows.ts'
import { Id, IdParams, refusalResponses } from '../schemas.ts'
import { type RoutePlace, typed } from './route-place.ts'

const tags = ['enquiries 一门受理']
const VIEW = 'outreach'
const Flag = z.enum(['true', 'false'])
const Status = z.enum(['OPEN', 'CLOSED'])

const EnquiryRow = z.strictObject({
  enquiryId: Id,
  personId: Id,
  area: AreaCode,
  channel: EnquiryChannel,
  kind: EnquiryKind,
  hotline: z.string().nullable(),
  ticket: z.string().nullable(),
  status: Status,
  receivedOn: Day,
  answerBy: Day,
  answerClause: z.string(),
  closedOn: Day.nullable(),
  referrals: z.int(),
  openReferrals: z.int(),
  revision: z.int(),
  changedAt: z.int(),
  overdue: z.boolean(),
})

const ReferralRow = z.strictObject({
  referralId: Id,
  enquiryId: Id,
  personId: Id,
  area: AreaCode,
  scheme: SchemeCode.nullable(),
  caseId: Id.nullable(),
  department: Department.nullable(),
  office: z.string().nullable(),
  matter: z.string(),
  sentOn: Day,
  answerBy: Day.nullable(),
  answeredOn: Day.nullable(),
  outcome: ReferralOutcome.nullable(),
  answer: z.string().nullable(),
  overdue: z.boolean(),
})

const shownEnquiry = (row: EnquiryTable, today: Day) => ({
  ...changedRow(row),
  overdue: row.status === 'OPEN' && row.answer_by < today,
})

const shownReferral = (row: ReferralTable, today: Day) => ({
  ...camelRow(row),
  overdue: row.answered_on === null && row.answer_by !== null && row.answer_by < today,
})

/** What can be read of enquiries: the board, one with its referrals, and the board of referrals. */
export const addEnquiryReads = ({ app, deps }: RoutePlace): void => {
  typed(app).route({
    method: 'GET',
    url: '/v1/enquiries',
    schema: {
      tags,
      operationId: 'listEnquiries',
      summary: 'Enquiries, those to be answered first first; `overdue=true` is the board of what is late.',
      description: '来访来电台账（按答复期限排序）',
      headers: ReadHeaders,
      querystring: z.strictObject({
        ...PageQuery,
        area: AreaCode.optional(),
        status: Status.optional(),
        channel: EnquiryChannel.optional(),
        personId: Id.optional(),
        overdue: Flag.optional(),
      }),
      response: { 200: listOf(EnquiryRow).extend({ today: Day }), ...refusalResponses },
    },
    handler: async (request, reply) => {
      const { limit, after, area, overdue, ...filter } = request.query
      const today = deps.clock.today()
      const actor = actorOf(request)
      const within = areaFor(actor, area)
      const shown = await shownBy(deps, request, reply, VIEW)
      const page = askedPage({ limit, after })
      const overdueOn = overdue === 'true' ? today : undefined
      const asked = { ...given({ ...filter, overdueOn }), area: within, hidden: hiddenFrom(actor) }
      const found = await listed(page, () => listEnquiries(deps.views, asked, page))
      const rows = found.rows.map((row) => shownEnquiry(row, today))
      return { ...pageAnswer(request, reply, { ...found, rows }, shown), today }
    },
  })

  typed(app).route({
    method: 'GET',
    url: '/v1/enquiries/:id',
    schema: {
      tags,
      operationId: 'getEnquiry',
      summary: 'One enquiry with its referrals.',
      description: '来访来电详情及转介情况',
      headers: ReadHeaders,
      params: IdParams,
      response: {
        200: EnquiryRow.extend({ sent: z.array(ReferralRow), position: z.string() }),
        ...refusalResponses,
      },
    },
    handler: async (request, reply) => {
      const today = deps.clock.today()
      const shown = await shownBy(deps, request, reply, VIEW)
      const actor = actorOf(request)
      const found = await findEnquiry(deps.views, request.params.id, hiddenFrom(actor))
      const { row, referrals } = visibleTo(actor, found, (enquiry) => enquiry.row.area)
      reply.header('etag', etagOf(row.revision))
      const sent = referrals.map((referral) => shownReferral(referral, today))
      return { ...shownEnquiry(row, today), sent, position: shown.position }
    },
  })

  typed(app).route({
    method: 'GET',
    url: '/v1/referrals',
    schema: {
      tags,
      operationId: 'listReferrals',
      summary: 'Referrals to schemes and departments, the oldest first.',
      description: '转办转介台账',
      headers: ReadHeaders,
      querystring: z.strictObject({
        ...PageQuery,
        area: AreaCode.optional(),
        answered: Flag.optional(),
        overdue: Flag.optional(),
      }),
      response: { 200: listOf(ReferralRow).extend({ today: Day }), ...refusalResponses },
    },
    handler: async (request, reply) => {
      const { limit, after, area, answered, overdue } = request.query
      const today = deps.clock.today()
      const actor = actorOf(request)
      const within = areaFor(actor, area)
      const shown = await shownBy(deps, request, reply, VIEW)
      const page = askedPage({ limit, after })
      const filter = given({
        answered: answered && answered === 'true',
        overdueOn: overdue === 'true' ? today : undefined,
      })
      const found = await listed(page, () =>
        listReferrals(deps.views, { ...filter, area: within, hidden: hiddenFrom(actor) }, page),
      )
      const rows = found.rows.map((row) => shownReferral(row, today))
      return { ...pageAnswer(request, reply, { ...found, rows }, shown), today }
    },
  })
}
