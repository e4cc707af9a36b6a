import { caseDecider } from '../../domain/case/decide.ts'
import type { CaseEvent } from '../../domain/case/events.ts'
import { type CaseState, fileOf } from '../../domain/case/state.ts'
import { type Month, monthOf } from '../../domain/shared/day.ts'
import { idFrom } from '../../log/event-id.ts'
import { type Loaded, load } from '../../log/load.ts'
import { caseStream, personStream } from '../../log/streams.ts'
import { type ClaimInDoubt, claimsInDoubt } from '../../projections/person/queries.ts'
import type { Deps } from '../deps.ts'
import { isLeftBehind } from '../go-on.ts'
import { systemActor } from '../system-actor.ts'
import { caseCommand } from './case-command.ts'
import { releaseAll } from './claims.ts'

/** The sweeper acts in its own name; the system holds no role of staff but the administrator's. */
const sweeper = systemActor('claim-sweeper', 'administrator')

/** What is left over is done by the next round. */
const AT_ONCE = 500

/**
 * Releases claims that no case stands behind: left over by a crash between the claim and the acceptance or the new member,
 * or between an exit or a member's leaving and the release. A case that could still come to use the claim is fenced first
 * (`ClaimAbandoned`), so that a slow acceptance conflicts instead of relying on a claim that is about to go. Returns how
 * many were released.
 */
export const sweepClaims = async (deps: Deps): Promise<number> => {
  const suspects = await claimsInDoubt(deps.views, [...unaccepted, ...ended], AT_ONCE)
  let released = 0
  for (const suspect of suspects) {
    const { person_id: personId, case_id: caseId, scheme, claimed_at: claimedAt } = suspect
    const found = await load(deps, caseDecider, caseStream(caseId))
    const leftover = leavingOf(found, personId, BigInt(claimedAt)) ?? (await leftoverOf(deps, found.state, suspect))
    if (!leftover) continue
    const call = { actor: sweeper, commandId: idFrom(`sweep ${caseId}`, `${personId} ${claimedAt}`) }
    if (leftover.fence) {
      const data = { personId }
      await caseCommand(deps, call, { type: 'AbandonClaim', subject: caseId, newId: call.commandId, data })
    }
    const { lastMonth, reason } = leftover
    await releaseAll(deps, call, { scheme, caseId, lastMonth, reason }, [personId])
    released += 1
  }
  return released
}

const unaccepted = ['NONE', 'LEAD', 'INTAKE', 'SUPPLEMENT_REQUIRED'] as const
const ended = ['REFUSED', 'DISCONTINUED', 'TERMINATED', 'CLOSED'] as const

type Leftover = { fence: boolean; lastMonth: Month | null; reason: string }

/** The claim of somebody who has left the household since it was taken. */
const leavingOf = (
  { state, events }: Loaded<CaseState, CaseEvent>,
  personId: string,
  claimedAt: bigint,
): Leftover | undefined => {
  if (isMember(state, personId)) return undefined
  for (const { opened, position } of events.toReversed())
    if (position > claimedAt && opened.type === 'MemberLeft' && opened.data.personId === personId)
      return { fence: true, lastMonth: monthOf(opened.data.leftOn), reason: 'MemberLeft' }
  return undefined
}

const isMember = (state: CaseState, personId: string): boolean =>
  fileOf(state)?.members.some((member) => member.personId === personId) ?? false

const leftoverOf = async (deps: Deps, state: CaseState, suspect: ClaimInDoubt): Promise<Leftover | undefined> => {
  switch (state.status) {
    case 'NONE':
    case 'LEAD':
    case 'INTAKE':
    case 'SUPPLEMENT_REQUIRED':
      return unused(deps, suspect)
    case 'TERMINATED':
      return { fence: false, lastMonth: state.lastMonth, reason: 'TerminationDecided' }
    case 'CLOSED':
      return { fence: false, lastMonth: state.periods.at(-1)?.to ?? null, reason: 'CaseClosed' }
    case 'REFUSED':
    case 'DISCONTINUED':
      return { fence: false, lastMonth: null, reason: state.status }
    default:
      // Claimed to be added to a running case, and never added.
      return isMember(state, suspect.person_id) ? undefined : unused(deps, suspect)
  }
}

const unused = async (deps: Deps, claim: ClaimInDoubt): Promise<Leftover | undefined> =>
  (await isLeftBehind(deps, personStream(claim.person_id), BigInt(claim.claimed_at)))
    ? { fence: true, lastMonth: null, reason: 'ClaimAbandoned' }
    : undefined
