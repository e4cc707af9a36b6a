import type { DoneCase, ReratingEvent } from '../../domain/rerating/events.ts'
import type { Fact } from '../view.ts'
import type { ReratingLineTable, ReratingTable } from './tables.ts'

type Opened = Extract<Fact<ReratingEvent>, { type: 'ReratingOpened' }>

const opened = ({ data, envelope, version, position }: Opened): ReratingTable => ({
  rerating_id: data.reratingId,
  area: data.area,
  scheme: data.scheme,
  change: data.change,
  from_month: data.fromMonth,
  status: 'OPEN',
  opened_on: data.openedOn,
  opened_by: envelope.actor,
  attempt: 0,
  hash: null,
  read_at: null,
  totals: [],
  rates: [],
  calculated_on: null,
  calculated_by: null,
  approved_on: null,
  approved_by: null,
  adjusted: 0,
  reviews_opened: 0,
  left_to_case: 0,
  applied_on: null,
  applied_by: null,
  closed_on: null,
  summary: null,
  revision: version,
  position: Number(position),
  known_from: Number(position),
  known_to: null,
})

/** A re-rating after one more event. */
export const foldRerating = (before: ReratingTable | undefined, fact: Fact<ReratingEvent>): ReratingTable => {
  if (fact.type === 'ReratingOpened') return opened(fact)
  if (!before) throw new Error(`${fact.type} of a re-rating that nobody has opened`)
  const { version, position } = fact
  const place = { revision: version, position: Number(position), known_from: Number(position), known_to: null }
  return { ...before, ...changeOf(before, fact), ...place }
}

const uncalculated = { status: 'OPEN' as const, hash: null, read_at: null, totals: [], rates: [] }

const changeOf = (
  before: ReratingTable,
  { type, data, envelope: { actor } }: Exclude<Fact<ReratingEvent>, Opened>,
): Partial<ReratingTable> => {
  switch (type) {
    case 'ReratingLinesCalculated':
      return { ...uncalculated, attempt: data.attempt }
    case 'ReratingCalculated': {
      const { attempt, hash, totals, rates, calculatedOn } = data
      const by = { calculated_on: calculatedOn, calculated_by: actor }
      return { status: 'CALCULATED', attempt, hash, read_at: Number(data.position), totals, rates, ...by }
    }
    case 'ReratingApproved':
      return { status: 'APPROVED', approved_on: data.approvedOn, approved_by: actor }
    case 'ReratingApplicationStarted':
      return { status: 'APPLYING' }
    case 'ReratingCasesDone': {
      const count = (result: DoneCase['result']) => data.cases.filter((one) => one.result === result).length
      return {
        adjusted: before.adjusted + count('ADJUSTED'),
        reviews_opened: before.reviews_opened + count('REVIEW_OPENED'),
        left_to_case: before.left_to_case + count('LEFT'),
      }
    }
    case 'ReratingApplied':
      return { status: 'APPLIED', applied_on: data.appliedOn, applied_by: actor }
    case 'ReratingClosed':
      return { status: 'CLOSED', closed_on: data.closedOn, summary: data.summary }
  }
}

/** The lines that a fact brings, if it does. */
export const linesOfFact = ({ type, data }: Fact<ReratingEvent>): ReratingLineTable[] =>
  type === 'ReratingLinesCalculated'
    ? data.lines.map((line) => ({
        rerating_id: data.reratingId,
        attempt: data.attempt,
        case_id: line.caseId,
        person_id: line.personId,
        area: line.area,
        area_kind: line.areaKind,
        outcome: line.outcome,
        reason: line.reason,
        month: line.month,
        before_fen: line.beforeFen,
        after_fen: line.afterFen,
        decided_from: line.decidedFrom,
        decided_fen: line.decidedFen,
        past_fen: line.pastFen,
        result: null,
        code: null,
        done_at: null,
      }))
    : []
