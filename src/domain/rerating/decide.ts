import { firstMonthOf } from '../policy/rates.ts'
import { type Actor, holdsOneOf, type Role } from '../shared/actor.ts'
import { type AreaCode, isCounty, isWithin } from '../shared/area.ts'
import { addMonths, type Day, type Month, monthOf } from '../shared/day.ts'
import type { Decider } from '../shared/decider.ts'
import type { SchemeCode } from '../shared/scheme-code.ts'
import type { KnownChange } from './change.ts'
import { type DoneCase, type ReratingEvent, reratingEvents } from './events.ts'
import { refuse } from './refusals.ts'
import { evolveRerating, type Rerating, type ReratingState, type ReratingStatus } from './state.ts'

/** What a decision on a re-rating rests on beside its stream. */
export type ReratingContext = { actor: Actor; today: Day }

/** What has changed since a calculation: documents that moved rates, or cases whose line would be another one now. */
export type Since = { documents: readonly string[]; caseIds: readonly string[] }

type Facts<Type extends ReratingEvent['type'], Known extends string = never> = Omit<
  Extract<ReratingEvent, { type: Type }>['data'],
  'reratingId' | 'on' | Known
>

/** What can be asked of a re-rating: what people send, with what the process has found for them. */
export type ReratingCommand =
  | {
      type: 'OpenRerating'
      data: { reratingId: string; area: AreaCode; scheme: SchemeCode; change: KnownChange; fromMonth: Month }
    }
  | { type: 'RecordReratingLines'; data: Facts<'ReratingLinesCalculated'> }
  | { type: 'CalculateRerating'; data: Facts<'ReratingCalculated', 'calculatedOn'> }
  | { type: 'ApproveRerating'; data: { hash: string; since: Since } }
  | { type: 'StartApplication' }
  | { type: 'RecordDoneCases'; data: { part: number; cases: readonly DoneCase[] } }
  | { type: 'ApplyRerating' }
  | { type: 'CloseRerating'; data: { summary: string } }

const preparers: readonly Role[] = ['policyPublisher', 'confirmer']
const approvers: readonly Role[] = ['confirmer']

/** Refuses what is no county, and whoever holds no such role or is not of the county itself. */
export const checkActor = (actor: Actor, area: AreaCode, type: ReratingCommand['type']): void => {
  const { area: own } = actor
  if (!isCounty(area)) throw refuse('rerating-area-not-county', { area })
  const needed = type === 'ApproveRerating' ? approvers : preparers
  if (!holdsOneOf(actor, needed)) throw refuse('rerating-role-needed', { needed })
  if (!isWithin(area, own)) throw refuse('rerating-outside-area', { area, actorArea: own })
  if (area !== own) throw refuse('rerating-by-county', { area, actorArea: own })
}

const requireStatus = ({ status }: Rerating, ...allowed: readonly ReratingStatus[]): void => {
  if (!allowed.includes(status)) throw refuse('rerating-not-in-state', { status, allowed })
}

const decide = (command: ReratingCommand, state: ReratingState, context: ReratingContext): readonly ReratingEvent[] => {
  if (command.type === 'OpenRerating') return open(command.data, state, context)
  if (state.status === 'NONE') throw refuse('unknown-rerating')
  checkActor(context.actor, state.area, command.type)
  return decideOn(command, state, context)
}

/** How many months ahead of today a re-rating may begin: the product's own bound against a slip of the pen. */
const MONTHS_AHEAD = 12

const open = (
  { change, fromMonth, ...data }: Extract<ReratingCommand, { type: 'OpenRerating' }>['data'],
  state: ReratingState,
  { actor, today }: ReratingContext,
): readonly ReratingEvent[] => {
  checkActor(actor, data.area, 'OpenRerating')
  if (state.status !== 'NONE') throw refuse('rerating-exists', { reratingId: data.reratingId })
  if (change.announcedOn > today) throw refuse('change-not-announced', { announcedOn: change.announcedOn, today })
  const earliest = firstMonthOf(change.effectiveFrom)
  const latest = addMonths(monthOf(today), MONTHS_AHEAD)
  if (fromMonth < earliest || fromMonth > latest) throw refuse('rerating-month', { fromMonth, earliest, latest })
  return [{ type: 'ReratingOpened', data: { ...data, change, fromMonth, openedOn: today } }]
}

