import { describe, expect, test } from 'vitest'
import { dossierDeadlines, secondNoticeDeadlines } from '../../../src/domain/case/deadlines.ts'
import type { EntitledCase } from '../../../src/domain/case/state.ts'
import { addWorkingDays, calendarOf } from '../../../src/domain/policy/calendar.ts'
import { rulesetIn } from '../../../src/domain/policy/timeline.ts'
import { rulesetOn } from '../../../src/domain/scheme/scheme.ts'
import { allowanceRulesets } from '../../../src/domain/scheme/subsistence-allowance/rulesets.ts'
import { subsistenceAllowance } from '../../../src/domain/scheme/subsistence-allowance/subsistence-allowance.ts'
import type { Actor } from '../../../src/domain/shared/actor.ts'
import { addDays, addMonths, type Day, monthOf } from '../../../src/domain/shared/day.ts'
import { nationalCalendars, policyOf, standard } from '../policy/published.ts'
import {
  application,
  assessed,
  clerk,
  command,
  confirmer,
  father,
  grandmother,
  mother,
  on as onDay,
  surveyor,
  visit,
  wages,
} from './household.ts'
import { type Act, after, stateOf } from './story.ts'

/** Long enough for every day asked for: one standard of 570 yuan from 2019 on, and the national holidays. */
const policy = policyOf(
  ...nationalCalendars,
  standard({ effectiveFrom: '2019-01-01', inForceOn: '2018-12-01', monthlyFen: 57_000 }),
)
const calendar = calendarOf(policy)
const on = (day: Day, who: Actor = clerk) => onDay(day, who, { policy })
const workday = (day: Day, count: number): Day => addWorkingDays(calendar, day, count).due

const authorized = (personId: string, day: Day): Act => [
  command('RecordAuthorization', { personId, signedOn: addDays(day, -1), validTo: addDays(day, 900) }),
  on(day),
]
const acceptedOn = (day: Day): readonly Act[] => [
  [command('RegisterIntake', application({ commitmentSignedOn: addDays(day, -1) })), on(day)],
  ...[father, mother, grandmother].map((personId) => authorized(personId, day)),
  [command('DeclareCloseRelatives', { relatives: [] }), on(day)],
  [command('AcceptApplication', {}), on(day)],
]
const report = { reportNumber: '核报1号', outcome: 'CONSISTENT', findings: '一致' } as const
const surveyedOn = (day: Day): readonly Act[] => [
  ...acceptedOn(day),
  [command('RequestEconomicCheck', {}), on(workday(day, 1))],
  [command('StartSurvey', { surveyors: ['surveyor-1', 'surveyor-2'] }), on(workday(day, 2), surveyor)],
  [command('RecordHomeVisit', visit()), on(workday(day, 2), surveyor)],
  [command('CompleteEconomicCheck', report), on(workday(day, 4))],
  [command('AssessIncome', { assessment: assessed([wages(90_000)]) }), on(workday(day, 5))],
]
const deliberated = (day: Day): Act => [
  command('RecordDeliberation', {
    objectionId: null,
    attendees: 9,
    residents: 6,
    outcome: 'DISMISSED',
    record: '属实',
  }),
  on(workday(day, 6)),
]
const draft = command('DraftOpinion', { opinion: 'GRANT', reasons: '人均300元' })
const notice = command('PostNotice', { places: ['公开栏'], photoSha256: null })

/** With the county; the older procedure deliberates every case and posts it twice. */
const atCounty = (day: Day, old: boolean): readonly Act[] => {
  const posted = workday(day, 7)
  return [
    ...surveyedOn(day),
    ...(old ? [deliberated(day)] : []),
    [draft, on(posted)],
    [notice, on(posted)],
    [command('SubmitDossier', {}), on(addDays(posted, 8))],
  ]
}
const grant = command('DecideGrant', {
  decisionNumber: '确1号',
  holder: father,
  payee: { kind: 'HOLDER' },
  amountFen: 81_000,
  noConflictOfInterest: true,
})
const grantedOn = (day: Day, old: boolean): readonly Act[] => {
  const submitted = addDays(workday(day, 7), 8)
  const second: readonly Act[] = old ? [[notice, on(submitted)]] : []
  return [...atCounty(day, old), ...second, [grant, on(addDays(submitted, 10), confirmer)]]
}
/** Under review after a death, with nothing left to do but a decision. */
const afterDeath = (day: Day, old: boolean): readonly Act[] => {
  const later = addDays(day, 90)
  const died = { personId: grandmother, leftOn: later, reason: 'DIED' } as const
  return [
    ...grantedOn(day, old),
    [command('RemoveMember', died), on(later)],
    [command('AssessIncome', { assessment: assessed([wages(90_000)]) }), on(addDays(later, 1))],
  ]
}
const clocksOf = (...acts: readonly Act[]) => {
  const state = stateOf(...acts)
  const deadlines = 'file' in state && state.file ? state.file.deadlines : []
  return Object.fromEntries(deadlines.map(({ clock, due, clause }) => [clock, `${due} ${clause}`]))
}

