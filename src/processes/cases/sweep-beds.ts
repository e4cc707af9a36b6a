import { caseDecider } from '../../domain/case/decide.ts'
import type { CaseEvent } from '../../domain/case/events.ts'
import type { CaseState } from '../../domain/case/state.ts'
import { idFrom } from '../../log/event-id.ts'
import { type Loaded, load } from '../../log/load.ts'
import { caseStream, institutionStream } from '../../log/streams.ts'
import { type BedInDoubt, bedsInDoubt } from '../../projections/institution/queries.ts'
import type { CommandCall } from '../call.ts'
import type { Deps } from '../deps.ts'
import { isLeftBehind } from '../go-on.ts'
import { giveBedBack } from '../institutions/beds.ts'
import { systemActor } from '../system-actor.ts'
import { caseCommand } from './case-command.ts'
import { homesIn } from './support-beds.ts'

const sweeper = systemActor('bed-sweeper', 'administrator')

/** What is left over is done by the next round. */
const AT_ONCE = 500

const ended = ['REFUSED', 'DISCONTINUED', 'TERMINATED', 'CLOSED'] as const

/**
 * Gives back beds that no case stands behind: left over by a crash between the bed and the choice of form, or between
 * another choice or an exit and the giving back. A case that could still choose the home is fenced first (`BedAbandoned`), so
 * that a slow choice conflicts and takes a bed anew instead of relying on one that is about to go. Returns how many were
 * given back.
 */
export const sweepBeds = async (deps: Deps): Promise<number> => {
  let swept = 0
  for (const bed of await bedsInDoubt(deps.views, ended, AT_ONCE)) {
    const { institution_id: institutionId, case_id: caseId, admitted_at } = bed
    const found = await load(deps, caseDecider, caseStream(caseId))
    if (
      isWanted(found, institutionId) ||
      !(await isLeftBehind(deps, institutionStream(bed.institution_id), BigInt(bed.admitted_at)))
    )
      continue
    const call = { actor: sweeper, commandId: idFrom(`sweep bed ${institutionId}`, `${caseId} ${admitted_at}`) }
    if (!(await isGivenUp(deps, call, found.state, bed))) continue
    const reason = isEnded(found.state) ? 'SUPPORT_ENDED' : 'NOT_USED'
    const end = { lastDay: deps.clock.today(), reason } as const
    await giveBedBack(deps, call, { institutionId, caseId, moveId: null }, end)
    swept += 1
  }
  return swept
}

/** Fences the bed off where its case could still come to use it; false where it has come to use it meanwhile. */
const isGivenUp = async (deps: Deps, call: CommandCall, state: CaseState, bed: BedInDoubt): Promise<boolean> => {
  if (state.status === 'NONE' || isEnded(state)) return true
  const { institution_id: institutionId, case_id: subject } = bed
  const fence = { type: 'AbandonBed', subject, newId: call.commandId, data: { institutionId } } as const
  return (await caseCommand(deps, call, fence)).events.length > 0
}

const isEnded = ({ status }: CaseState): boolean => ended.some((one) => one === status)

/** Whether the case lives and the last home that it has named is this one. */
const isWanted = ({ state, events }: Loaded<CaseState, CaseEvent>, institutionId: string): boolean => {
  const last = events.findLast(
    ({ opened: { type } }) => type === 'SupportFormChosen' || type === 'EntitlementTakenOver',
  )
  return !isEnded(state) && last !== undefined && homesIn(last.opened).includes(institutionId)
}
