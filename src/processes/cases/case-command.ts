import { firstMonthOf } from '../../domain/case/amount.ts'
import type { CaseCommand } from '../../domain/case/commands.ts'
import { caseDecider } from '../../domain/case/decide.ts'
import type { CaseEvent } from '../../domain/case/events.ts'
import { schemeOf } from '../../domain/case/procedure.ts'
import { fileOf } from '../../domain/case/state.ts'
import { checkClaim } from '../../domain/person/claims.ts'
import { type Month, monthOf } from '../../domain/shared/day.ts'
import { Refused } from '../../domain/shared/refusal.ts'
import { expectSeen } from '../../log/errors.ts'
import { type Handled, handle } from '../../log/handle.ts'
import { load } from '../../log/load.ts'
import { caseStream } from '../../log/streams.ts'
import { type CommandCall, envelopeOf, wasCarriedOut } from '../call.ts'
import type { Deps } from '../deps.ts'
import { drawForAid, giveUpDraw } from '../reserves/draw-for-aid.ts'
import { contextOf } from './case-context.ts'
import { type ClaimOfCase, claimForAll, releaseAll } from './claims.ts'
import { bedWanted, leaveBeds, takeWantedBed } from './support-beds.ts'

/**
 * Carries out a command on one case. What a scheme allows only once per person is claimed on the persons' streams before
 * the case says so (acceptance, a new member), and released after the case has let go of it (refusal, exit, a member who
 * left): a crash in between leaves a claim without a case, never the reverse, and repeating the command finishes it. A bed
 * in an institution, and cash of a reserve, are taken and given back in the same way.
 */
export const caseCommand = async (deps: Deps, call: CommandCall, command: CaseCommand): Promise<Handled<CaseEvent>> => {
  const stream = caseStream(command.subject)
  const claim = await claimNeeded(deps, call, command)
  if (claim) await claimForAll(deps, call, claim.of, claim.personIds)
  const giveBedBack = await takeBedFor(deps, call, command)
  const draw = await drawForAid(deps, call, command, (state) => contextOf(deps, call, command, state))
  const handled = await handle(deps, caseDecider, {
    stream,
    command,
    // Of a choice that was slow the sweeper has taken the bed back, behind its fence: after the lost race it is taken anew.
    secure: (state) => takeWantedBed(deps, call, bedWanted(command, state)),
    context: async (state) => ({ ...(await contextOf(deps, call, command, state)), draw }),
    readAt: ({ readAt }) => readAt,
    envelope: envelopeOf(call, stream, deps.clock.today()),
    seen: call.seen,
  }).catch(async (error: unknown) => {
    if (error instanceof Refused) await giveBedBack?.()
    if (error instanceof Refused && draw)
      await giveUpDraw(deps, call, draw, (own, fencing) => caseCommand(deps, own, fencing))
    throw error
  })
  await giveBack(deps, call, command.subject, handled.events)
  return handled
}

/** Gives back what a case no longer needs, claims and beds, after its events have said so. */
export const giveBack = async (
  deps: Deps,
  call: CommandCall,
  caseId: string,
  events: readonly CaseEvent[],
): Promise<void> => {
  for (const event of events) await releaseAfter(deps, call, caseId, event)
  await leaveBeds(deps, call, caseId, events)
}

/**
 * What a command must claim first. The command is decided once as if the claims were held, so that one which will be
 * refused anyway claims nothing.
 */
const claimNeeded = async (
  deps: Deps,
  call: CommandCall,
  command: CaseCommand,
): Promise<{ of: ClaimOfCase; personIds: readonly string[] } | undefined> => {
  if (command.type !== 'AcceptApplication' && command.type !== 'AddMember') return undefined
  const stream = caseStream(command.subject)
  const { state, tip, events } = await load(deps, caseDecider, stream)
  if (wasCarriedOut(events, call)) return undefined
  expectSeen(stream, call.seen, tip.version)
  const file = fileOf(state)
  const personIds =
    command.type === 'AddMember'
      ? [command.data.member.personId]
      : (file?.members.map(({ personId }) => personId) ?? [])
  const context = await contextOf(deps, call, command, state)
  caseDecider.decide(command, state, { ...context, claimsHeld: [...context.claimsHeld, ...personIds] })
  const holdsClaims = command.type === 'AcceptApplication' || 'acceptance' in state
  if (!file || !holdsClaims || !schemeOf(file, context).exclusive) return undefined
  const { today, persons } = context
  const of = { scheme: file.scheme, caseId: command.subject, fromMonth: firstMonthOf(file, context, today) }
  // Every member is looked at before the first is claimed: a refusal for one leaves no trace on the others.
  for (const personId of personIds) {
    const person = persons.get(personId)
    if (person?.status === 'REGISTERED') checkClaim(person, { ...of, toMonth: null }, today)
  }
  return { of, personIds }
}

/** Takes the bed that a choice of form names, unless the case would refuse it anyway; answers how to give it back. */
const takeBedFor = async (
  deps: Deps,
  call: CommandCall,
  command: CaseCommand,
): Promise<(() => Promise<void>) | undefined> => {
  if (command.type !== 'ChooseSupportForm') return undefined
  const stream = caseStream(command.subject)
  const { state, tip, events } = await load(deps, caseDecider, stream)
  if (wasCarriedOut(events, call)) return undefined
  expectSeen(stream, call.seen, tip.version)
  caseDecider.decide(command, state, await contextOf(deps, call, command, state))
  return takeWantedBed(deps, call, bedWanted(command, state))
}

const releaseAfter = async (deps: Deps, call: CommandCall, caseId: string, event: CaseEvent): Promise<void> => {
  const ending = endingOf(event)
  if (!ending) return
  const { state } = await load(deps, caseDecider, caseStream(caseId))
  const file = fileOf(state)
  if (!file) return
  const personIds = ending.personIds ?? file.members.map(({ personId }) => personId)
  await releaseAll(deps, call, { scheme: file.scheme, caseId, ...ending }, personIds)
}

/** Whether an event lets go of claims: of one person's, or (no `personIds`) of the whole household's. */
const endingOf = (
  event: CaseEvent,
): { lastMonth: Month | null; reason: string; personIds?: readonly string[] } | undefined => {
  switch (event.type) {
    case 'RefusalDecided':
    case 'ProcedureDiscontinued':
      return { lastMonth: null, reason: event.type }
    case 'TerminationDecided':
    case 'EntitlementLapsed':
      return { lastMonth: event.data.lastMonth, reason: event.type }
    case 'GradualExitEnded':
      return event.data.outcome === 'TERMINATED' ? { lastMonth: event.data.lastMonth, reason: event.type } : undefined
    case 'MemberLeft':
      return { lastMonth: monthOf(event.data.leftOn), reason: event.type, personIds: [event.data.personId] }
    default:
      return undefined
  }
}
