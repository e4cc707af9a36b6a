import { type Kysely, type SqlBool, sql } from 'kysely'
import type { CaseEvent } from '../../domain/case/events.ts'
import { type AreaCode, townshipOf } from '../../domain/shared/area.ts'
import type { Day } from '../../domain/shared/day.ts'
import { allOf, type Condition, equals, inOrderOf, isAfter, isIn, isNoneOf } from '../conditions.ts'
import { type AskedPage, keyBefore, type ListPage, pageOf } from '../page.ts'
import type { Database } from '../schema.ts'
import type { Fact } from '../view.ts'
import type { InspectionActTable, InspectionPlaceTable } from './tables.ts'

/** The case events that say where a case lies, that a sample is drawn from, or that file a decision. */
export const actTypes = [
  'IntakeRegistered',
  'ApplicationOpenedFromLead',
  'EntitlementTakenOver',
  'DossierSubmitted',
  'GrantDecided',
  'RefusalDecided',
  'EntitlementIncreased',
  'ReductionDecided',
  'EntitlementSuspended',
  'EntitlementResumed',
  'GradualExitStarted',
  'GradualExitEnded',
  'TerminationDecided',
  'EntitlementMoved',
  'EmergencyAidGranted',
  'DecisionFiled',
] as const satisfies readonly CaseEvent['type'][]

/** One of them. */
export type ActEvent = Extract<CaseEvent, { type: (typeof actTypes)[number] }>

/** Where an event says that a case lies, if it does. */
export const placeIn = ({ data }: Fact<ActEvent>): InspectionPlaceTable | undefined => {
  if ('scheme' in data && 'area' in data) return { case_id: data.caseId, scheme: data.scheme, area: data.area }
  if (!('entitlement' in data)) return undefined
  return { case_id: data.caseId, scheme: data.entitlement.scheme, area: data.entitlement.area }
}

/** The act that an event is, if a sample can be drawn from it. */
export const actOf = (fact: Fact<ActEvent>, place: InspectionPlaceTable): InspectionActTable | undefined => {
  const { data, envelope, id, position, type } = fact
  const delegationId = 'delegationId' in data ? data.delegationId : null
  if (type !== 'DossierSubmitted' && delegationId === null) return undefined
  return {
    event_id: id,
    case_id: data.caseId,
    kind: type === 'DossierSubmitted' ? 'DOSSIERS' : 'DELEGATED_DECISIONS',
    act: type,
    scheme: place.scheme,
    township: townshipOf(place.area),
    on_day: 'decidedOn' in data ? data.decidedOn : envelope.on,
    decision_number: 'decisionNumber' in data ? data.decisionNumber : null,
    delegation_id: delegationId,
    position: Number(position),
    filed_on: null,
  }
}

/** Which acts: of a kind and scheme, in an area, between two days, as known at a log position. */
type ActQuestion = {
  kind: InspectionActTable['kind']
  scheme: string
  area: AreaCode
  from: Day
  until: Day
  knownAt: bigint
}

/** The cases of all acts that a sample is drawn from; a case stands in the township of its newest act. */
export const actsToCheck = (
  db: Kysely<Database>,
  { kind, scheme, area, from, until, knownAt }: ActQuestion,
): Promise<Pick<InspectionActTable, 'case_id' | 'township'>[]> =>
  db
    .selectFrom('inspection_act')
    .select(['case_id', 'township'])
    .where('kind', '=', kind)
    .where('scheme', '=', scheme)
    .where('on_day', '>=', from)
    .where('on_day', '<=', until)
    .where(sql<SqlBool>`position <= ${knownAt}`)
    .where(allOf(isIn('township', area)))
    .orderBy('position')
    .execute()

/** Delegated decisions: filed or not, made on or before a day. */
export type FilingFilter = {
  area?: AreaCode
  scheme?: string
  /** Schemes that the reader may not know of. */
  hidden?: readonly string[]
  filed?: boolean
  decidedBy?: Day
}

/** A day on which a township decided under a scheme: what the last day of filing depends on. */
export type DecisionDay = Pick<InspectionActTable, 'scheme' | 'township' | 'on_day'>

/** Which of them are late, or are not, by the last day of filing of each decision day, as seen on a day. */
export type Lateness = { overdue: boolean; on: Day; days: readonly (DecisionDay & { fileBy: Day })[] }

const asked = ({ area, scheme, hidden, filed, decidedBy }: FilingFilter) =>
  allOf(
    equals('kind', 'DELEGATED_DECISIONS'),
    isIn('township', area),
    equals('scheme', scheme),
    isNoneOf('scheme', hidden),
    filed === undefined ? undefined : sql<SqlBool>`(filed_on is not null) = ${filed}`,
    decidedBy === undefined ? undefined : sql<SqlBool>`on_day <= ${decidedBy}`,
  )

/** Every day on which one of some decisions was made, once for each township and scheme. */
export const decisionDays = (db: Kysely<Database>, filter: FilingFilter): Promise<DecisionDay[]> =>
  db.selectFrom('inspection_act').select(['scheme', 'township', 'on_day']).distinct().where(asked(filter)).execute()

const isLate = ({ overdue, on, days }: Lateness): Condition =>
  sql<SqlBool>`exists (
    select from unnest(${days.map(({ scheme }) => scheme)}::text[], ${days.map(({ township }) => township)}::text[],
                       ${days.map(({ on_day }) => on_day)}::text[], ${days.map(({ fileBy }) => fileBy)}::text[])
      as due (scheme, township, on_day, file_by)
    where due.scheme = inspection_act.scheme and due.township = inspection_act.township
      and due.on_day = inspection_act.on_day and coalesce(filed_on, ${on}) > due.file_by) = ${overdue}`

const pageOrder = ['on_day', 'event_id'] as const

/** The decisions of townships in the order of their days, a page at a time. */
export const listFilings = async (
  db: Kysely<Database>,
  { lateness, ...filter }: FilingFilter & { lateness?: Lateness | undefined },
  page: AskedPage,
): Promise<ListPage<InspectionActTable>> => {
  const key = keyBefore(page, pageOrder.length)
  const rows = await db
    .selectFrom('inspection_act')
    .selectAll()
    .where(allOf(asked(filter), lateness && isLate(lateness), isAfter(pageOrder, key)))
    .orderBy(inOrderOf(pageOrder))
    .limit(page.limit + 1)
    .execute()
  return pageOf(rows, page.limit, (row) => pageOrder.map((column) => row[column]))
}
