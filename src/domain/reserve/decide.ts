import { refuse as refuseAid } from '../scheme/temporary-assistance/refusals.ts'
import { type ActDay, actDay } from '../shared/act-day.ts'
import type { Actor } from '../shared/actor.ts'
import type { Decided } from '../shared/command.ts'
import type { Day } from '../shared/day.ts'
import type { Decider } from '../shared/decider.ts'
import { checkReserveDuty } from './authority.ts'
import type { ReserveCommand, ReserveCommandNamed } from './commands.ts'
import { type ReserveEvent, reserveEvents } from './events.ts'
import { refuse } from './refusals.ts'
import { availableOn, balanceOn, type Draw, evolveReserve, noReserve, type ReserveState } from './state.ts'

/** What a decision on a reserve rests on beside its stream. */
export type ReserveContext = { actor: Actor; today: Day }

type Facts = readonly Decided<ReserveEvent>[]
type TransferCommand = ReserveCommandNamed<'AllocateReserve' | 'ReplenishReserve' | 'SettleReserve'>

const decide = (command: ReserveCommand, state: ReserveState, { actor, today }: ReserveContext): Facts => {
  const { type, subject: area, data } = command
  checkReserveDuty(type, area, actor)
  if (state.area === null && type !== 'AllocateReserve') throw refuse('reserve-unknown', { area })
  if (type === 'AnnulDraw') return annul(command, state, today)
  const act = actDay(data, today)
  switch (type) {
    case 'AllocateReserve':
    case 'ReplenishReserve':
    case 'SettleReserve':
      return transfer(command, state, act)
    case 'DrawReserve': {
      const { caseId, personId, hardship, amountFen } = data
      requireFirst(command, state)
      requireAvailable(state, act.day, amountFen)
      const drawn = { drawId: command.newId, area, caseId, personId, hardship, amountFen, on: act.day }
      return [{ type: 'ReserveDrawn', data: drawn, ...act.entry }]
    }
    case 'ReturnDraw':
      return returnDraw(command, state, today)
    case 'CountReserve':
      return count(command, state, actor.sub, act)
  }
}

const eventOf = {
  AllocateReserve: 'ReserveAllocated',
  ReplenishReserve: 'ReserveReplenished',
  SettleReserve: 'ReserveSettled',
} as const

const transfer = ({ type, subject: area, newId, data }: TransferCommand, state: ReserveState, act: ActDay): Facts => {
  const { source, budgetYear, document, amountFen } = data
  const event = eventOf[type]
  // What was paid in goes back by the year that it came from, however late.
  if (type !== 'SettleReserve' && Math.abs(Number(act.day.slice(0, 4)) - budgetYear) > 1)
    throw refuse('reserve-budget-year', { budgetYear, on: act.day })
  const same = state.transfers.filter((one) => one.source === source && one.budgetYear === budgetYear)
  if (same.some((one) => one.type === event && one.documentNumber === document.number))
    throw refuse('reserve-document-twice', { document: document.number, source, budgetYear })
  if (type === 'SettleReserve') {
    const left = same.reduce((sum, one) => sum + (one.type === 'ReserveSettled' ? -one.amountFen : one.amountFen), 0)
    if (amountFen > left) throw refuse('reserve-source-short', { source, budgetYear, leftFen: left, amountFen })
    requireAvailable(state, act.day, amountFen)
  }
  const moved = { transferId: newId, area, source, budgetYear, document, amountFen, on: act.day }
  return [{ type: event, data: moved, ...act.entry }]
}

const requireAvailable = (state: ReserveState, day: Day, amountFen: number): void => {
  const availableFen = availableOn(state, day)
  if (amountFen > availableFen) throw refuse('reserve-short', { availableFen, amountFen, on: day })
}

/**
 * Two cases for one person and cause may be decided at the same moment, and neither sees the other: here they meet. What was
 * paid by another way is asked when the case is decided.
 */
const requireFirst = ({ data }: ReserveCommandNamed<'DrawReserve'>, { draws }: ReserveState): void => {
  const { caseId, personId, hardship, onceSince } = data
  if (onceSince === null) return
  const before = draws.find(
    (draw) =>
      !draw.annulled &&
      draw.caseId !== caseId &&
      draw.personId === personId &&
      draw.cause === hardship.cause &&
      draw.on >= onceSince,
  )
  if (before) throw refuseAid('same-cause-again', { caseId: before.caseId, grantedOn: before.on })
}

const drawOf = ({ draws }: ReserveState, drawId: string): Draw => {
  const draw = draws.find((one) => one.drawId === drawId)
  if (!draw) throw refuse('unknown-draw', { drawId })
  return draw
}

const returnDraw = (
  { subject: area, newId, data }: ReserveCommandNamed<'ReturnDraw'>,
  state: ReserveState,
  today: Day,
): Facts => {
  const { drawId, amountFen, reasons } = data
  const draw = drawOf(state, drawId)
  if (draw.annulled) throw refuse('draw-annulled', { drawId })
  const leftFen = draw.amountFen - draw.returnedFen
  if (amountFen > leftFen) throw refuse('returned-more-than-drawn', { drawId, leftFen, amountFen })
  const { day: on, entry } = actDay(data, today, draw.on)
  const { caseId, personId } = draw
  const returned = { returnId: newId, drawId, area, caseId, personId, amountFen, reasons, on }
  return [{ type: 'ReserveDrawReturned', data: returned, ...entry }]
}

const annul = ({ subject: area, data }: ReserveCommandNamed<'AnnulDraw'>, state: ReserveState, on: Day): Facts => {
  const { drawId, reason } = data
  const { annulled, returnedFen, caseId, amountFen, eventId } = drawOf(state, drawId)
  // Annulled before: the same wish again, e.g. by the sweeper, changes nothing.
  if (annulled) return []
  if (returnedFen > 0) throw refuse('draw-returned', { drawId, returnedFen })
  return [{ type: 'ReserveDrawAnnulled', data: { drawId, area, caseId, amountFen, reason, on }, annuls: eventId }]
}

const count = (
  { subject: area, newId, data }: ReserveCommandNamed<'CountReserve'>,
  state: ReserveState,
  counter: string,
  { day, entry }: ActDay,
): Facts => {
  const { countedFen, explanation, witness } = data
  if (witness === counter) throw refuse('count-alone', { witness })
  const bookFen = balanceOn(state, day)
  const differenceFen = countedFen - bookFen
  if (differenceFen !== 0 && explanation === null) throw refuse('count-unexplained', { countedFen, bookFen })
  const counted = { countId: newId, area, countedFen, bookFen, differenceFen, explanation, witness, on: day }
  return [{ type: 'ReserveCounted', data: counted, ...entry }]
}

/** The reserve of a township as a decider: stream `reserve-<township>`. Its expected version decides all races for the cash. */
export const reserveDecider: Decider<ReserveState, ReserveCommand, ReserveEvent, ReserveContext> = {
  schemas: reserveEvents,
  initial: noReserve,
  evolve: evolveReserve,
  decide,
}
