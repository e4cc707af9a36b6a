import { describe, expect, test } from 'vitest'
import type { Outcome } from '../../../src/domain/price/state.ts'
import { isJudgedBy, type LocalRule } from '../../../src/domain/price/terms.ts'
import { nothingLocal } from './prices.ts'

const cited = <Value>(value: Value) => ({ value, clause: 'X-1' })
const rules: readonly LocalRule[] = [{ index: 'CPI', atLeast: cited(350), months: 1 }]
const judged = (more: object): Outcome => ({ judged: [{ index: 'CPI', atLeast: 350 }], ...more }) as unknown as Outcome

describe('a month that was judged elsewhere counts for a place', () => {
  test('by the same thresholds, whoever printed them', () => {
    expect(isJudgedBy(judged({ met: false }), rules, nothingLocal)).toBe(true)
    expect(isJudgedBy(judged({ met: false }), [{ ...rules[0]!, atLeast: cited(300) }], nothingLocal)).toBe(false)
  })

  test('with the same floor, where there is something to pay', () => {
    const floor = { ...nothingLocal, floor: cited(3_000) }
    expect(isJudgedBy(judged({ met: true, floorFen: 3_000 }), rules, floor)).toBe(true)
    expect(isJudgedBy(judged({ met: true, floorFen: 0 }), rules, floor)).toBe(false)
    expect(isJudgedBy(judged({ met: false }), rules, floor)).toBe(true)
  })
})
