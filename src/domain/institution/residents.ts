import type { Decided } from '../shared/command.ts'
import type { InstitutionCommandNamed } from './commands.ts'
import type { InstitutionEvent } from './events.ts'
import { refuse } from './refusals.ts'
import { bedOf, freeBeds, type Institution } from './state.ts'

type Facts = readonly Decided<InstitutionEvent>[]

/** A case takes a bed. Held already, e.g. by the repeat of a broken-off command, nothing changes. */
export const admit = (institution: Institution, { data }: InstitutionCommandNamed<'AdmitResident'>): Facts => {
  const { institutionId, residents, move } = institution
  const { caseId, personId, fromDay } = data
  if (bedOf(institution, caseId)) return []
  if (move) throw refuse('move-under-way', { institutionId, into: move.into })
  const other = residents.find((resident) => resident.personId === personId && resident.lastDay === null)
  if (other) throw refuse('resident-elsewhere', { institutionId, caseId: other.caseId })
  if (freeBeds(institution, fromDay) < 1) throw refuse('no-free-bed', { institutionId, beds: institution.beds })
  return [{ type: 'ResidentAdmitted', data: { institutionId, ...data }, on: fromDay }]
}

/** A case gives its bed back; given back before, nothing changes. A stay that never began ends on its first day. */
export const discharge = (institution: Institution, { data }: InstitutionCommandNamed<'DischargeResident'>): Facts => {
  const { institutionId, residents } = institution
  const { caseId } = data
  const bed = bedOf(institution, caseId)
  if (!bed) {
    if (residents.some((resident) => resident.caseId === caseId)) return []
    throw refuse('not-a-resident', { institutionId, caseId })
  }
  const lastDay = data.lastDay < bed.fromDay ? bed.fromDay : data.lastDay
  return [{ type: 'ResidentDischarged', data: { institutionId, ...data, lastDay }, on: lastDay }]
}
