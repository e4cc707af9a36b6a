import { nextDueOn } from '../../domain/case/due.ts'
import type { CaseEvent } from '../../domain/case/events.ts'
import { evolve } from '../../domain/case/evolve.ts'
import { type CaseState, initialCase } from '../../domain/case/state.ts'
import type { Fact } from '../view.ts'
import type { CaseFileTable } from './tables.ts'

/** A case as the view holds it: the domain's state, and the row that lists show. */
export type CaseView = { state: CaseState; row: CaseFileTable }

/**
 * A case after one more event. State and status are the domain's own fold, so the view cannot disagree with what `decide`
 * sees; the row keeps the figures of a case beyond its closing.
 */
export const foldCase = (before: CaseView | undefined, fact: Fact<CaseEvent>): CaseView => {
  const { id, version, position, envelope, recordedAt } = fact
  const state = evolve(before?.state ?? initialCase, fact, { id, version, position, actor: envelope.actor })
  const row = before?.row ?? newRow(fact)
  return {
    state,
    row: {
      ...row,
      ...filed(state),
      ...entitled(state),
      review_causes: 'review' in state && state.review ? [...state.review.causes] : [],
      ...aided(state),
      ...decided(fact),
      status: state.status,
      due_on: nextDueOn(state),
      taken_over: row.taken_over || fact.type === 'EntitlementTakenOver',
      revision: version,
      position: Number(position),
      recorded_at: recordedAt,
    },
  }
}

const newRow = ({ data, envelope, position, recordedAt, version }: Fact<CaseEvent>): CaseFileTable => ({
  case_id: data.caseId,
  scheme: 'scheme' in data ? data.scheme : '',
  status: 'NONE',
  area: 'area' in data ? data.area : envelope.area,
  area_kind: null,
  applicant: 'personId' in data ? data.personId : null,
  holder: null,
  filing: null,
  members: [],
  opened_on: envelope.on,
  accepted_on: null,
  ruleset: null,
  deadlines: [],
  decision_number: null,
  decided_on: null,
  from_month: null,
  to_month: null,
  amount_fen: null,
  review_due: null,
  review_causes: [],
  due_on: null,
  taken_over: false,
  close_relative: false,
  poverty_register: false,
  revision: version,
  position: Number(position),
  recorded_at: recordedAt,
})

const filed = (state: CaseState): Partial<CaseFileTable> => {
  if (!('file' in state) || state.file === null) return {}
  const { file } = state
  const acceptance = 'acceptance' in state ? state.acceptance : null
  return {
    scheme: file.scheme,
    area: file.area,
    area_kind: file.areaKind,
    applicant: file.applicant,
    filing: file.filing,
    members: file.members.map(({ personId }) => personId),
    deadlines: [...file.deadlines],
    poverty_register: file.povertyRegister,
    ...(acceptance === null
      ? {}
      : {
          accepted_on: acceptance.acceptedOn,
          ruleset: acceptance.ruleset,
          close_relative: acceptance.closeRelative,
        }),
  }
}

const entitled = (state: CaseState): Partial<CaseFileTable> => {
  if (!('entitlement' in state)) return {}
  const { entitlement, reviewDue } = state
  return {
    holder: entitlement.holder,
    area: entitlement.area,
    area_kind: entitlement.areaKind,
    from_month: entitlement.fromMonth,
    to_month: entitlement.toMonth,
    amount_fen: entitlement.amountFen,
    poverty_register: entitlement.povertyRegister,
    close_relative: entitlement.closeRelative,
    review_due: state.status === 'TERMINATED' ? null : reviewDue,
  }
}

const aided = (state: CaseState): Partial<CaseFileTable> =>
  'aid' in state ? { holder: state.aid.recipient, amount_fen: state.aid.amountFen } : {}

const decided = (fact: Fact<CaseEvent>): Partial<CaseFileTable> => {
  if (fact.type === 'EntitlementTakenOver')
    return { decision_number: fact.data.oldDecisionNumber, decided_on: fact.data.oldDecisionOn }
  if (!('decisionNumber' in fact.data && 'decidedOn' in fact.data)) return {}
  return { decision_number: fact.data.decisionNumber, decided_on: fact.data.decidedOn }
}