const decideOn = (
  command: Exclude<ReratingCommand, { type: 'OpenRerating' }>,
  state: Rerating,
  context: ReratingContext,
): readonly ReratingEvent[] => {
  const { reratingId } = state
  const { today: on } = context
  switch (command.type) {
    case 'RecordReratingLines':
      requireNext(state, command.data, command.data.chunk)
      return [{ type: 'ReratingLinesCalculated', data: { reratingId, ...command.data } }]
    case 'CalculateRerating':
      requireNext(state, command.data, command.data.chunks)
      return [{ type: 'ReratingCalculated', data: { reratingId, ...command.data, calculatedOn: on } }]
    case 'ApproveRerating':
      return approve(command.data, state, context)
    case 'StartApplication':
      requireStatus(state, 'APPROVED', 'APPLYING')
      if (state.status === 'APPLYING') return []
      return [{ type: 'ReratingApplicationStarted', data: { reratingId, hash: hashOf(state), on } }]
    case 'RecordDoneCases':
      requireStatus(state, 'APPLYING')
      if (command.data.part < state.parts) return []
      return [
        {
          type: 'ReratingCasesDone',
          data: { reratingId, part: command.data.part, on, cases: [...command.data.cases] },
        },
      ]
    case 'ApplyRerating': {
      requireStatus(state, 'APPLYING')
      const count = (result: DoneCase['result']) => state.done.filter((one) => one.result === result).length
      const counts = { adjusted: count('ADJUSTED'), reviewsOpened: count('REVIEW_OPENED'), left: count('LEFT') }
      return [{ type: 'ReratingApplied', data: { reratingId, appliedOn: on, ...counts } }]
    }
    case 'CloseRerating':
      requireStatus(state, 'OPEN', 'CALCULATED', 'APPROVED', 'APPLIED')
      return [{ type: 'ReratingClosed', data: { reratingId, closedOn: on, ...command.data } }]
  }
}

/** Whether a part of a calculation is the next one of its attempt; a calculation that was overtaken is dropped. */
const requireNext = (state: Rerating, { attempt }: { attempt: number }, chunk: number): void => {
  requireStatus(state, 'OPEN', 'CALCULATED')
  const isNext = attempt === state.attempt && state.content === null && chunk === state.chunks.length
  const isFirst = attempt === state.attempt + 1 && chunk === 0
  if (!isNext && !isFirst) throw refuse('rerating-calculation-stale', { attempt: state.attempt })
}

const hashOf = ({ content, status }: Rerating): string => {
  if (content === null) throw refuse('rerating-not-in-state', { status, allowed: ['CALCULATED'] })
  return content.hash
}

/** How many cases a refusal names. */
const NAMED = 20

/** An approval binds the lines that were seen, by a person who has not made them, while they are still true. */
const approve = (
  { hash, since }: Extract<ReratingCommand, { type: 'ApproveRerating' }>['data'],
  state: Rerating,
  { actor, today }: ReratingContext,
): readonly ReratingEvent[] => {
  requireStatus(state, 'CALCULATED')
  if (state.makers.includes(actor.sub)) throw refuse('rerating-own-work', { by: actor.sub })
  if (hash !== hashOf(state)) throw refuse('rerating-hash-differs', { hash: hashOf(state) })
  if (since.documents.length > 0) throw refuse('rerating-policy-moved', { documents: since.documents })
  if (since.caseIds.length > 0)
    throw refuse('rerating-cases-moved', { cases: since.caseIds.length, caseIds: since.caseIds.slice(0, NAMED) })
  return [{ type: 'ReratingApproved', data: { reratingId: state.reratingId, hash, approvedOn: today } }]
}

/** A mass re-rating as a decider: stream `rerating-<uuid>`. */
export const reratingDecider: Decider<ReratingState, ReratingCommand, ReratingEvent, ReratingContext> = {
  schemas: reratingEvents,
  initial: { status: 'NONE' },
  evolve: evolveRerating,
  decide,
}
