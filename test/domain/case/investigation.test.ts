import { describe, expect, test } from 'vitest'
import { assessed, clerk, command, father, on, stranger, surveyor, visit, wages } from './household.ts'
import { type Act, after, li, stateOf } from './story.ts'

const start = (...surveyors: string[]) => command('StartSurvey', { surveyors })
const report = command('CompleteEconomicCheck', { reportNumber: '核1', outcome: 'DISCREPANT', findings: '有车' })
const dispute = command('DisputeCheck', { ground: '已过户' })
const settle = command('SettleCheckDispute', { outcome: '以复核为准' })
const draft = command('DraftOpinion', { opinion: 'GRANT', reasons: '低于标准' })

describe('the survey', () => {
  test('is started by two different investigators', () => {
    after(...li.accepted)
      .when(start('a', 'b'), on('2023-03-08', surveyor))
      .emits({ type: 'SurveyStarted', data: { startedOn: '2023-03-08', surveyors: ['a', 'b'] } })
    after(...li.accepted)
      .when(start('a'), on('2023-03-08', surveyor))
      .refuses('too-few-investigators', { atLeast: 2, clause: '2021-57 Art.16' })
    after(...li.accepted)
      .when(start('a', 'a'), on('2023-03-08', surveyor))
      .refuses('too-few-investigators')
  })

  test('cannot be entered as begun before acceptance', () => {
    after(...li.accepted)
      .when(
        command('StartSurvey', { surveyors: ['a', 'b'], on: '2023-03-05', lateReason: 'OTHER' }),
        on('2023-03-08', surveyor),
      )
      .refuses('before-earlier-step', { earliest: '2023-03-06' })
  })

  test('records a visit with the day on which it was made', () => {
    after(...li.surveying)
      .when(
        command('RecordHomeVisit', visit({ on: '2023-03-08', lateReason: 'NO_NETWORK' })),
        on('2023-03-09', surveyor),
      )
      .emits({
        type: 'HomeVisitRecorded',
        data: { visitedOn: '2023-03-08', personId: father },
        on: '2023-03-08',
        reason: 'NO_NETWORK',
      })
    after(...li.surveying)
      .when(command('RecordHomeVisit', visit({ surveyors: ['a'] })), on('2023-03-09', surveyor))
      .refuses('too-few-investigators')
  })

  test('is made by phone only under a declared emergency', () => {
    after(...li.surveying)
      .when(command('RecordHomeVisit', visit({ mode: 'PHONE' })), on('2023-03-08', surveyor))
      .refuses('remote-visit-without-basis')
    after(...li.surveying)
      .when(
        command('RecordHomeVisit', visit({ mode: 'VIDEO', remoteBasis: '示应急〔2023〕1号' })),
        on('2023-03-08', surveyor),
      )
      .emits({ type: 'HomeVisitRecorded', data: { mode: 'VIDEO' }, basis: '示应急〔2023〕1号' })
  })
})

describe('the register check', () => {
  const ask = command('RequestEconomicCheck', {})

  test('starts a clock of its own and may run before the survey', () => {
    after(...li.accepted)
      .when(ask, on('2023-03-07'))
      .emits({ type: 'EconomicCheckRequested', data: { deadlines: [{ clock: 'CHECK_START', due: '2023-03-10' }] } })
      .leaves(({ status }) => expect(status).toBe('CHECKING'))
  })

  test('is not made without live authorizations, nor twice at a time', () => {
    after(...li.accepted)
      .when(ask, on('2027-01-04'))
      .refuses('authorization-missing')
    after(...li.checking)
      .when(ask, on('2023-03-08'))
      .refuses('check-running')
  })

  test('reports once', () => {
    after(...li.checking)
      .when(report, on('2023-03-14'))
      .emits({ type: 'EconomicCheckCompleted' })
    after(...li.checked)
      .when(report, on('2023-03-14'))
      .refuses('no-check-running')
  })

  test('may be disputed, and then waits for the answer', () => {
    after(...li.checking)
      .when(dispute, on('2023-03-15'))
      .refuses('no-check-report')
    after(...li.checked)
      .when(dispute, on('2023-03-15'))
      .emits({ type: 'CheckDisputed' })
    const disputed: readonly Act[] = [...li.investigated, [dispute, on('2023-03-16')]]
    after(...disputed)
      .when(dispute, on('2023-03-16'))
      .refuses('check-disputed-already')
    after(...disputed)
      .when(draft, on('2023-03-17'))
      .refuses('check-dispute-open')
    after(...disputed)
      .when(settle, on('2023-03-17'))
      .emits({ type: 'CheckDisputeSettled' })
    after(...li.checked)
      .when(settle, on('2023-03-17'))
      .refuses('no-check-dispute')
    after(...disputed, [settle, on('2023-03-17')])
      .when(draft, on('2023-03-17'))
      .emits({ type: 'OpinionDrafted' })
  })
})

