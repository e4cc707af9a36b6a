import { sameCauseSince } from '../../domain/case/aid.ts'
import type { CaseCommand, CommandNamed } from '../../domain/case/commands.ts'
import type { CaseContext } from '../../domain/case/context.ts'
import { caseDecider } from '../../domain/case/decide.ts'
import type { CaseEvent } from '../../domain/case/events.ts'
import { type CaseState, fileOf } from '../../domain/case/state.ts'
import { reserveDecider } from '../../domain/reserve/decide.ts'
import type { Actor } from '../../domain/shared/actor.ts'
import { type AreaCode, townshipOf } from '../../domain/shared/area.ts'
import type { Fen } from '../../domain/shared/fen.ts'
import { given } from '../../domain/shared/given.ts'
import { ERASED } from '../../domain/shared/personal.ts'
import { Refused } from '../../domain/shared/refusal.ts'
import { expectSeen } from '../../log/errors.ts'
import { idFrom } from '../../log/event-id.ts'
import { load } from '../../log/load.ts'
import { caseStream, reserveStream } from '../../log/streams.ts'
import { type CommandCall, wasCarriedOut } from '../call.ts'
import type { Deps } from '../deps.ts'
import { reserveCommand } from './reserve-command.ts'

/** A draw made for an aid that the case has not granted yet. */
export type DrawForAid = { drawId: string; amountFen: Fen; caseId: string; township: AreaCode }

type Event<Type extends CaseEvent['type']> = Extract<CaseEvent, { type: Type }>
type ContextOf = (state: CaseState) => Promise<CaseContext>

/**
 * Draws on the reserve for an aid before the case grants it, so that the cash is first come, first served and a crash leaves
 * a draw without an aid, never an aid without its cash. The aid is decided once beforehand as if the draw were there: one
 * that will be refused anyway draws nothing. Undefined for every other command, and for an aid that has been granted.
 */
export const drawForAid = async (
  deps: Deps,
  call: CommandCall,
  command: CaseCommand,
  contextOf: ContextOf,
): Promise<DrawForAid | undefined> => {
  if (command.type !== 'GrantEmergencyAid') return undefined
  const stream = caseStream(command.subject)
  const { state, tip, events } = await load(deps, caseDecider, stream)
  if (wasCarriedOut(events, call)) return undefined
  expectSeen(stream, call.seen, tip.version)
  const file = fileOf(state)
  if (!file) return undefined
  const township = townshipOf(file.area)
  const commandId = idFrom(call.commandId, `draw ${await givenUp(deps, township, command.subject)}`)
  if (file.abandonedDraws.includes(commandId)) {
    // Fenced, and not yet put back: that is finished first, and this aid makes a draw of its own.
    await annulDraw(deps, call.actor, { drawId: commandId, caseId: command.subject, township })
    return drawForAid(deps, call, command, contextOf)
  }
  const draw = { drawId: commandId, amountFen: command.data.amountFen }
  const context = { ...(await contextOf(state)), draw }
  const aid = decidedAs(command, state, context)
  if (aid.data.hardship === ERASED) return undefined
  const { on, lateReason } = command.data
  await reserveCommand(
    deps,
    { actor: call.actor, commandId, correlation: stream },
    {
      type: 'DrawReserve',
      subject: township,
      newId: commandId,
      data: {
        caseId: command.subject,
        personId: aid.data.personId,
        hardship: aid.data.hardship,
        amountFen: aid.data.amountFen,
        onceSince: sameCauseSince(file, context, aid.data.decidedOn),
        ...given({ on, lateReason }),
      },
    },
  )
  return { ...draw, caseId: command.subject, township }
}

const decidedAs = (
  command: CommandNamed<'GrantEmergencyAid'>,
  state: CaseState,
  context: CaseContext,
): Event<'EmergencyAidGranted'> => {
  const granted = caseDecider
    .decide(command, state, context)
    .find((event): event is Event<'EmergencyAidGranted'> => event.type === 'EmergencyAidGranted')
  if (!granted) throw new Error('an aid that is granted says so')
  return granted
}

/**
 * How many draws for a case have been given up. It is part of a draw's command id: the repeat of an aid whose draw was given
 * up meanwhile (by a refusal, by the sweeper) makes a new one.
 */
const givenUp = async (deps: Deps, township: AreaCode, caseId: string): Promise<number> => {
  const { state } = await load(deps, reserveDecider, reserveStream(township))
  return state.draws.filter((draw) => draw.caseId === caseId && draw.annulled).length
}

/**
 * Gives a draw up that no aid rests on: first the case is told (`fence`), so that an aid that was only slow is refused
 * instead of resting on cash that is put back; then the draw is annulled. False where the aid was granted after all.
 */
export const giveUpDraw = async (
  deps: Deps,
  call: CommandCall,
  { drawId, caseId, township }: Omit<DrawForAid, 'amountFen'>,
  fence: (call: CommandCall, command: CommandNamed<'AbandonDraw'>) => Promise<unknown>,
): Promise<boolean> => {
  const { actor } = call
  const fencing = idFrom(drawId, 'fence')
  try {
    const command = { type: 'AbandonDraw', subject: caseId, newId: fencing, data: { drawId } } as const
    await fence({ actor, commandId: fencing }, command)
  } catch (error) {
    if (error instanceof Refused && error.code === 'draw-in-use') return false
    throw error
  }
  await annulDraw(deps, actor, { drawId, caseId, township })
  return true
}

const annulDraw = (
  deps: Deps,
  actor: Actor,
  { drawId, caseId, township }: Omit<DrawForAid, 'amountFen'>,
): Promise<unknown> => {
  const commandId = idFrom(drawId, 'annul')
  return reserveCommand(
    deps,
    { actor, commandId, correlation: caseStream(caseId) },
    { type: 'AnnulDraw', subject: township, newId: commandId, data: { drawId, reason: 'AidDrawAbandoned' } },
  )
}
