import { sql } from 'kysely'
import { type InspectionEvent, inspectionEvents } from '../../domain/inspection/events.ts'
import { loadRows, saveRows } from '../rows.ts'
import { compareFigures, type RecordedEvents } from '../verify.ts'
import { type Fact, type Trx, viewOf } from '../view.ts'
import { type ActEvent, actOf, actTypes, placeIn } from './acts.ts'
import { foldInspection, type Whole } from './fold.ts'
import type { InspectionActTable } from './tables.ts'

const create = async (trx: Trx): Promise<void> => {
  await sql`
    create table inspection_place (
      case_id uuid primary key,
      scheme text collate "C" not null,
      area text collate "C" not null
    )`.execute(trx)
  await sql`
    create table inspection_act (
      event_id uuid primary key,
      case_id uuid not null,
      kind text collate "C" not null,
      act text not null,
      scheme text collate "C" not null,
      township text collate "C" not null,
      on_day text collate "C" not null,
      decision_number text,
      delegation_id uuid,
      position bigint not null,
      filed_on text collate "C"
    )`.execute(trx)
  await sql`create index inspection_act_case on inspection_act (case_id)`.execute(trx)
  await sql`
    create table inspection (
      inspection_id uuid primary key,
      area text collate "C" not null,
      title text not null,
      document_number text,
      status text collate "C" not null,
      opened_on text collate "C" not null,
      closed_on text collate "C",
      sample jsonb,
      draw_key text,
      population_sha256 text,
      drawn_from text,
      strata jsonb not null,
      added_inspectors text[] not null,
      population int not null,
      drawn int not null,
      checked int not null,
      discrepant int not null,
      findings int not null,
      open_findings int not null,
      revision int not null,
      position bigint not null
    )`.execute(trx)
  await sql`
    create table inspection_check (
      inspection_id uuid not null,
      case_id uuid not null,
      of text collate "C" not null,
      scheme text collate "C" not null,
      township text collate "C" not null,
      inspectors text[] not null,
      checked_on text collate "C",
      mode text,
      result text,
      note text,
      primary key (inspection_id, case_id)
    )`.execute(trx)
  await sql`
    create table inspection_finding (
      finding_id uuid primary key,
      inspection_id uuid not null,
      area text collate "C" not null,
      case_id uuid,
      code text collate "C" not null,
      what text not null,
      found_on text collate "C" not null,
      rectify_by text collate "C" not null,
      status text collate "C" not null,
      measures text,
      reported_on text collate "C",
      verified_on text collate "C",
      note text
    )`.execute(trx)
  await sql`create index inspection_check_case on inspection_check (case_id)`.execute(trx)
}

const complete = async (trx: Trx): Promise<void> => {
  await sql`create index inspection_act_page on inspection_act (kind, on_day, event_id)`.execute(trx)
  await sql`create index inspection_finding_of on inspection_finding (inspection_id)`.execute(trx)
}

type ViewEvent = ActEvent | InspectionEvent

const isAct = (fact: Fact<ViewEvent>): fact is Fact<ActEvent> => (actTypes as readonly string[]).includes(fact.type)
const isOfInspection = (fact: Fact<ViewEvent>): fact is Fact<InspectionEvent> => !isAct(fact)

const applyActs = async (trx: Trx, facts: readonly Fact<ActEvent>[]): Promise<void> => {
  const caseIds = facts.map(({ data }) => data.caseId)
  const found = await loadRows(trx, 'inspection_place', 'case_id', caseIds)
  const places = new Map(found.map((row) => [row.case_id, row]))
  const filed = facts.filter(({ type }) => type === 'DecisionFiled').map(({ data }) => data.caseId)
  const acts = new Map<string, InspectionActTable>()
  for (const row of await loadRows(trx, 'inspection_act', 'case_id', filed)) acts.set(row.event_id, row)
  for (const fact of facts) {
    const { caseId } = fact.data
    const place = placeIn(fact) ?? places.get(caseId)
    if (place) places.set(caseId, place)
    if (fact.type === 'DecisionFiled') {
      const { decisionNumber, filedOn } = fact.data
      for (const [id, act] of acts)
        if (act.case_id === caseId && act.decision_number === decisionNumber)
          acts.set(id, { ...act, filed_on: filedOn })
      continue
    }
    const act = place && actOf(fact, place)
    if (act) acts.set(act.event_id, act)
  }
  await saveRows(trx, 'inspection_place', ['case_id'], [...places.values()])
  await saveRows(trx, 'inspection_act', ['event_id'], [...acts.values()])
}

