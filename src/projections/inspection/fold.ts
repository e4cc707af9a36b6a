import type { DrawnCase, InspectionEvent } from '../../domain/inspection/events.ts'
import type { Fact } from '../view.ts'
import type { InspectionCheckTable, InspectionFindingTable, InspectionTable } from './tables.ts'

/** An inspection with those of its drawn cases and findings that the events at hand are about. */
export type Whole = {
  row: InspectionTable
  checks: Map<string, InspectionCheckTable>
  findings: Map<string, InspectionFindingTable>
}

/** An inspection after one more event. */
export const foldInspection = (before: Whole | undefined, fact: Fact<InspectionEvent>): Whole => {
  const { position, type, version } = fact
  const place = { revision: version, position: Number(position) }
  if (type === 'InspectionOpened')
    return { row: { ...opened(fact.data), ...place }, checks: new Map(), findings: new Map() }
  if (!before) throw new Error(`${type} before InspectionOpened: ${fact.data.inspectionId}`)
  return { ...before, row: { ...before.row, ...foldParts(before, fact), ...place } }
}

type DataOf<Type extends InspectionEvent['type']> = Extract<InspectionEvent, { type: Type }>['data']

const opened = (data: DataOf<'InspectionOpened'>): Omit<InspectionTable, 'revision' | 'position'> => ({
  inspection_id: data.inspectionId,
  area: data.area,
  title: data.title,
  document_number: data.document?.number ?? null,
  status: 'OPEN',
  opened_on: data.openedOn,
  closed_on: null,
  sample: data.sample,
  draw_key: null,
  population_sha256: null,
  drawn_from: null,
  strata: [],
  added_inspectors: [],
  population: 0,
  drawn: 0,
  checked: 0,
  discrepant: 0,
  findings: 0,
  open_findings: 0,
})

/** What an event changes in the checks and findings, and in the row of the inspection. */
const foldParts = (
  { row, checks, findings }: Whole,
  { type, data }: Exclude<Fact<InspectionEvent>, { type: 'InspectionOpened' }>,
): Partial<InspectionTable> => {
  switch (type) {
    case 'InspectorsAdded':
      return { added_inspectors: [...row.added_inspectors, ...data.inspectors] }
    case 'SamplePartDrawn':
      addDrawn(row, checks, data.drawn)
      return {}
    case 'SampleDrawn': {
      addDrawn(row, checks, data.drawn)
      const sumOf = (count: 'population' | 'drawn') => data.strata.reduce((sum, stratum) => sum + stratum[count], 0)
      return {
        status: 'DRAWN',
        draw_key: data.drawKey,
        population_sha256: data.populationSha256,
        drawn_from: data.position,
        strata: data.strata,
        population: sumOf('population'),
        drawn: sumOf('drawn'),
      }
    }
    case 'InspectorReplaced': {
      const { inspectors } = known(checks, data.caseId)
      change(checks, data.caseId, { inspectors: inspectors.map((one) => (one === data.from ? data.to : one)) })
      return {}
    }
    case 'SpotCheckRecorded': {
      const { checkedOn: checked_on, mode, result, note } = data
      change(checks, data.caseId, { checked_on, mode, result, note })
      return { checked: row.checked + 1, discrepant: row.discrepant + (result === 'DISCREPANT' ? 1 : 0) }
    }
    case 'FindingRecorded':
      findings.set(data.findingId, found(data))
      return { findings: row.findings + 1, open_findings: row.open_findings + 1 }
    case 'RectificationReported':
      change(findings, data.findingId, {
        status: 'REPORTED',
        measures: data.measures,
        reported_on: data.reportedOn,
      })
      return {}
    case 'RectificationVerified':
      change(findings, data.findingId, {
        status: data.rectified ? 'RECTIFIED' : 'OPEN',
        verified_on: data.verifiedOn,
        note: data.note,
      })
      return { open_findings: row.open_findings - (data.rectified ? 1 : 0) }
    case 'InspectionClosed':
      return { status: 'CLOSED', closed_on: data.closedOn }
  }
}

/** Drawn cases are written when their part comes: a draw that broke off and is made again draws the same ones. */
const addDrawn = ({ inspection_id, sample }: InspectionTable, checks: Whole['checks'], drawn: readonly DrawnCase[]) => {
  for (const { caseId, township, inspectors } of drawn)
    checks.set(caseId, {
      inspection_id,
      case_id: caseId,
      of: sample?.of ?? 'ROLL',
      scheme: sample?.scheme ?? '',
      township,
      inspectors,
      checked_on: null,
      mode: null,
      result: null,
      note: null,
    })
}

const found = (data: DataOf<'FindingRecorded'>): InspectionFindingTable => ({
  finding_id: data.findingId,
  inspection_id: data.inspectionId,
  area: data.area,
  case_id: data.caseId,
  code: data.code,
  what: data.what,
  found_on: data.foundOn,
  rectify_by: data.rectifyBy,
  status: 'OPEN',
  measures: null,
  reported_on: null,
  verified_on: null,
  note: null,
})

const known = <Row>(rows: ReadonlyMap<string, Row>, id: string): Row => {
  const row = rows.get(id)
  if (!row) throw new Error(`neither drawn nor found: ${id}`)
  return row
}

const change = <Row extends object>(rows: Map<string, Row>, id: string, changed: Partial<Row>): void => {
  rows.set(id, { ...known(rows, id), ...changed })
}
