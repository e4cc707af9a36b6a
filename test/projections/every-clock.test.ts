import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { CaseState } from '../../src/domain/case/state.ts'
import { tasksOfCase } from '../../src/projections/work-list/case-tasks.ts'
import { anyLife, type Life } from '../domain/case/random-lives.ts'

const wholeCaseOf = (state: CaseState | undefined): string | undefined =>
  state && 'file' in state ? state.file?.deadlines.find(({ clock }) => clock === 'WHOLE_CASE')?.due : undefined

const laws: Record<string, (life: Life) => void> = {
  'somebody is told what comes next, until the file is closed': ({ states }) => {
    for (const state of states)
      if (state.status !== 'NONE' && state.status !== 'CLOSED')
        expect([state.status, tasksOfCase(state).length]).not.toEqual([state.status, 0])
  },

  'a clock ends on a day after the one that has started it, by a clause': ({ new: happened }) => {
    for (const { event } of happened) {
      // Of an extension, which counts from the acceptance, the next law speaks.
      if (!('deadlines' in event.data) || event.type === 'DeadlineExtended') continue
      const begun = Object.values(event.data).find((value) => typeof value === 'string' && /^\d{4}-/.test(value))
      for (const { due, clause } of event.data.deadlines) {
        expect(clause).not.toBe('')
        expect([event.type, due > String(begun)]).toEqual([event.type, true])
      }
    }
  },

  'the limit of the whole case is extended once for a reason, and never shortened': ({ new: happened, states }) => {
    const extended = happened.flatMap(({ event }, index) =>
      event.type === 'DeadlineExtended' ? [{ event, index }] : [],
    )
    expect(extended.length).toBeLessThanOrEqual(1)
    for (const { event, index } of extended) {
      const [before, after] = [states[index], states[index + 1]].map(wholeCaseOf)
      expect(event.data.reason).not.toBe('')
      expect([before, after].sort()).toEqual([before, after])
    }
  },

  'and where it is due to somebody, the list has its last day': ({ states }) => {
    for (const state of states) {
      if (!('file' in state) || !state.file) continue
      const days = state.file.deadlines.map(({ due }) => due)
      for (const { due, clause } of tasksOfCase(state)) if (clause !== undefined) expect(days).toContain(due)
    }
  },
}

describe('invariant 19: whatever is sent to a case,', () => {
  test.each(Object.entries(laws))('%s', (_name, law) => {
    fc.assert(fc.property(anyLife, law), { numRuns: 40 })
  })
})
