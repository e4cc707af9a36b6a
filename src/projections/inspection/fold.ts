import type { InspectionEvent } from '../../domain/inspection/events.ts'
import type { Fact } from '../view.ts'
import type { InspectionCheckTable, InspectionFindingTable, InspectionTable } from './tables.ts'

/** An inspection with its drawn cases and findings. */
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
  const { checks, findings } = before
  const status = foldParts(before, fact)
  const all = [...checks.values()]
  return {
    checks,
    findings,
    row: {
      ...before.row,
      ...status,
      ...place,
      checked: all.filter(({ checked_on: on }) => on !== null).length,
      discrepant: all.filter(({ result }) => result === 'DISCREPANT').length,
      findings: findings.size,
      open_findings: [...findings.values()].filter((finding) => finding.status !== 'RECTIFIED').length,
    },
  }
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
  population: 0,
  drawn: 0,
  checked: 0,
  discrepant: 0,
  findings: 0,
  open_findings: 0,
})

/** What an event changes in the checks and findings, and in the row beside its sums. */
const foldParts = (
  { row, checks, findings }: Whole,
  { type, data }: Exclude<Fact<InspectionEvent>, { type: 'InspectionOpened' }>,
): Partial<InspectionTable> => {
  switch (type) {
    case 'SampleDrawn': {
      for (const { caseId, township, inspectors } of data.drawn)
        checks.set(caseId, {
          inspection_id: data.inspectionId,
          case_id: caseId,
          of: row.sample?.of ?? 'ROLL',
          scheme: row.sample?.scheme ?? '',
          township,
          inspectors,
          checked_on: null,
          mode: null,
          result: null,
          note: null,
        })
      return {
        status: 'DRAWN',
        draw_key: data.drawKey,
        population_sha256: data.populationSha256,
        drawn_from: data.position,
        strata: data.strata,
        population: data.strata.reduce((sum, { population }) => sum + population, 0),
        drawn: data.drawn.length,
      }
    }
    case 'InspectorReplaced':
    case 'SpotCheckRecorded':
      foldCheck(checks, type, data)
      return {}
    case 'FindingRecorded':
      findings.set(data.findingId, found(data))
      return {}
    case 'RectificationReported':
      return changeFinding(findings, data.findingId, {
        status: 'REPORTED',
        measures: data.measures,
        reported_on: data.reportedOn,
      })
    case 'RectificationVerified':
      return changeFinding(findings, data.findingId, {
        status: data.rectified ? 'RECTIFIED' : 'OPEN',
        verified_on: data.verifiedOn,
        note: data.note,
      })
    case 'InspectionClosed':
      return { status: 'CLOSED', closed_on: data.closedOn }
  }
}

const foldCheck = (
  checks: Whole['checks'],
  type: 'InspectorReplaced' | 'SpotCheckRecorded',
  data: DataOf<'InspectorReplaced'> | DataOf<'SpotCheckRecorded'>,
): void => {
  const check = checks.get(data.caseId)
  if (!check) throw new Error(`${type} of a case that was not drawn: ${data.caseId}`)
  const change =
    'checkedOn' in data
      ? { checked_on: data.checkedOn, mode: data.mode, result: data.result, note: data.note }
      : { inspectors: check.inspectors.map((one) => (one === data.from ? data.to : one)) }
  checks.set(data.caseId, { ...check, ...change })
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

const changeFinding = (
  findings: Whole['findings'],
  findingId: string,
  change: Partial<InspectionFindingTable>,
): Partial<InspectionTable> => {
  const finding = findings.get(findingId)
  if (!finding) throw new Error(`no such finding: ${findingId}`)
  findings.set(findingId, { ...finding, ...change })
  return {}
}
