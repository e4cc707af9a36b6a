import { z } from 'zod'
import { Department, EnquiryChannel, EnquiryKind, EnquiryStatus, ReferralOutcome } from '../../domain/enquiry/words.ts'
import { AreaCode } from '../../domain/shared/area.ts'
import { Day } from '../../domain/shared/day.ts'
import { SchemeCode } from '../../domain/shared/scheme-code.ts'
import { findEnquiry, listEnquiries, listReferrals } from '../../projections/outreach/queries.ts'
import type { EnquiryTable, ReferralTable } from '../../projections/outreach/tables.ts'
import { camelRow, changedRow } from '../rows.ts'
import { Flag, Id } from '../schemas.ts'
import { addList, lateOn, onDay } from './list-route.ts'
import { addOne } from './one-route.ts'
import type { RoutePlace } from './route-place.ts'

const tags = ['enquiries 一门受理']
const VIEW = 'outreach'

const EnquiryRow = z
  .strictObject({
    enquiryId: Id,
    personId: Id,
    area: AreaCode,
    channel: EnquiryChannel,
    kind: EnquiryKind,
    hotline: z.string().nullable(),
    ticket: z.string().nullable(),
    status: EnquiryStatus,
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
  .meta({ id: 'Enquiry' })

const ReferralRow = z
  .strictObject({
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
  .meta({ id: 'Referral' })

const shownEnquiry = (row: EnquiryTable, today: Day) => ({
  ...changedRow(row),
  overdue: row.status === 'OPEN' && row.answer_by < today,
})

const shownReferral = (row: ReferralTable, today: Day) => ({
  ...camelRow(row),
  overdue: row.answered_on === null && row.answer_by !== null && row.answer_by < today,
})

/** What can be read of enquiries: the board, one with its referrals, and the board of referrals. */
export const addEnquiryReads = (place: RoutePlace): void => {
  const { deps } = place
  addList(place, {
    url: '/v1/enquiries',
    tags,
    operationId: 'listEnquiries',
    summary: 'Enquiries by the last day of their answer; `overdue=true` is the board of what is late.',
    description: '来访来电台账（按答复期限排序）',
    view: VIEW,
    query: {
      status: EnquiryStatus.optional(),
      channel: EnquiryChannel.optional(),
      personId: Id.optional(),
      overdue: Flag.optional(),
    },
    item: EnquiryRow,
    ask: (asked, page, { today }) => listEnquiries(deps.views, { ...asked, ...lateOn(asked, today) }, page),
    show: (rows, { today }) => rows.map((row) => shownEnquiry(row, today)),
    beside: onDay,
  })

  addOne(place, {
    url: '/v1/enquiries/:id',
    tags,
    operationId: 'getEnquiry',
    summary: 'One enquiry with its referrals.',
    description: '来访来电详情及转介情况',
    view: VIEW,
    item: EnquiryRow.extend({ sent: z.array(ReferralRow) }),
    find: async ({ id, hidden }) => {
      const found = await findEnquiry(deps.views, id, hidden)
      return found && { ...found, area: found.row.area, revision: found.row.revision }
    },
    show: ({ row, referrals }, _asked, { today }) => ({
      ...shownEnquiry(row, today),
      sent: referrals.map((referral) => shownReferral(referral, today)),
    }),
  })

  addList(place, {
    url: '/v1/referrals',
    tags,
    operationId: 'listReferrals',
    summary: 'Referrals to schemes and departments, the oldest first.',
    description: '转办转介台账',
    view: VIEW,
    query: { answered: Flag.optional(), overdue: Flag.optional() },
    item: ReferralRow,
    ask: (asked, page, { today }) => listReferrals(deps.views, { ...asked, ...lateOn(asked, today) }, page),
    show: (rows, { today }) => rows.map((row) => shownReferral(row, today)),
    beside: onDay,
  })
}
