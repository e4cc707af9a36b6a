import type { CaseCommand } from '../../domain/case/commands.ts'
import { caseDecider } from '../../domain/case/decide.ts'
import type { CaseEvent } from '../../domain/case/events.ts'
import { type CaseState, fileOf } from '../../domain/case/state.ts'
import { bedOf } from '../../domain/institution/state.ts'
import type { DischargeReason } from '../../domain/institution/words.ts'
import { addDays, type Day } from '../../domain/shared/day.ts'
import { load } from '../../log/load.ts'
import { caseStream } from '../../log/streams.ts'
import type { CommandCall } from '../call.ts'
import type { Deps } from '../deps.ts'
import { giveBedBack, takeBed, type WantedBed } from '../institutions/beds.ts'
import { loadInstitution } from '../institutions/institution-command.ts'

/** The institutions that a command names as payee or home. */
const institutionsNamed = ({ data }: CaseCommand): readonly string[] => [
  ...('payee' in data && data.payee.kind === 'INSTITUTION' ? [data.payee.institutionId] : []),
  ...('institutionId' in data && data.institutionId !== null ? [data.institutionId] : []),
  ...('into' in data ? [data.into] : []),
]

/** Those of them that are registered and open, and those in which the case has a bed. */
export const institutionsFor = async (
  deps: Deps,
  command: CaseCommand,
): Promise<{ institutions: ReadonlySet<string>; bedsHeld: ReadonlySet<string> }> => {
  const institutions = new Set<string>()
  const bedsHeld = new Set<string>()
  for (const institutionId of institutionsNamed(command)) {
    const institution = await loadInstitution(deps, institutionId)
    if (institution.status === 'OPEN') institutions.add(institutionId)
    if (institution.status !== 'NONE' && bedOf(institution, command.subject)) bedsHeld.add(institutionId)
  }
  return { institutions, bedsHeld }
}

/** The bed that a choice of form takes before the case says so; undefined for every other command. */
export const bedWanted = (command: CaseCommand, state: CaseState): WantedBed | undefined => {
  if (command.type !== 'ChooseSupportForm') return undefined
  const { institutionId, fromDay } = command.data
  const personId = fileOf(state)?.applicant
  if (institutionId === null || fromDay === null || personId === undefined) return undefined
  return { institutionId, caseId: command.subject, personId, fromDay, moveId: null }
}

/** Takes it; answers how to give it back if the case then refuses after all. */
export const takeWantedBed = async (
  deps: Deps,
  call: CommandCall,
  bed: WantedBed | undefined,
): Promise<() => Promise<void>> => {
  if (!bed || !(await takeBed(deps, { ...call, seen: undefined }, bed))) return async () => undefined
  return () => giveBedBack(deps, call, bed, { lastDay: bed.fromDay, reason: 'NOT_USED' })
}

/**
 * Gives back every bed that the case no longer needs, after it has said so: an earlier one when another form or home was
 * chosen, all when it has ended. A crash in between leaves a bed too many, and repeating the command finishes it. What a
 * move of a whole institution leaves behind is given back by the move.
 */
export const leaveBeds = async (
  deps: Deps,
  call: CommandCall,
  caseId: string,
  written: readonly CaseEvent[],
): Promise<void> => {
  const left = written.map(leavingOf).find((leaving) => leaving !== undefined)
  if (!left) return
  const { events } = await load(deps, caseDecider, caseStream(caseId))
  const homes = events.flatMap(({ opened }) => homesIn(opened))
  for (const institutionId of new Set(homes))
    if (institutionId !== left.stays)
      await giveBedBack(deps, call, { institutionId, caseId, moveId: null }, { lastDay: left.on, reason: left.reason })
}

/** The institution that an event puts the person of a case into, if any. */
export const homesIn = (event: CaseEvent): readonly string[] => {
  if (event.type === 'SupportFormChosen') return event.data.institutionId === null ? [] : [event.data.institutionId]
  if (event.type !== 'EntitlementTakenOver') return []
  const { payee } = event.data.entitlement
  return payee.kind === 'INSTITUTION' ? [payee.institutionId] : []
}

type Leaving = { stays: string | null; on: Day; reason: DischargeReason }

const leavingOf = (event: CaseEvent): Leaving | undefined => {
  switch (event.type) {
    case 'SupportFormChosen': {
      const { institutionId, chosenOn, fromDay, moveId } = event.data
      if (moveId !== null) return undefined
      return { stays: institutionId, on: fromDay === null ? chosenOn : addDays(fromDay, -1), reason: 'LEFT' }
    }
    case 'RefusalDecided':
    case 'TerminationDecided':
      return { stays: null, on: event.data.decidedOn, reason: 'SUPPORT_ENDED' }
    case 'ProcedureDiscontinued':
      return { stays: null, on: event.data.discontinuedOn, reason: 'NOT_USED' }
    case 'MemberLeft':
      return { stays: null, on: event.data.leftOn, reason: 'SUPPORT_ENDED' }
    default:
      return undefined
  }
}