const days = { trial: '2020-06-01', ministry: '2021-08-02', relief: '2022-11-01', law: '2026-08-03' } as const

describe('the clocks of the same case, accepted on', () => {
  test('2020-06-01: ten days to the survey, a deliberation, the county’s opinion, and no limit of the whole', () => {
    expect(clocksOf(...acceptedOn(days.trial))).toEqual({ SURVEY_START: '2020-06-15 2012-220 Art.18' })
    expect(clocksOf(...surveyedOn(days.trial))).toMatchObject({ DELIBERATION: '2020-06-10 2012-220 Art.21' })
    expect(clocksOf(...surveyedOn(days.trial))).not.toHaveProperty('CHECK_START')
    expect(clocksOf(...atCounty(days.trial, true))).toMatchObject({
      OPINION: '2020-06-28 2012-220 Art.26',
      COUNTY_DECISION: '2020-06-23 2012-220 Art.29',
    })
    // The county decides after its own notice, and so its limit is counted from there.
    const twice = [...atCounty(days.trial, true), [notice, on('2020-06-18')]] as readonly Act[]
    expect(clocksOf(...twice)).toMatchObject({ COUNTY_DECISION: '2020-06-30 2012-220 Art.29' })
  })

  test('2020-06-01 and objected to: twenty days to the county’s decision, which its own notice does not put off', () => {
    const old = rulesetIn(allowanceRulesets, days.trial)!
    const decision = { clock: 'COUNTY_DECISION', due: workday('2020-06-18', 20), clause: '2012-220 Art.29' }
    expect(dossierDeadlines(old, '2020-06-18', true, on('2020-06-18'))).toMatchObject([{ clock: 'OPINION' }, decision])
    expect(secondNoticeDeadlines(old, '2020-06-25', true, on('2020-06-18'))).toEqual([])
  })

  test('2021-08-02: three days to survey and check, ten for the county, thirty for the whole', () => {
    expect(clocksOf(...acceptedOn(days.ministry))).toEqual({
      SURVEY_START: '2021-08-05 2021-57 Art.15',
      WHOLE_CASE: '2021-09-13 2021-57 Art.22',
    })
    expect(clocksOf(...surveyedOn(days.ministry))).toMatchObject({ CHECK_START: '2021-08-06 2021-57 Art.15' })
    expect(clocksOf(...surveyedOn(days.ministry))).not.toHaveProperty('DELIBERATION')
    const { COUNTY_DECISION, OPINION } = clocksOf(...atCounty(days.ministry, false))
    expect([COUNTY_DECISION, OPINION]).toEqual(['2021-09-02 2021-57 Art.20', undefined])
  })

  test('2022-11-01: a re-check within three months of a death besides', () => {
    const clock = (day: Day, old: boolean) => clocksOf(...afterDeath(day, old))['RECHECK_AFTER_DEATH']
    expect(clock(days.trial, true)).toBeUndefined()
    expect(clock(days.ministry, false)).toBeUndefined()
    expect(clock(days.relief, false)).toBe('2023-04-30 2022-83')
  })

  test('2026-08-03: as before', () => {
    expect(clocksOf(...acceptedOn(days.law))).toEqual({
      SURVEY_START: '2026-08-06 2021-57 Art.15',
      WHOLE_CASE: '2026-09-14 2021-57 Art.22',
    })
  })
})

