import type { InstitutionEvent } from '../../domain/institution/events.ts'
import { maskAccount } from '../../domain/person/mask.ts'
import type { Fact } from '../view.ts'
import type { InstitutionResidentTable, InstitutionTable } from './tables.ts'

const untouched = {
  bank: null,
  account_masked: null,
  closed_on: null,
  move_into: null,
  move_from_month: null,
  move_residents: null,
  move_finished_on: null,
}

/** An institution's row after one more event. */
export const foldInstitution = (row: InstitutionTable | undefined, fact: Fact<InstitutionEvent>): InstitutionTable => {
  const at = { revision: fact.version, position: Number(fact.position) }
  if (fact.type === 'InstitutionRegistered') {
    const { institutionId, creditCode, name, kind, area, beds } = fact.data
    return { institution_id: institutionId, name, kind, area, beds, credit_code: creditCode, ...untouched, ...at }
  }
  if (!row) throw new Error(`${fact.type} before InstitutionRegistered: ${fact.data.institutionId}`)
  const next = { ...row, ...at }
  switch (fact.type) {
    case 'InstitutionChanged': {
      const { name, kind, beds } = fact.data
      return { ...next, name, kind, beds }
    }
    case 'InstitutionAccountRegistered':
      return { ...next, bank: fact.data.bank, account_masked: maskAccount(fact.data.account) }
    case 'ResidentsMoveStarted': {
      const { into, fromMonth, residents } = fact.data
      return { ...next, move_into: into, move_from_month: fromMonth, move_residents: residents, move_finished_on: null }
    }
    case 'ResidentsMoveFinished':
      return { ...next, move_finished_on: fact.envelope.on }
    case 'InstitutionClosed':
      return { ...next, closed_on: fact.data.closedOn }
    case 'ResidentAdmitted':
    case 'ResidentDischarged':
      return next
  }
}

/** The stays in an institution after one more event. */
export const foldResidents = (
  stays: readonly InstitutionResidentTable[],
  fact: Fact<InstitutionEvent>,
): readonly InstitutionResidentTable[] => {
  if (fact.type === 'ResidentAdmitted') {
    const { institutionId, caseId, personId, fromDay } = fact.data
    const stay = { institution_id: institutionId, case_id: caseId, person_id: personId, from_day: fromDay }
    const open = { last_day: null, reason: null, admitted_at: Number(fact.position), discharged_at: null }
    return [...stays, { ...stay, ...open }]
  }
  if (fact.type !== 'ResidentDischarged') return stays
  const { caseId, lastDay, reason } = fact.data
  return stays.map((stay) =>
    stay.case_id === caseId && stay.last_day === null
      ? { ...stay, last_day: lastDay, reason, discharged_at: Number(fact.position) }
      : stay,
  )
}
