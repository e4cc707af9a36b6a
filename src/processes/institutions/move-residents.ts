import type { InstitutionCommandNamed } from '../../domain/institution/commands.ts'
import type { InstitutionEvent } from '../../domain/institution/events.ts'
import { refuse } from '../../domain/institution/refusals.ts'
import { type Institution, present } from '../../domain/institution/state.ts'
import type { Document } from '../../domain/policy/events.ts'
import { addDays } from '../../domain/shared/day.ts'
import { Refused } from '../../domain/shared/refusal.ts'
import { idFrom } from '../../log/event-id.ts'
import type { Handled } from '../../log/handle.ts'
import { institutionStream } from '../../log/streams.ts'
import { lastInstructedMonth } from '../../projections/payment-ledger/queries.ts'
import type { CommandCall } from '../call.ts'
import { caseCommand } from '../cases/case-command.ts'
import type { Deps } from '../deps.ts'
import { systemActor } from '../system-actor.ts'
import { giveBedBack, takeBed } from './beds.ts'
import { institutionCommand, loadInstitution } from './institution-command.ts'

type Move = NonNullable<Institution['move']>

/**
 * Carries a move out case by case. Who ordered it stands in the institution's own stream, which the acts on the cases name:
 * a confirmer who moves a home has not thereby worked on the cases in it, and may still decide them.
 */
const mover = systemActor('institution-move', 'administrator')

/**
 * Moves everybody from one institution to another: first the move itself is recorded, then each resident takes a bed there,
 * their case names the new payee from the month on, and the old bed is given back. Every act has an id made from the move
 * and the case, so that sending the command again, after a kill or by somebody else, goes on where it stood and doubles
 * nothing. How far it has come is read from the institution.
 */
export const moveResidents = async (
  deps: Deps,
  call: CommandCall,
  command: InstitutionCommandNamed<'MoveResidents'>,
): Promise<Handled<InstitutionEvent>> => {
  await requireMonthOpen(deps, command)
  const started = await institutionCommand(deps, call, command)
  const institution = await loadInstitution(deps, command.subject)
  if (institution.status === 'NONE' || !institution.move) return started
  const { move } = institution
  let refused: { caseId: string; code: string } | undefined
  for (const { caseId, personId } of present(institution)) {
    const code = await moveOne(deps, { move, institution, document: command.data.document }, { caseId, personId })
    if (code !== undefined) refused ??= { caseId, code }
  }
  if (refused) {
    const after = await loadInstitution(deps, command.subject)
    const remaining = after.status === 'NONE' ? 0 : present(after).length
    throw refuse('move-incomplete', { residents: move.residents, remaining, ...refused })
  }
  const commandId = idFrom(move.moveId, 'finish')
  await institutionCommand(
    deps,
    { actor: call.actor, commandId },
    { type: 'FinishMove', subject: command.subject, newId: commandId, data: { moveId: move.moveId } },
  )
  return started
}

/** Refuses a month that has been instructed for any of the residents; a move under way has been looked at before. */
const requireMonthOpen = async (
  deps: Deps,
  { subject, data }: InstitutionCommandNamed<'MoveResidents'>,
): Promise<void> => {
  const institution = await loadInstitution(deps, subject)
  if (institution.status === 'NONE' || institution.move) return
  for (const { caseId } of present(institution)) {
    const last = await lastInstructedMonth(deps.views, caseId)
    if (last !== null && data.fromMonth <= last)
      throw refuse('move-month-instructed', { caseId, fromMonth: data.fromMonth, lastInstructedMonth: last })
  }
}

type Moving = { move: Move; institution: Institution; document: Document }

/** Moves one resident; the code of the refusal where their case does not let them. */
const moveOne = async (
  deps: Deps,
  { move, institution, document }: Moving,
  { caseId, personId }: { caseId: string; personId: string },
): Promise<string | undefined> => {
  const { moveId, into, fromMonth } = move
  const from = institution.institutionId
  const call = { actor: mover, commandId: idFrom(moveId, caseId), correlation: institutionStream(from) }
  const firstDay = `${fromMonth}-01`
  try {
    await takeBed(deps, call, { institutionId: into, caseId, personId, fromDay: firstDay, moveId })
    await caseCommand(deps, call, {
      type: 'MoveToInstitution',
      subject: caseId,
      newId: call.commandId,
      data: { moveId, from, into, fromMonth, document },
    })
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    await giveBedBack(deps, call, { institutionId: into, caseId, moveId }, { lastDay: firstDay, reason: 'NOT_USED' })
    return error.code
  }
  const lastDay = addDays(firstDay, -1)
  await giveBedBack(deps, call, { institutionId: from, caseId, moveId }, { lastDay, reason: 'MOVED' })
  return undefined
}
