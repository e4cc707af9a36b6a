import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { caseDecider } from '../../../src/domain/case/decide.ts'
import type { CaseEvent } from '../../../src/domain/case/events.ts'
import { rulesetOn } from '../../../src/domain/scheme/scheme.ts'
import { subsistenceAllowance } from '../../../src/domain/scheme/subsistence-allowance/subsistence-allowance.ts'
import { type Past, stateAfter } from '../../given.ts'
import { anyLife, type Life } from './random-lives.ts'

const HIGHEST_STANDARD = 57_000

const seen = new Set<string>()
const eventOf = (one: Past<CaseEvent>): CaseEvent => ('event' in one ? one.event : one)

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
