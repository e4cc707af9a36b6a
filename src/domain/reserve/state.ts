import type { AreaCode } from '../shared/area.ts'
import { ascending } from '../shared/ascending.ts'
import type { Day } from '../shared/day.ts'
import type { EventPlace } from '../shared/decider.ts'
import type { Fen } from '../shared/fen.ts'
import type { HardshipCause } from '../shared/hardship.ts'
import { ERASED } from '../shared/personal.ts'
import type { FundSource, ReserveEvent } from './events.ts'

/** What a fact has done to the cash in the purse: fen in, or (negative) out. */
type Movement = { on: Day; fen: number }

/** Money that went between county and township. */
type Transfer = {
  type: 'ReserveAllocated' | 'ReserveReplenished' | 'ReserveSettled'
  source: FundSource
  budgetYear: number
  documentNumber: string
  amountFen: Fen
}

/** A draw, and what has become of it. */
export type Draw = {
  drawId: string
  eventId: string
  caseId: string
  personId: string
  on: Day
  /** Null once the recipient's key is destroyed. */
  cause: HardshipCause | null
  amountFen: Fen
  returnedFen: Fen
  annulled: boolean
}

/** The purse of a township as its facts tell it; `area` is null where it was never allocated anything. */
export type ReserveState = {
  area: AreaCode | null
  balanceFen: Fen
  movements: readonly Movement[]
  transfers: readonly Transfer[]
  draws: readonly Draw[]
}

/** Never allocated anything. */
export const noReserve: ReserveState = { area: null, balanceFen: 0, movements: [], transfers: [], draws: [] }

/** Folds one fact. */
export const evolveReserve = (state: ReserveState, event: ReserveEvent, { id }: EventPlace): ReserveState => {
  const { type, data } = event
  const effect = effectOf(event)
  const moved: ReserveState = {
    ...state,
    area: data.area,
    balanceFen: state.balanceFen + effect,
    movements: effect === 0 ? state.movements : [...state.movements, { on: data.on, fen: effect }],
  }
  switch (type) {
    case 'ReserveAllocated':
    case 'ReserveReplenished':
    case 'ReserveSettled': {
      const { source, budgetYear, document, amountFen } = data
      const transfer = { type, source, budgetYear, documentNumber: document.number, amountFen }
      return { ...moved, transfers: [...state.transfers, transfer] }
    }
    case 'ReserveDrawn': {
      const { drawId, caseId, personId, on, amountFen, hardship } = data
      const cause = hardship === ERASED ? null : hardship.cause
      const draw = { drawId, eventId: id, caseId, personId, on, cause, amountFen, returnedFen: 0, annulled: false }
      return { ...moved, draws: [...state.draws, draw] }
    }
    case 'ReserveDrawReturned':
      return withDraw(moved, data.drawId, ({ returnedFen }) => ({ returnedFen: returnedFen + data.amountFen }))
    case 'ReserveDrawAnnulled':
      return withDraw(moved, data.drawId, () => ({ annulled: true }))
    case 'ReserveCounted':
      return moved
  }
}

/**
 * What a fact does to the balance: allocated + replenished + brought back + annulled = drawn + settled back + balance, at
 * all times.
 */
export const effectOf = ({ type, data }: ReserveEvent): number => {
  switch (type) {
    case 'ReserveAllocated':
    case 'ReserveReplenished':
    case 'ReserveDrawReturned':
    case 'ReserveDrawAnnulled':
      return data.amountFen
    case 'ReserveDrawn':
    case 'ReserveSettled':
      return -data.amountFen
    case 'ReserveCounted':
      return 0
  }
}

const withDraw = (state: ReserveState, drawId: string, change: (draw: Draw) => Partial<Draw>): ReserveState => ({
  ...state,
  draws: state.draws.map((draw) => (draw.drawId === drawId ? { ...draw, ...change(draw) } : draw)),
})

/** What the book says at the end of a day, as known now. */
export const balanceOn = ({ movements }: ReserveState, day: Day): Fen =>
  movements.reduce((sum, { on, fen }) => (on <= day ? sum + fen : sum), 0)

/**
 * The least that the purse holds at the end of a day or of any day since: what may still be taken out on that day, for a
 * draw entered late must not have emptied a purse that was drawn on since.
 */
export const availableOn = (state: ReserveState, day: Day): Fen => {
  const since = new Map<Day, number>()
  for (const { on, fen } of state.movements) if (on > day) since.set(on, (since.get(on) ?? 0) + fen)
  let balance = balanceOn(state, day)
  let least = balance
  for (const [, fen] of [...since].sort(([one], [other]) => ascending(one, other))) {
    balance += fen
    least = Math.min(least, balance)
  }
  return least
}
