import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ReserveCommand } from '../../../src/domain/reserve/commands.ts'
import { reserveDecider } from '../../../src/domain/reserve/decide.ts'
import type { ReserveEvent } from '../../../src/domain/reserve/events.ts'
import { availableOn, balanceOn, type ReserveState } from '../../../src/domain/reserve/state.ts'
import { addDays, type Day } from '../../../src/domain/shared/day.ts'
import { Refused } from '../../../src/domain/shared/refusal.ts'
import { stateAfter } from '../../given.ts'
import { allocated, as, command, draw, id, money } from './reserve.ts'

const FIRST: Day = '2023-03-01'

/** One wish: what, how much, how many days the world has moved on before it, and how many days late it is entered. */
const wish = fc.record({
  type: fc.constantFrom(
    'AllocateReserve',
    'ReplenishReserve',
    'SettleReserve',
    'DrawReserve',
    'ReturnDraw',
    'AnnulDraw',
  ),
  amountFen: fc.integer({ min: 1, max: 100 }),
  moved: fc.integer({ min: 0, max: 2 }),
  late: fc.integer({ min: 0, max: 3 }),
  which: fc.integer({ min: 0, max: 30 }),
})
type Wish = typeof wish extends fc.Arbitrary<infer Value> ? Value : never

const commandOf = ({ type, amountFen, late, which }: Wish, today: Day, number: number): ReserveCommand => {
  const day = late > 0 ? { on: addDays(today, -late), lateReason: 'PAPER_FIRST' as const } : {}
  switch (type) {
    case 'AllocateReserve':
    case 'ReplenishReserve':
    case 'SettleReserve':
      return command(type, { ...money(amountFen, String(number)), ...day }, String(number))
    case 'DrawReserve':
      return draw(amountFen, day, String(number))
    case 'ReturnDraw':
      return command(type, { drawId: id(String(which)), amountFen, reasons: 'r', ...day }, String(number))
    case 'AnnulDraw':
      return command(type, { drawId: id(String(which)), reason: 'r' })
  }
}

const seed = allocated(150, FIRST)
const seeded = stateAfter(reserveDecider, [seed])

/** Carries out what is not refused, as the log would. */
const run = (wishes: readonly Wish[]): { state: ReserveState; facts: readonly ReserveEvent[]; today: Day } => {
  let [state, today] = [seeded, FIRST]
  const facts: ReserveEvent[] = [seed]
  for (const [number, one] of wishes.entries()) {
    today = addDays(today, one.moved)
    try {
      for (const event of reserveDecider.decide(
        commandOf(one, today, number),
        state,
        as('paymentOfficer', '990101', today),
      )) {
        facts.push(event)
        state = reserveDecider.evolve(state, event, {
          id: id(`e${facts.length}`),
          version: facts.length,
          position: 0n,
          actor: '',
        })
        // Invariant 12: at every step of the log, and at the end of every day as known then.
        expect(state.balanceFen).toBeGreaterThanOrEqual(0)
        expect(availableOn(state, addDays(FIRST, -10))).toBeGreaterThanOrEqual(0)
      }
    } catch (error) {
      if (!(error instanceof Refused)) throw error
    }
  }
  return { state, facts, today }
}

const sum = (facts: readonly ReserveEvent[], ...types: ReserveEvent['type'][]): number =>
  facts.reduce((fen, { type, data }) => (types.includes(type) && 'amountFen' in data ? fen + data.amountFen : fen), 0)

test('invariant 12: a reserve is never negative, and what came in is what went out and what is left', () => {
  let draws = 0
  fc.assert(
    fc.property(fc.array(wish, { maxLength: 40 }), (wishes) => {
      const { state, facts, today } = run(wishes)
      const came = sum(facts, 'ReserveAllocated', 'ReserveReplenished', 'ReserveDrawReturned', 'ReserveDrawAnnulled')
      const went = sum(facts, 'ReserveDrawn', 'ReserveSettled')
      expect(came).toBe(went + state.balanceFen)
      expect(balanceOn(state, today)).toBe(state.balanceFen)
      draws += facts.filter(({ type }) => type === 'ReserveDrawn').length
    }),
    { numRuns: 300, seed: 12 },
  )
  // It was about something: draws were made and not only refused.
  expect(draws).toBeGreaterThan(100)
})
