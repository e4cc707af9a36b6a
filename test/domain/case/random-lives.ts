import fc from 'fast-check'
import { computeAmount } from '../../../src/domain/case/amount.ts'
import { caseDecider } from '../../../src/domain/case/decide.ts'
import type { CaseEvent } from '../../../src/domain/case/events.ts'
import type { CaseState } from '../../../src/domain/case/state.ts'
import { addDays, addMonths, type Day, monthOf } from '../../../src/domain/shared/day.ts'
import { expectWellFormed, type Past, refusalOf, stateAfter } from '../../given.ts'
import { delegation } from '../policy/published.ts'
import { command, confirmer, on, policyWith } from './household.ts'
import { anyTurn, commandFor, type Turn } from './random-commands.ts'
import { type Act, li, told } from './story.ts'

const policy = policyWith(delegation({ until: null, capFen: 120_000 }))
const returned: readonly Act[] = [
  ...li.submitted,
  [command('ReturnDossier', { reasons: '退回', redo: ['homeVisit'] }), on('2023-03-30', confirmer)],
]
/** Where a random life may begin, and on which day. */
const stations = [
  { story: [], from: '2022-11-01' },
  { story: li.complete, from: '2023-03-06' },
  { story: li.noticed, from: '2023-03-21' },
  { story: li.submitted, from: '2023-03-28' },
  { story: returned, from: '2023-03-30' },
  { story: li.confirmed, from: '2023-04-07' },
  { story: li.reviewed, from: '2023-09-02' },
]

type Happened = { event: CaseEvent; actor: string; today: Day }

/** What has happened in a case from its first fact on, the state after each fact that is new, and these. */
export type Life = { past: Past<CaseEvent>[]; states: CaseState[]; new: Happened[] }

/** What the file comes to for somebody who looks at it today; zero where it comes to nothing. */
const amountSeen = (state: CaseState, today: Day): number => {
  if (!('file' in state) || !state.file || state.file.members.length === 0) return 0
  const { file } = state
  const month = addMonths(monthOf(today), 1)
  let amount = 0
  refusalOf(() => {
    amount = computeAmount(file, on(today, undefined, { policy }), { day: today, month }).sheet.amountFen
  })
  return amount
}

/** Lives a case: random turns from a station on, days moving forward, refusals passed over. */
const live = (station: number, turns: readonly Turn[]): Life => {
  const { story, from } = stations[station]!
  const past = told(story)
  const life: Life = { past, states: [stateAfter(caseDecider, past)], new: [] }
  let today: Day = from
  for (const turn of turns) {
    today = addDays(today, turn.days)
    const state = life.states.at(-1)!
    const { command, actor } = commandFor(state, turn, today, amountSeen(state, today))
    let facts: readonly CaseEvent[] = []
    refusalOf(() => {
      facts = caseDecider.decide(command, state, on(today, actor, { policy }))
    })
    expectWellFormed(caseDecider, facts)
    for (const event of facts) {
      const version = past.length + 1
      const place = { id: `event-${version}`, version, position: BigInt(version), actor: actor.sub }
      life.states.push(caseDecider.evolve(life.states.at(-1)!, event, place))
      past.push({ event, actor: actor.sub })
      life.new.push({ event, actor: actor.sub, today })
    }
  }
  return life
}

/** A case that lives for a while, whatever is sent to it. */
export const anyLife = fc
  .tuple(fc.nat(stations.length - 1), fc.array(anyTurn, { minLength: 20, maxLength: 90 }))
  .map(([station, turns]) => live(station, turns))
