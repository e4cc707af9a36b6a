import { institutionDecider } from '../../domain/institution/decide.ts'
import { bedOf, type InstitutionState } from '../../domain/institution/state.ts'
import type { DischargeReason } from '../../domain/institution/words.ts'
import type { Day } from '../../domain/shared/day.ts'
import { idFrom } from '../../log/event-id.ts'
import { load } from '../../log/load.ts'
import { caseStream, institutionStream } from '../../log/streams.ts'
import type { CommandCall } from '../call.ts'
import type { Deps } from '../deps.ts'
import { institutionCommand } from './institution-command.ts'

/** A bed in an institution that a case wants for its person. */
export type WantedBed = { institutionId: string; caseId: string; personId: string; fromDay: Day; moveId: string | null }

/**
 * Takes a bed on the institution's stream, so that of two cases racing for the last one the first wins; held already, it
 * stays as it is. Answers whether this call has taken it.
 */
export const takeBed = async (deps: Deps, call: CommandCall, bed: WantedBed): Promise<boolean> => {
  const { institutionId, ...data } = bed
  const { state } = await load(deps, institutionDecider, institutionStream(institutionId))
  if (state.status !== 'NONE' && bedOf(state, bed.caseId)) return false
  const handled = await institutionCommand(deps, callFor(call, 'take', state, bed.caseId), {
    type: 'AdmitResident',
    subject: institutionId,
    newId: institutionId,
    data,
  })
  return handled.events.length > 0
}

/** Gives a bed back; where the case has none, nothing happens. */
export const giveBedBack = async (
  deps: Deps,
  call: CommandCall,
  bed: Pick<WantedBed, 'institutionId' | 'caseId' | 'moveId'>,
  end: { lastDay: Day; reason: DischargeReason },
): Promise<void> => {
  const { institutionId, caseId, moveId } = bed
  const { state } = await load(deps, institutionDecider, institutionStream(institutionId))
  const held = state.status === 'NONE' ? undefined : bedOf(state, caseId)
  if (!held) return
  await institutionCommand(deps, callFor(call, 'give back', state, caseId), {
    type: 'DischargeResident',
    subject: institutionId,
    newId: institutionId,
    data: { caseId, personId: held.personId, moveId, ...end },
  })
}

/**
 * The call on the institution that belongs to one on a case. How many stays the case has ended there is part of its id: the
 * repeat of a command whose bed was given back meanwhile takes another.
 */
const callFor = (call: CommandCall, act: string, institution: InstitutionState, caseId: string): CommandCall => ({
  actor: call.actor,
  correlation: caseStream(caseId),
  commandId: idFrom(call.commandId, `${act} bed ${caseId} ${staysEnded(institution, caseId)}`),
})

const staysEnded = (institution: InstitutionState, caseId: string): number =>
  institution.status === 'NONE'
    ? 0
    : institution.residents.filter((resident) => resident.caseId === caseId && resident.lastDay !== null).length
