import type { AreaCode } from '../shared/area.ts'
import type { Day, Month } from '../shared/day.ts'
import type { InstitutionEvent } from './events.ts'
import type { InstitutionKind } from './words.ts'

/** Somebody who has, or had, a bed by a case; `lastDay` is null while nobody has said when they leave. */
type Resident = { caseId: string; personId: string; fromDay: Day; lastDay: Day | null }

/** A move of all residents, until it is finished. */
type Move = { moveId: string; into: string; fromMonth: Month; residents: number }

/** Where an institution is paid. */
export type InstitutionAccount = { bank: string; account: string; accountHolder: string }

/** A registered institution as the facts so far tell it. */
export type Institution = {
  status: 'OPEN' | 'CLOSED'
  institutionId: string
  name: string
  kind: InstitutionKind
  beds: number
  creditCode: string | null
  area: AreaCode
  account: InstitutionAccount | null
  residents: readonly Resident[]
  move: Move | null
}

/** An institution, or nothing under this id yet. */
export type InstitutionState = { status: 'NONE' } | Institution

/** Folds one fact; never refuses. */
export const evolveInstitution = (state: InstitutionState, { type, data }: InstitutionEvent): InstitutionState => {
  if (type === 'InstitutionRegistered') return { ...data, status: 'OPEN', account: null, residents: [], move: null }
  if (state.status === 'NONE') return state
  switch (type) {
    case 'InstitutionChanged':
      return { ...state, ...data }
    case 'InstitutionAccountRegistered': {
      const { bank, account, accountHolder } = data
      return { ...state, account: { bank, account, accountHolder } }
    }
    case 'ResidentAdmitted': {
      const { caseId, personId, fromDay } = data
      return { ...state, residents: [...state.residents, { caseId, personId, fromDay, lastDay: null }] }
    }
    case 'ResidentDischarged':
      return {
        ...state,
        residents: state.residents.map((resident) =>
          resident.caseId === data.caseId && resident.lastDay === null
            ? { ...resident, lastDay: data.lastDay }
            : resident,
        ),
      }
    case 'ResidentsMoveStarted': {
      const { moveId, into, fromMonth, residents } = data
      return { ...state, move: { moveId, into, fromMonth, residents } }
    }
    case 'ResidentsMoveFinished':
      return { ...state, move: null }
    case 'InstitutionClosed':
      return { ...state, status: 'CLOSED' }
  }
}

/** The bed that a case has now; undefined where it has none, or gave it back. */
export const bedOf = ({ residents }: Institution, caseId: string): Resident | undefined =>
  residents.find((resident) => resident.caseId === caseId && resident.lastDay === null)

/** Who has a bed that they have not given back. */
export const present = ({ residents }: Institution): readonly Resident[] =>
  residents.filter(({ lastDay }) => lastDay === null)

/**
 * Beds that are free from a day on: those that nobody holds on that day or will hold later. Whoever comes in later counts
 * already, so that two promises for one bed cannot meet.
 */
export const freeBeds = ({ beds, residents }: Institution, day: Day): number =>
  beds - residents.filter(({ lastDay }) => lastDay === null || lastDay >= day).length