describe('the assessment', () => {
  test('lists members only', () => {
    const assess = (personId: string) => command('AssessIncome', { assessment: assessed([wages(1, personId)]) })
    after(...li.checked)
      .when(assess(father), on('2023-03-16'))
      .emits({ type: 'IncomeAssessed' })
    after(...li.checked)
      .when(assess(stranger), on('2023-03-16'))
      .refuses('not-a-member')
  })
})

describe('the opinion', () => {
  test('computes the sheet from the facts', () => {
    after(...li.investigated)
      .when(draft, on('2023-03-17'))
      .emits({
        type: 'OpinionDrafted',
        data: { round: 1, draftedOn: '2023-03-17', sheet: { amountFen: 81_000, rates: [{ monthlyFen: 57_000 }] } },
      })
  })

  test('waits for a visit signed by both sides, the report and the assessment', () => {
    after(...li.surveying)
      .when(draft, on('2023-03-17'))
      .refuses('no-signed-visit', { clause: '2021-57 Art.16' })
    const unsigned: Act = [command('RecordHomeVisit', visit({ signedByHousehold: false })), on('2023-03-08', surveyor)]
    after(...li.surveying, unsigned)
      .when(draft, on('2023-03-17'))
      .refuses('no-signed-visit')
    after(...li.visited)
      .when(draft, on('2023-03-17'))
      .refuses('check-report-missing', { clause: '2021-57 Art.17' })
    after(...li.checked)
      .when(draft, on('2023-03-17'))
      .refuses('assessment-missing')
  })

  test('cannot be for a grant that the facts do not bear out', () => {
    const rich: Act = [command('AssessIncome', { assessment: assessed([wages(171_000)]) }), on('2023-03-16')]
    after(...li.checked, rich)
      .when(draft, on('2023-03-17'))
      .refuses('opinion-against-facts', { grounds: ['INCOME'] })
    after(...li.checked, rich)
      .when(command('DraftOpinion', { opinion: 'REFUSE', reasons: '超过标准' }), on('2023-03-17'))
      .emits({ type: 'OpinionDrafted', data: { opinion: 'REFUSE' } })
  })

  test('is not dated before what it rests on', () => {
    after(...li.investigated)
      .when(
        command('DraftOpinion', { opinion: 'GRANT', reasons: 'x', on: '2023-03-15', lateReason: 'OTHER' }),
        on('2023-03-17'),
      )
      .refuses('before-earlier-step', { earliest: '2023-03-16' })
  })
})

describe('a case accepted before July 2021', () => {
  const shift = (acts: readonly Act[]): Act[] =>
    acts.map(([one, context]) => [one, { ...context, today: context.today.replace('2023-', '2021-') }])
  const signed2021 = (acts: readonly Act[]): Act[] =>
    shift(acts).map(([one, context]) => [
      JSON.parse(JSON.stringify(one).replaceAll('2023-03-03', '2021-03-03')) as typeof one,
      context,
    ])
  const investigated = signed2021(li.investigated)
  const deliberate = (residents: number) =>
    command('RecordDeliberation', {
      objectionId: null,
      attendees: 9,
      residents,
      outcome: 'DISMISSED',
      record: '属实',
    })

  test('keeps the old clocks', () => {
    const state = stateOf(...signed2021(li.accepted))
    if (state.status !== 'ACCEPTED') throw new Error(state.status)
    expect(state.acceptance.ruleset).toBe('2012-220')
    expect(state.file.deadlines).toEqual([
      { clock: 'SURVEY_START', due: '2021-03-19', provisional: false, clause: '2012-220 Art.18' },
    ])
  })

  test('is always deliberated, by two thirds of residents', () => {
    const at = on('2021-03-17', clerk)
    after(...investigated)
      .when(draft, at)
      .refuses('deliberation-missing', { clause: '2012-220 Art.21' })
    after(...investigated)
      .when(deliberate(5), at)
      .refuses('too-few-residents', { atLeast: 2, of: 3 })
    after(...investigated, [deliberate(6), at])
      .when(draft, at)
      .emits({ type: 'OpinionDrafted' })
  })

  test('whereas a later one is deliberated only to answer an objection', () => {
    after(...li.investigated)
      .when(deliberate(9), on('2023-03-17'))
      .refuses('deliberation-only-for-objection')
  })
})
