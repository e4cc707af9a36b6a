import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { computeAmount } from '../../../src/domain/case/amount.ts'
import { caseDecider } from '../../../src/domain/case/decide.ts'
import type { CaseEvent } from '../../../src/domain/case/events.ts'
import type { CaseState } from '../../../src/domain/case/state.ts'
import { rulesetOn } from '../../../src/domain/scheme/scheme.ts'
import { subsistenceAllowance } from '../../../src/domain/scheme/subsistence-allowance/subsistence-allowance.ts'
import { addDays, addMonths, type Day, monthOf } from '../../../src/domain/shared/day.ts'
import { expectWellFormed, type Past, refusalOf, stateAfter } from '../../given.ts'
import { delegation } from '../policy/published.ts'
import { command, confirmer, on, policyWith } from './household.ts'
import { anyTurn, commandFor, type Turn } from './random-commands.ts'
import { type Act, li, told } from './story.ts'

const HIGHEST_STANDARD = 57_000
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
type Life = { past: Past<CaseEvent>[]; states: CaseState[]; new: Happened[] }

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

const seen = new Set<string>()
const eventOf = (one: Past<CaseEvent>): CaseEvent => ('event' in one ? one.event : one)
const anyLife = fc
  .tuple(fc.nat(stations.length - 1), fc.array(anyTurn, { minLength: 20, maxLength: 90 }))
  .map(([station, turns]) => live(station, turns))

const isInOrder = (types: readonly string[], steps: readonly string[]): boolean => {
  let from = 0
  return steps.every((step) => {
    const at = types.indexOf(step, from)
    from = at + 1
    return at >= 0
  })
}

const laws: Record<string, (life: Life) => void> = {
  'the fold of the whole stream is the state it was left in': ({ past, states }) => {
    expect(stateAfter(caseDecider, past)).toEqual(states.at(-1))
  },

  'nothing is granted without its steps in order': ({ past }) => {
    const types = past.map((one) => eventOf(one).type)
    const at = types.indexOf('GrantDecided')
    if (at < 0) return
    const steps = [
      'ApplicationAccepted',
      'SurveyStarted',
      'HomeVisitRecorded',
      'OpinionDrafted',
      'NoticePosted',
      'NoticeExpired',
    ]
    expect(isInOrder(types.slice(0, at), steps)).toBe(true)
    expect(types.slice(0, at)).toContain('EconomicCheckCompleted')
    const before = past.slice(0, at).map(eventOf)
    const raised = before.filter(({ type }) => type === 'ObjectionRaised').length
    expect(before.filter(({ type }) => type === 'ObjectionSettled')).toHaveLength(raised)
  },

  'an entitlement comes from a grant or a marked take-over and from nothing else': ({ past }) => {
    const types = past.map((one) => eventOf(one).type)
    const first = types.findIndex((type) => /^Entitlement|^Holder|^Reduction|^Termination|^GradualExit/.test(type))
    if (first < 0) return
    const origin = types
      .slice(0, first + 1)
      .filter((type) => type === 'GrantDecided' || type === 'EntitlementTakenOver')
    expect(origin).toHaveLength(1)
  },

  'no amount is negative or above the standard times the members': ({ new: happened }) => {
    for (const { event } of happened) {
      if (!('entitlement' in event.data)) continue
      const { amountFen, members } = event.data.entitlement
      expect(Number.isSafeInteger(amountFen)).toBe(true)
      expect(amountFen).toBeGreaterThanOrEqual(0)
      expect(amountFen).toBeLessThanOrEqual(HIGHEST_STANDARD * members.length)
    }
  },

  'no month belongs to two entitlements, and none ends before it begins': ({ states }) => {
    for (const state of states) {
      if (!('periods' in state)) continue
      for (const [index, { from, to }] of state.periods.entries()) {
        if (to !== null) expect(to >= from).toBe(true)
        const next = state.periods[index + 1]
        if (next) expect(to !== null && to < next.from).toBe(true)
      }
    }
  },

  'whoever surveyed, assessed or drafted decides nothing': ({ past }) => {
    const worked = new Set<string>()
    for (const one of past) {
      const { event, actor } = 'event' in one ? one : { event: one, actor: '' }
      if ('surveyors' in event.data) for (const account of event.data.surveyors) worked.add(account)
      if (['SurveyStarted', 'HomeVisitRecorded', 'IncomeAssessed', 'OpinionDrafted'].includes(event.type))
        worked.add(actor)
      if ('decisionNumber' in event.data && 'decidedOn' in event.data) expect(worked.has(actor)).toBe(false)
    }
  },

  'decisions happen today': ({ new: happened }) => {
    for (const { event, today } of happened) if ('decidedOn' in event.data) expect(event.data.decidedOn).toBe(today)
  },

  'from July 2026 on nobody loses money unheard': ({ past }) => {
    let heard = false
    for (const event of past.map(eventOf)) {
      if (event.type === 'HearingRecorded') heard = true
      if (
        event.type === 'ReductionDecided' ||
        event.type === 'TerminationDecided' ||
        event.type === 'GradualExitStarted'
      ) {
        if (rulesetOn(subsistenceAllowance, event.data.decidedOn).hearing.value) expect(heard).toBe(true)
      }
      if (
        ['ReductionDecided', 'EntitlementIncreased', 'ReviewClosedUnchanged', 'GradualExitStarted'].includes(event.type)
      )
        heard = false
    }
  },
}

describe('whatever is sent to a case, by whomever, in whatever order', () => {
  test.each(Object.entries(laws))('%s', (_name, law) => {
    fc.assert(
      fc.property(anyLife, (life) => {
        for (const { event } of life.new) seen.add(event.type)
        law(life)
      }),
      { numRuns: 60 },
    )
  })

  test('and these lives have gone far enough to mean something', () => {
    for (const type of [
      'GrantDecided',
      'ReductionDecided',
      'EntitlementIncreased',
      'EntitlementSuspended',
      'TerminationDecided',
    ])
      expect([...seen]).toContain(type)
  })
})
