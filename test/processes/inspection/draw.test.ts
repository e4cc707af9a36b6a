import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { drawnOf } from '../../../src/domain/inspection/sample.ts'
import { drawCases, drawInspectors } from '../../../src/processes/inspection/draw.ts'

const candidates = fc.uniqueArray(
  fc.record({ caseId: fc.uuid(), township: fc.constantFrom('990101001', '990101002', '990101003') }),
  { selector: ({ caseId }) => caseId, maxLength: 60 },
)
const key = fc.stringMatching(/^[0-9a-f]{64}$/)
const percent = fc.integer({ min: 1, max: 100 })

describe('a sample', () => {
  test('holds no less than its share in every township, and nothing that was not there (2021-43 Art.16)', () => {
    fc.assert(
      fc.property(key, candidates, percent, (drawKey, population, share) => {
        const { strata, drawn } = drawCases(drawKey, population, share)
        for (const { township, population: all, drawn: count } of strata) {
          const own = drawn.filter((one) => one.township === township)
          expect(own).toHaveLength(count)
          expect(own.length * 100).toBeGreaterThanOrEqual(all * share)
          expect((own.length - 1) * 100).toBeLessThan(all * share)
        }
        expect(strata.reduce((sum, { population: all }) => sum + all, 0)).toBe(population.length)
        expect(new Set(drawn.map(({ caseId }) => caseId)).size).toBe(drawn.length)
        for (const { caseId } of drawn) expect(population.some((one) => one.caseId === caseId)).toBe(true)
      }),
    )
  })

  test('is the same again for the same key, in whatever order the cases come', () => {
    fc.assert(
      fc.property(key, candidates, percent, (drawKey, population, share) => {
        expect(drawCases(drawKey, [...population].reverse(), share)).toEqual(drawCases(drawKey, population, share))
      }),
    )
  })

  test('can be drawn by anybody with a SHA-256: the first in the order of its key and the case', () => {
    const cases = ['a1', 'b2', 'c3', 'd4', 'e5', 'f6', 'a7', 'b8', 'c9', 'd0'].map((caseId) => ({
      caseId,
      township: '990101001',
    }))
    const byHand = cases
      .map(({ caseId }) => caseId)
      .sort((one, other) => {
        const [a, b] = [one, other].map((id) => createHash('sha256').update(`KEY|${id}`).digest('hex'))
        return a! < b! ? -1 : 1
      })
      .slice(0, 3)
    expect(drawCases('KEY', cases, 30).drawn.map(({ caseId }) => caseId)).toEqual(byHand)
  })

  test('counts a case once, however often it is found', () => {
    const again = { caseId: 'case', township: '990101001' }
    expect(drawCases('k', [again, again, again, again], 30)).toMatchObject({
      strata: [{ township: '990101001', population: 1, drawn: 1 }],
      drawn: [again],
    })
    expect(drawCases('k', [again, again], 30)).toEqual(drawCases('k', [again], 30))
  })

  test('shows that it was drawn from another population', () => {
    const one = { caseId: 'a', township: '990101001' }
    expect(drawCases('k', [one], 30).populationSha256).not.toBe(
      drawCases('k', [{ ...one, township: '990101002' }], 30).populationSha256,
    )
    expect(drawnOf(7, 30)).toBe(3)
  })
})

test('inspectors are drawn by chance too, without those who have had a hand in the case (双随机)', () => {
  fc.assert(
    fc.property(key, candidates, (drawKey, drawn) => {
      const plan = { inspectors: ['wang', 'li', 'zhao', 'qian'], added: [], inspectorsPerCase: 2 }
      const hands = new Map(drawn.map(({ caseId }) => [caseId, new Set(['li'])]))
      for (const { inspectors } of drawInspectors(drawKey, drawn, plan, hands)) {
        expect(inspectors).not.toContain('li')
        expect(new Set(inspectors).size).toBe(2)
      }
    }),
  )
})

test('whoever is added to the list checks only what too few of it may check', () => {
  fc.assert(
    fc.property(key, candidates, (drawKey, drawn) => {
      const plan = { inspectors: ['wang', 'li', 'zhao'], added: [], inspectorsPerCase: 2 }
      const hands = new Map(drawn.map(({ caseId }, index) => [caseId, new Set(index % 2 === 0 ? ['li', 'zhao'] : [])]))
      const before = drawInspectors(drawKey, drawn, plan, hands)
      const after = drawInspectors(drawKey, drawn, { ...plan, added: ['sun', 'qian'] }, hands)
      for (const [index, { inspectors }] of after.entries()) {
        expect(inspectors).toHaveLength(2)
        expect(inspectors.slice(0, index % 2 === 0 ? 1 : 2)).toEqual(before[index]?.inspectors)
      }
    }),
  )
})
