import { describe, expect, test } from 'vitest'
import type { Figure } from '../../bench/figure.ts'
import { interleaved, median, medianRatio, quantile } from '../../bench/measure.ts'
import { Misused, readOptions } from '../../bench/options.ts'
import { judge } from '../../bench/report/bars.ts'
import { readRun, renderRun } from '../../bench/report/tables.ts'

const speed = { bench: 'append', figure: 'one event per append, 32 at a time', unit: 'events/s' }
const figures: Figure[] = [
  { ...speed, value: 6_000, min: 5_000, max: 7_000, p50: 4, p99: 20, gate: 'kept' },
  {
    ...speed,
    side: 'Emmett 0.42.0',
    value: 1_000,
    min: 900,
    max: 1_100,
    p50: 20,
    p99: 40,
    gate: 'failed: 3 were lost',
  },
  { ...speed, value: 6_000, ratio_to: 'Emmett 0.42.0', ratio: 6 },
  { ...speed, value: 6_000, ratio_to: 'plain INSERT', ratio: 2 },
  { bench: 'append', figure: 'a stream created twice', value: 0, unit: 'let through', gate: 'kept' },
  {
    bench: 'append',
    figure: 'a stream created twice',
    side: 'castore',
    value: 2,
    unit: 'let through',
    gate: 'failed: both',
  },
]

describe('the command line of the benchmarks', () => {
  test('names what to measure, and how often', () => {
    const { benches, rounds, appenders, events } = readOptions([
      'append',
      'rebuild',
      '--rounds',
      '3',
      '--appenders',
      '1,32',
    ])
    expect({ benches, rounds, appenders, events }).toEqual({
      benches: ['append', 'rebuild'],
      rounds: 3,
      appenders: [1, 32],
      events: 500_000,
    })
  })

  test('`all` is every bench', () => {
    expect(readOptions(['all']).benches).toEqual(['append', 'batch', 'catch-up', 'rebuild', 'stream-load'])
  })

  test.each([
    [],
    ['walk'],
    ['append', '--rounds', '0'],
    ['append', '--speed', '9'],
    ['rebuild', '--events', '30'],
    ['append', '--sides', 'us'],
    ['append', '--appenders', '1,x'],
  ])('%j is answered with a sentence', (...args) => {
    expect(() => readOptions(args.flat())).toThrow(Misused)
  })
})

describe('measuring', () => {
  test('takes the sides in turning order, and the first round only warms up', async () => {
    const order: string[] = []
    const contender = (name: string) => ({ name, once: async () => order.push(name) })
    const samples = await interleaved([contender('a'), contender('b')], 2)
    expect(order).toEqual(['a', 'b', 'b', 'a', 'a', 'b'])
    expect([...samples]).toEqual([
      ['a', [4, 5]],
      ['b', [3, 6]],
    ])
  })

  test('a ratio is the middle one of the rounds, not the ratio of the middles', () => {
    expect(medianRatio([10, 30, 20], [1, 10, 4])).toBe(5)
    expect(median([3, 1, 2])).toBe(2)
    expect(quantile([1, 2, 3, 4], 0.99)).toBe(4)
  })
})

describe('the report', () => {
  test('shows a side that fails its gate with its speed, marked', () => {
    const text = renderRun({ settings: { fsync: 'on' }, figures })
    expect(text).toContain('| **Anjuan** | 6,000 | 5,000 – 7,000 | 4 | 20 |  |')
    expect(text).toContain('| Emmett 0.42.0 | 1,000 † | 900 – 1,100 | 20 | 40 | 6 |')
    expect(text).toContain('† Emmett 0.42.0 failed: 3 were lost.')
    expect(text).toContain('| a stream created twice | Anjuan | castore: both |  |')
  })

  test('says of each bar by how much it was missed; a table that no store stands behind is no peer', () => {
    expect(judge(figures)).toEqual([
      { bar: '32 appenders: at least 7 × Emmett 0.42.0', measured: '6 ×', missedBy: 'missed by 14 %' },
      { bar: '32 appenders: at least 2.5 × the best peer', measured: '6 × (Emmett 0.42.0)', missedBy: 'reached' },
    ])
  })

  test('a bar about five million events is not reached by fewer', () => {
    const cost = (events: number) => ({
      bench: 'rebuild',
      figure: `cost of an event, rebuilt from ${events}`,
      value: 20,
      unit: 'µs/event',
      ratio_to: '100000 events',
      ratio: 1,
    })
    expect(judge([cost(200_000)])[0]?.missedBy).toBe('reached, but not at 5 million')
    expect(judge([cost(5_000_000)])[0]?.missedBy).toBe('reached')
  })

  test('reads what a run wrote', () => {
    const text = `${JSON.stringify({ settings: { fsync: 'on' } })}\n${figures.map((line) => JSON.stringify(line)).join('\n')}\n`
    expect(readRun(text)).toEqual({ settings: { fsync: 'on' }, figures })
  })
})
