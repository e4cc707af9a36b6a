import { expect, test } from 'vitest'
import { demonstrationDecider } from '../../../src/domain/demonstration/day.ts'

const small = { seed: 'anjuan', scale: 'small' as const }
const { decide, initial } = demonstrationDecider
const chosen = { ...initial, county: small }
const choose = (county: typeof small | { seed: string; scale: 'whole' }) => ({ county, on: '2021-12-28' })

test('a demonstration says once which county it is', () => {
  expect(decide(choose(small), initial, null)).toEqual([
    { type: 'DemonstrationCountyChosen', data: small, on: '2021-12-28' },
  ])
  expect(decide(choose({ ...small }), chosen, null)).toEqual([])
})

test.each([
  { what: 'another size', county: { seed: 'anjuan', scale: 'whole' as const } },
  { what: 'another seed', county: { ...small, seed: 'another' } },
])('$what on data that hold a county is refused', ({ county }) => {
  expect(() => decide(choose(county), chosen, null)).toThrow(expect.objectContaining({ code: 'another-demonstration' }))
})

test('its day moves forward, whichever county it is', () => {
  expect(decide({ to: '2022-01-10' }, { ...chosen, day: '2022-01-05' }, null)).toHaveLength(1)
  expect(() => decide({ to: '2022-01-01' }, { ...chosen, day: '2022-01-05' }, null)).toThrow(
    expect.objectContaining({ code: 'day-not-later' }),
  )
})