describe('the duties of the same case', () => {
  test('of 2020 are a deliberation with residents and a second notice', () => {
    after(...surveyedOn(days.trial))
      .when(draft, on(workday(days.trial, 7)))
      .refuses('deliberation-missing', { clause: '2012-220 Art.21' })
    after(...surveyedOn(days.ministry))
      .when(deliberated(days.ministry)[0], on(workday(days.ministry, 6)))
      .refuses('deliberation-only-for-objection', { clause: '2021-57 Art.19' })
    const decided = addDays(workday(days.trial, 7), 18)
    after(...atCounty(days.trial, true))
      .when(grant, on(decided, confirmer))
      .refuses('second-notice-missing', { clause: '2012-220 Art.29' })
    after(...atCounty(days.ministry, false))
      .when(grant, on(addDays(workday(days.ministry, 7), 18), confirmer))
      .emits({ type: 'GrantDecided', data: { ruleset: '2021-57' } })
  })

  test('know a gradual exit from 2022-10-20 on', () => {
    const exit = (day: Day) =>
      command('StartGradualExit', {
        decisionNumber: '退1号',
        personId: father,
        lastMonth: addMonths(monthOf(addDays(day, 92)), 3),
        reasons: '就业',
      })
    const working = (day: Day, old: boolean): readonly Act[] => [
      ...grantedOn(day, old),
      [command('OpenReview', { cause: 'CADENCE' }), on(addDays(day, 90))],
      [command('AssessIncome', { assessment: assessed([wages(300_000)]) }), on(addDays(day, 91))],
    ]
    for (const [day, old] of [
      [days.trial, true],
      [days.ministry, false],
    ] as const)
      after(...working(day, old))
        .when(exit(day), on(addDays(day, 92), confirmer))
        .refuses('no-gradual-exit')
    after(...working(days.relief, false))
      .when(exit(days.relief), on(addDays(days.relief, 92), confirmer))
      .emits({ type: 'GradualExitStarted', data: { ruleset: '2021-57' } })
  })

  test('hear the household before a reduction from 2026-07-01 on', () => {
    const reduce = command('DecideReduction', { decisionNumber: '减1号', amountFen: 24_000, reasons: '少一人' })
    for (const [day, old] of [
      [days.trial, true],
      [days.ministry, false],
      [days.relief, false],
    ] as const)
      after(...afterDeath(day, old))
        .when(reduce, on(addDays(day, 92), confirmer))
        .emits({ type: 'ReductionDecided', data: { entitlement: { amountFen: 24_000 } } })
    after(...afterDeath(days.law, false))
      .when(reduce, on(addDays(days.law, 92), confirmer))
      .refuses('hearing-missing')
  })

  test('follow the day of acceptance for steps, and the day of a decision for the rest', () => {
    // Accepted under the trial procedure, decided a month after it was repealed: still two notices, but the new amounts.
    const { acceptance } = stateOf(...grantedOn('2021-06-30', true)) as EntitledCase
    expect(acceptance).toMatchObject({ ruleset: '2012-220', acceptedOn: '2021-06-30' })
    const decided = addDays(workday('2021-06-30', 7), 18)
    after(...atCounty('2021-06-30', true))
      .when(grant, on(decided, confirmer))
      .refuses('second-notice-missing')
    after(...grantedOn('2021-06-30', true).slice(0, -1))
      .when(grant, on(decided, confirmer))
      .emits({ type: 'NoticeExpired' }, { type: 'GrantDecided', data: { ruleset: '2021-57' } })
  })
})

describe('the day after a text ends', () => {
  test('nothing of it applies: the trial procedure', () => {
    const cites = (value: unknown): boolean => JSON.stringify(value).includes('2012-220')
    expect(cites(rulesetOn(subsistenceAllowance, '2021-06-30'))).toBe(true)
    expect(cites(rulesetOn(subsistenceAllowance, '2021-07-01'))).toBe(false)
  })

  test('nothing of it applies: the fine of one to three times', () => {
    const fine = (day: Day) => rulesetOn(subsistenceAllowance, day).fine
    expect(fine('2026-06-30')).toEqual({ value: { least: 1, most: 3 }, clause: '2014-649 Art.68' })
    expect(fine('2026-07-01')).toEqual({ value: { least: 0, most: 2 }, clause: '2026-LAW Art.73' })
    expect(JSON.stringify(rulesetIn(allowanceRulesets, '2026-07-01'))).not.toContain('2014-649')
  })
})