/** Of an inspection with thousands of drawn cases only those are read and written that the events are about. */
const applyInspections = async (trx: Trx, facts: readonly Fact<InspectionEvent>[]): Promise<void> => {
  const ids = facts.map(({ data }) => data.inspectionId)
  const caseIds = facts.flatMap(({ data }) => ('caseId' in data && data.caseId !== null ? [data.caseId] : []))
  const findingIds = facts.flatMap(({ data }) => ('findingId' in data ? [data.findingId] : []))
  const known = new Map<string, Whole>()
  for (const row of await loadRows(trx, 'inspection', 'inspection_id', ids))
    known.set(row.inspection_id, { row, checks: new Map(), findings: new Map() })
  for (const row of await loadRows(trx, 'inspection_check', 'case_id', caseIds))
    known.get(row.inspection_id)?.checks.set(row.case_id, row)
  for (const row of await loadRows(trx, 'inspection_finding', 'finding_id', findingIds))
    known.get(row.inspection_id)?.findings.set(row.finding_id, row)
  for (const fact of facts) known.set(fact.data.inspectionId, foldInspection(known.get(fact.data.inspectionId), fact))
  const all = [...known.values()]
  await saveRows(
    trx,
    'inspection',
    ['inspection_id'],
    all.map(({ row }) => row),
  )
  await saveRows(
    trx,
    'inspection_check',
    ['inspection_id', 'case_id'],
    all.flatMap(({ checks }) => [...checks.values()]),
  )
  await saveRows(
    trx,
    'inspection_finding',
    ['finding_id'],
    all.flatMap(({ findings }) => [...findings.values()]),
  )
}

const apply = async (trx: Trx, facts: readonly Fact<ViewEvent>[]): Promise<void> => {
  await applyActs(trx, facts.filter(isAct))
  await applyInspections(trx, facts.filter(isOfInspection))
}

const verify = (trx: Trx, { relation, upTo }: RecordedEvents): Promise<readonly string[]> =>
  compareFigures(trx, {
    view: sql`
      select (select count(*) from inspection) as inspections,
             (select count(*) from inspection_check where checked_on is not null) as checked,
             (select coalesce(sum(inspection.checked), 0) from inspection) as counted,
             (select count(*) from inspection_finding) as findings,
             (select count(*) from inspection_act where kind = 'DOSSIERS') as dossiers,
             (select count(*) from inspection_act where kind = 'DELEGATED_DECISIONS') as delegated`,
    log: sql`
      select count(*) filter (where type = 'InspectionOpened') as inspections,
             count(*) filter (where type = 'SpotCheckRecorded') as checked,
             count(*) filter (where type = 'SpotCheckRecorded') as counted,
             count(*) filter (where type = 'FindingRecorded') as findings,
             count(*) filter (where type = 'DossierSubmitted') as dossiers,
             count(*) filter (where type = any(${[...actTypes]}::text[]) and payload->>'delegationId' is not null)
               as delegated
      from ${relation} where position <= ${upTo}`,
  })

/** Inspections, drawn samples and findings; and beside them every act that a sample can be drawn from, filed or not. */
export const inspection = viewOf<ViewEvent>({
  name: 'inspection',
  revision: 2,
  tables: ['inspection_place', 'inspection_act', 'inspection', 'inspection_check', 'inspection_finding'],
  types: [...actTypes, ...inspectionEvents.map(({ type }) => type)],
  create,
  complete,
  apply,
  verify,
})
