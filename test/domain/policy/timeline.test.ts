import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bareRuleset, demanded } from '../../../src/domain/policy/bare-ruleset.ts'
import { cited } from '../../../src/domain/policy/cited.ts'
import { type RulesetRow, rulesetIn, timelineOf } from '../../../src/domain/policy/timeline.ts'
import { addDays } from '../../../src/domain/shared/day.ts'
import { documentOf } from './published.ts'

const main = (id: string) => bareRuleset(id, documentOf(id))
const heard: RulesetRow = {
  id: 'HEARD',
  from: '2020-05-01',
  until: '2022-04-30',
  change: (base) => ({ ...base, hearing: cited(true, 'HEARD Art.1') }),
}
const seen = (rows: readonly RulesetRow[], day: string) => {
  const ruleset = rulesetIn(timelineOf(rows), day)
  return ruleset && [ruleset.id, ...ruleset.overlays, ruleset.hearing.value]
}

describe('a time line', () => {
  const rows: readonly RulesetRow[] = [
    { from: '2020-01-01', main: main('FIRST') },
    heard,
    { from: '2021-01-01', main: main('SECOND') },
  ]

  test('lays a text over the procedure in force from its day on', () => {
    expect(seen(rows, '2019-12-31')).toBeUndefined()
    expect(seen(rows, '2020-04-30')).toEqual(['FIRST', false])
    expect(seen(rows, '2020-05-01')).toEqual(['FIRST', 'HEARD', true])
  })

  test('begins anew with a new procedure, which keeps what it names', () => {
    expect(seen(rows, '2021-01-01')).toEqual(['SECOND', false])
    const kept: readonly RulesetRow[] = [
      ...rows.slice(0, 2),
      { from: '2021-01-01', keeps: ['HEARD'], main: main('SECOND') },
    ]
    expect(seen(kept, '2021-01-01')).toEqual(['SECOND', 'HEARD', true])
  })

  test('knows nothing of a text the day after it ends', () => {
    const alone = rows.slice(0, 2)
    expect(seen(alone, '2022-04-30')).toEqual(['FIRST', 'HEARD', true])
    expect(seen(alone, '2022-05-01')).toEqual(['FIRST', false])
  })

  test('is empty the day after a procedure that nobody followed', () => {
    const ended: readonly RulesetRow[] = [{ from: '2020-01-01', until: '2020-12-31', main: main('FIRST') }, heard]
    expect(seen(ended, '2020-12-31')).toEqual(['FIRST', 'HEARD', true])
    expect(seen(ended, '2021-01-01')).toBeUndefined()
  })
})

test('a later row changes no earlier day', () => {
  const anyDay = fc.integer({ min: 0, max: 3_000 }).map((count) => addDays('2018-01-01', count))
  const anyRow = fc
    .record({ name: fc.constantFrom('A', 'B', 'C'), kind: fc.constantFrom('main', 'overlay'), length: fc.nat(900) })
    .chain(({ name, kind, length }) =>
      anyDay.map((from): RulesetRow => {
        const until = length > 700 ? {} : { until: addDays(from, length) }
        return kind === 'main'
          ? { from, ...until, keeps: ['B'], main: main(name) }
          : {
              id: name,
              from,
              ...until,
              change: (base) => ({ ...base, steps: { ...base.steps, homeVisit: demanded(name) } }),
            }
      }),
    )
  const anyRows = fc
    .array(anyRow, { minLength: 2, maxLength: 7 })
    .map((rows) => [...rows].sort((a, b) => (a.from < b.from ? -1 : 1)))
  fc.assert(
    fc.property(anyRows, anyDay, (rows, day) => {
      const later = rows.at(-1)!
      fc.pre(day < later.from)
      expect(rulesetIn(timelineOf(rows), day)).toEqual(rulesetIn(timelineOf(rows.slice(0, -1)), day))
    }),
  )
})
