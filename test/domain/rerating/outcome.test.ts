import { describe, expect, test } from 'vitest'
import { firstMonthOf } from '../../../src/domain/policy/rates.ts'
import { findChange } from '../../../src/domain/rerating/change.ts'
import { type CaseQuestion, judgeCase, reasons } from '../../../src/domain/rerating/outcome.ts'
import { anId, documentOf, standard } from '../policy/published.ts'

/** A household paid 340 yuan whose standard rises by 30 yuan from March, two months back. */
const rising: CaseQuestion = {
  status: 'ENTITLED',
  months: [
    { month: '2023-03', beforeFen: 34_000, afterFen: 37_000 },
    { month: '2023-04', beforeFen: 34_000, afterFen: 37_000 },
  ],
  decidedFen: 34_000,
  tierGone: false,
  died: false,
  reviewDue: '2023-12-31',
  today: '2023-05-08',
}
const moved = (beforeFen: number | null, afterFen: number | null, month = '2023-03') => ({ month, beforeFen, afterFen })
const judge = (over: Partial<CaseQuestion> = {}) => {
  const judged = judgeCase({ ...rising, ...over })
  return judged && [judged.outcome, judged.reason]
}

describe('a case whose standard has moved', () => {
  test('follows by itself where the amount rises', () => {
    expect(judgeCase(rising)).toEqual({ outcome: 'AUTOMATIC', reason: 'RISES', ...moved(34_000, 37_000) })
    expect(judge({ status: 'CONFIRMED' })).toEqual(['AUTOMATIC', 'RISES'])
    // A review that runs does not keep the poor waiting: what it finds is decided at its end.
    expect(judge({ status: 'IN_REVIEW' })).toEqual(['AUTOMATIC', 'RISES'])
    expect(judge({ reviewDue: null })).toEqual(['AUTOMATIC', 'RISES'])
  })

  test('begins with the first month that the change moves', () => {
    const months = [moved(34_000, 34_000), moved(34_000, 37_000, '2023-04'), moved(34_000, 38_000, '2023-05')]
    expect(judgeCase({ ...rising, months })).toMatchObject({ month: '2023-04', afterFen: 37_000 })
  })

  test('is unchanged where the amount is the same: instalments, a status, a tier, the other kind of area', () => {
    const months = [moved(34_000, 34_000)]
    expect(judge({ months })).toEqual(['UNCHANGED', 'SAME_AMOUNT'])
    // Nothing that the change does not touch becomes a task by it.
    expect(judge({ months, died: true, reviewDue: '2023-01-01', status: 'SUSPENDED' })).toEqual([
      'UNCHANGED',
      'SAME_AMOUNT',
    ])
    expect(judge({ months: [moved(0, 0)] })).toEqual(['UNCHANGED', 'SAME_AMOUNT'])
  })

  test('is unchanged where the last decision has the amount already, and where the case has ended', () => {
    expect(judge({ decidedFen: 37_000 })).toEqual(['UNCHANGED', 'DECIDED_SO'])
    expect(judge({ status: 'TERMINATED' })).toEqual(['UNCHANGED', 'ENDED'])
    expect(judge({ status: 'CLOSED', died: true })).toEqual(['UNCHANGED', 'ENDED'])
  })

  test('is left to a person where the amount falls, if only in one month', () => {
    expect(judge({ months: [moved(34_000, 31_000)] })).toEqual(['MANUAL', 'FALLS'])
    expect(judge({ months: [moved(34_000, 37_000), moved(34_000, 33_000, '2023-04')] })).toEqual(['MANUAL', 'FALLS'])
    expect(reasons.FALLS.clause).toContain('2026-LAW Art.48')
  })

  test('is left to a person where its tier is not published any more, under a pause and in a gradual exit', () => {
    expect(judge({ tierGone: true, months: [moved(34_000, null)] })).toEqual(['MANUAL', 'TIER_GONE'])
    expect(judge({ status: 'SUSPENDED' })).toEqual(['MANUAL', 'SUSPENDED'])
    expect(judge({ status: 'GRADUAL_EXIT' })).toEqual(['MANUAL', 'GRADUAL_EXIT'])
  })

  test('must be reviewed first where somebody died, the review is overdue, or nothing would be left', () => {
    expect(judge({ died: true })).toEqual(['MUST_REVIEW', 'DEATH'])
    expect(judge({ reviewDue: '2023-05-07' })).toEqual(['MUST_REVIEW', 'REVIEW_OVERDUE'])
    expect(judge({ reviewDue: '2023-05-08' })).toEqual(['AUTOMATIC', 'RISES'])
    expect(judge({ months: [moved(34_000, 0)] })).toEqual(['MUST_REVIEW', 'NO_LONGER_QUALIFIES'])
    // What a review decides goes before what a pause would leave to somebody.
    expect(judge({ died: true, status: 'SUSPENDED' })).toEqual(['MUST_REVIEW', 'DEATH'])
  })

  test('fails where a month lacks a rate, and says which month', () => {
    const months = [moved(34_000, 37_000), moved(34_000, null, '2023-04')]
    expect(judgeCase({ ...rising, months })).toMatchObject({
      outcome: 'FAILED',
      reason: 'RATE_MISSING',
      month: '2023-04',
    })
  })

  test('is none of its business where the change reaches no month of it', () => {
    expect(judgeCase({ ...rising, months: [] })).toBeUndefined()
  })
})

describe('a change of rates', () => {
  const id = anId()
  const published = { ...standard({ standardId: id, effectiveFrom: '2023-03-15' }), position: 5n, on: '2023-05-01' }
  const other = { ...standard(), position: 1n, on: '2022-12-20' }
  const withdrawn = {
    type: 'StandardWithdrawn' as const,
    data: { standardId: id, area: '990101', document: documentOf('撤1号'), on: '2023-06-01' },
    position: 9n,
    on: '2023-06-01',
  }

  test('is a publication with everything else, or its withdrawal with everything else', () => {
    const facts = [other, published, withdrawn]
    const found = findChange(facts, { kind: 'PUBLICATION', id })
    expect(found?.others).toEqual([other, withdrawn])
    expect(found?.change).toMatchObject({ effectiveFrom: '2023-03-15', announcedOn: '2022-12-20' })
    const back = findChange(facts, { kind: 'WITHDRAWAL', id })
    expect(back?.others).toEqual([other, published])
    expect(back?.change).toMatchObject({ announcedOn: '2023-06-01', document: { number: '撤1号' } })
    expect(findChange([other, published], { kind: 'WITHDRAWAL', id })).toBeUndefined()
    expect(findChange(facts, { kind: 'PUBLICATION', id: anId() })).toBeUndefined()
  })

  test('reaches the first month on whose first day it is effective', () => {
    expect(firstMonthOf('2023-03-15')).toBe('2023-04')
    expect(firstMonthOf('2023-03-01')).toBe('2023-03')
  })
})
