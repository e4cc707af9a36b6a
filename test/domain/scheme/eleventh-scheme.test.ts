import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { CaseCommand } from '../../../src/domain/case/commands.ts'
import { caseDecider } from '../../../src/domain/case/decide.ts'
import type { CaseState, EntitledCase } from '../../../src/domain/case/state.ts'
import { periodIn } from '../../../src/domain/case/timeline.ts'
import { allowed, bareRuleset, demanded, noClocks } from '../../../src/domain/policy/bare-ruleset.ts'
import { cited, days, workingDays } from '../../../src/domain/policy/cited.ts'
import { law2026 } from '../../../src/domain/policy/national-texts.ts'
import { timelineOf } from '../../../src/domain/policy/timeline.ts'
import type { AmountFacts } from '../../../src/domain/scheme/calculation.ts'
import { monthlyAmount } from '../../../src/domain/scheme/monthly-amount.ts'
import { defineScheme } from '../../../src/domain/scheme/scheme.ts'
import { schemes } from '../../../src/domain/scheme/schemes.ts'
import type { Actor } from '../../../src/domain/shared/actor.ts'
import { addMonths, addMonthsToDay, type Day, monthOf } from '../../../src/domain/shared/day.ts'
import { ERASED } from '../../../src/domain/shared/personal.ts'
import { given, type Past, stateAfter } from '../../given.ts'
import {
  application,
  assessed,
  clerk,
  command,
  confirmer,
  grandmother,
  member,
  mother,
  on as onDay,
  person,
  personsWith,
  senior,
} from '../case/household.ts'
import { policyOf, standard, VILLAGE } from '../policy/published.ts'

/*
 * A scheme that nobody pays, written in this file and nowhere else: a heating grant for whoever has a stove, more from the
 * month on in which they turn eighty, by a procedure of its own. The engine is the same for it as for every other.
 */
const CODE = 'heatingSupplement'
const AGE = 80

const Stove = z.strictObject({ fuel: z.enum(['COAL', 'GAS']), certificate: z.string().min(1).nullable() })
type Stove = z.infer<typeof Stove>

const document = { number: '测民发〔2022〕11号', title: '取暖补助办法', issuer: '测试民政局' }

const heatingSupplement = defineScheme<Stove>({
  code: CODE,
  name: { en: 'Heating supplement', zh: '取暖补助' },
  who: { en: 'Whoever has a stove', zh: '有炉灶的人员' },
  pays: { en: 'A sum a month, more from eighty on', zh: '按月定额，八十岁起增加' },
  unit: 'PERSON',
  gives: 'MONTHLY',
  exclusive: true,
  rulesets: timelineOf([
    {
      from: '2022-01-01',
      until: '2026-12-31',
      main: {
        ...bareRuleset('HEAT-2022', document),
        steps: {
          ...bareRuleset('HEAT-2022', document).steps,
          economicCheck: allowed('HEAT-2022 Art.3'),
          dossier: demanded('HEAT-2022 Art.5'),
        },
        clocks: {
          ...noClocks,
          townshipOpinion: workingDays(5, 'HEAT-2022 Art.4'),
          wholeCase: days(20, 'HEAT-2022 Art.6'),
        },
      },
    },
    law2026,
  ]),
  lanes: {
    of: ({ fuel }) => (fuel === 'GAS' ? 'GAS' : null),
    change: {
      GAS: (base) => ({ ...base, clocks: { ...base.clocks, wholeCase: days(3, 'HEAT-2022 Art.7') } }),
    },
  },
  particulars: Stove,
  parameters: {},
  rates: ['HEAT', 'HEAT_OLD'],
  grounds: { NO_CERTIFICATE: { en: 'No certificate', zh: '无合格证', clause: 'HEAT-2022 Art.2' } },
  firstPaid: { value: 'MONTH_OF_APPLICATION', clause: 'HEAT-2022 Art.8' },
  lastPaid: { decision: cited(0, 'HEAT-2022 Art.9'), death: cited(0, 'HEAT-2022 Art.9') },
  payees: { value: ['HOLDER', 'GUARDIAN'], clause: 'HEAT-2022 Art.10' },
  checkFiling: () => {},
  assess: (_assessed, [first], { policy, area, areaKind, month, day, ruleset }, { certificate }) => {
    const birthDate = first?.birthDate ?? ERASED
    const old = birthDate === ERASED ? null : monthOf(addMonthsToDay(birthDate, AGE * 12))
    const facts: AmountFacts = {
      mode: 'RATES',
      members: 1,
      parts: [
        { rate: 'HEAT', firstMonth: null, lastMonth: null },
        { rate: 'HEAT_OLD', firstMonth: old, lastMonth: null },
      ],
      lessFen: 0,
    }
    const amount = monthlyAmount(facts, policy, { scheme: CODE, area, areaKind, month, knownOn: day })
    const qualifies = certificate !== null
    const amountFen = qualifies ? (amount?.fen ?? 0) : 0
    return {
      facts,
      sheet: { ruleset: ruleset.id, rates: [...(amount?.rates ?? [])], lines: [], amountFen },
      verdict: { qualifies, grounds: qualifies ? [] : ['NO_CERTIFICATE'] },
    }
  },
  reviewDue: ({ decidedOn, ruleset }) => ({
    due: addMonthsToDay(decidedOn, ruleset.review.withoutIncome.value),
    clause: ruleset.review.withoutIncome.clause,
  }),
  endsOn: () => cited('2025-12-31', 'HEAT-2022 Art.11'),
})

const rate = (name: string, fen: number) =>
  standard({
    scheme: CODE,
    rate: name,
    areaKind: 'ALL',
    effectiveFrom: '2022-01-01',
    inForceOn: '2021-12-01',
    figure: { fen, per: 'YEAR' },
  })
/** 1,000 and 500 yuan a year: neither is a whole number of fen a month, their sum is rounded once. */
const policy = policyOf(rate('HEAT', 100_000), rate('HEAT_OLD', 50_000))

const on = (today: Day, who: Actor = clerk) => onDay(today, who, { schemes: [...schemes, heatingSupplement], policy })

type Act = readonly [CaseCommand, ReturnType<typeof on>]
const told = (acts: readonly Act[]): Past<Parameters<typeof caseDecider.evolve>[1]>[] => {
  const past: Past<Parameters<typeof caseDecider.evolve>[1]>[] = []
  for (const [next, context] of acts)
    for (const event of caseDecider.decide(next, stateAfter(caseDecider, past), context))
      past.push({ event, actor: context.actor.sub })
  return past
}
const after = (...acts: readonly Act[]) => given(caseDecider, ...told(acts))
const stateOf = (...acts: readonly Act[]): CaseState => stateAfter(caseDecider, told(acts))

const alone = (over: Parameters<typeof member>[1] = {}) => member(grandmother, { relation: 'SELF', ...over })
const stove: Stove = { fuel: 'COAL', certificate: 'C-1' }
const register = (particulars: Record<string, unknown> | null) =>
  command('RegisterIntake', {
    ...application({ scheme: CODE, filing: 'SINGLE', applicant: grandmother, members: [alone()] }),
    commitmentSignedOn: null,
    declared: assessed([]),
    particulars: particulars as Stove | null,
  })
const accepted = (particulars: Record<string, unknown> | null = stove): readonly Act[] => [
  [register(particulars), on('2023-03-06')],
  [command('AcceptApplication', {}), on('2023-03-07')],
]
const draft = command('DraftOpinion', { opinion: 'GRANT', reasons: '有证' })
const submitted: readonly Act[] = [
  ...accepted(),
  [draft, on('2023-03-08')],
  [command('SubmitDossier', {}), on('2023-03-09')],
]
const grant = (over: Record<string, unknown> = {}) =>
  command('DecideGrant', {
    decisionNumber: '暖1号',
    holder: grandmother,
    payee: { kind: 'HOLDER' },
    amountFen: 8_333,
    noConflictOfInterest: true,
    ...over,
  })
const granted: readonly Act[] = [...submitted, [grant(), on('2023-04-11', confirmer)]]

describe('a scheme written in a test', () => {
  test('goes from intake to a month that is paid', () => {
    const { entitlement, periods, reviewDue } = stateOf(...granted) as EntitledCase
    expect(entitlement).toMatchObject({
      fromMonth: '2023-03',
      toMonth: '2025-12',
      amountFen: 8_333,
      endsOn: '2025-12-31',
    })
    expect(reviewDue).toBe('2024-04-11')
    const question = { scheme: CODE, area: VILLAGE, areaKind: 'RURAL', month: '2023-05' } as const
    expect(monthlyAmount(periodIn(periods, '2023-05')!.entitlement.facts, policy, question)).toMatchObject({
      fen: 8_333,
    })
    expect(periodIn(periods, '2026-01')).toBeUndefined()
  })

  test('is accepted without what its rules do not ask for, on its own clocks', () => {
    after(...accepted().slice(0, 1))
      .when(command('AcceptApplication', {}), on('2023-03-07'))
      .emits({
        type: 'ApplicationAccepted',
        data: {
          ruleset: 'HEAT-2022',
          lane: null,
          claimed: [grandmother],
          deadlines: [
            { clock: 'TOWNSHIP_OPINION', due: '2023-03-14', clause: 'HEAT-2022 Art.4' },
            { clock: 'WHOLE_CASE', due: '2023-03-27', clause: 'HEAT-2022 Art.6' },
          ],
        },
      })
  })

  test('follows another lane where its own facts say so', () => {
    const gas = { ...stove, fuel: 'GAS' }
    after([register(gas), on('2023-03-06')])
      .when(command('AcceptApplication', {}), on('2023-03-07'))
      .emits({
        type: 'ApplicationAccepted',
        data: { lane: 'GAS', deadlines: [{ clock: 'TOWNSHIP_OPINION' }, { clock: 'WHOLE_CASE', due: '2023-03-10' }] },
      })
  })

  test('knows no survey, notice or publication, and may ask for a check', () => {
    const survey = command('StartSurvey', { surveyors: ['surveyor-1', 'surveyor-2'] })
    after(...accepted())
      .when(survey, on('2023-03-08'))
      .refuses('step-unknown', { step: 'homeVisit', ruleset: 'HEAT-2022', clause: 'HEAT-2022' })
    const income = command('AssessIncome', { assessment: assessed([]) })
    after(...accepted())
      .when(income, on('2023-03-08'))
      .refuses('step-unknown', { step: 'incomeAssessment' })
    const notice = command('PostNotice', { places: ['公开栏'], photoSha256: null })
    after(...accepted(), [draft, on('2023-03-08')])
      .when(notice, on('2023-03-08'))
      .refuses('scheme-not-posted', { clause: 'HEAT-2022' })
    after(...granted)
      .when(command('PublishDecision', { places: ['公开栏'] }), on('2023-04-12'))
      .refuses('scheme-not-posted')
    after(...accepted())
      .when(command('RequestEconomicCheck', {}), on('2023-03-08'))
      .refuses('authorization-missing')
  })

  test('is refused a step that is missing by the clause of its own rules', () => {
    after(...accepted(), [draft, on('2023-03-08')])
      .when(grant(), on('2023-04-11', confirmer))
      .refuses('dossier-missing', { clause: 'HEAT-2022 Art.5' })
  })

  test('asks for its own facts, and says where they are wrong', () => {
    const nothing = given(caseDecider)
    nothing
      .when(register({ fuel: 'WOOD', certificate: null }), on('2023-03-06'))
      .refuses('particulars-invalid', { scheme: CODE, paths: ['fuel'] })
    after(...accepted(null))
      .when(draft, on('2023-03-08'))
      .refuses('particulars-missing', { scheme: CODE })
    const told = command('RecordParticulars', { particulars: stove })
    after(...accepted(null), [told, on('2023-03-08')])
      .when(draft, on('2023-03-08'))
      .emits({ type: 'OpinionDrafted', data: { sheet: { amountFen: 8_333, rates: [{ rate: 'HEAT' }] } } })
    after(...accepted())
      .when(command('RecordParticulars', { particulars: { fuel: 'GAS' } }), on('2023-03-08'))
      .refuses('particulars-invalid', { paths: ['certificate'] })
  })

  test('refuses and stops on its own grounds and on those that all schemes know, and on no other', () => {
    const refuse = (ground: string) =>
      command('DecideRefusal', { decisionNumber: '暖2号', grounds: [ground], reasons: '无证' })
    const bare = command('RecordParticulars', { particulars: { ...stove, certificate: null } })
    const without: readonly Act[] = [
      ...accepted(),
      [bare, on('2023-03-08')],
      [command('DraftOpinion', { opinion: 'REFUSE', reasons: '无证' }), on('2023-03-08')],
      [command('SubmitDossier', {}), on('2023-03-09')],
    ]
    after(...without)
      .when(refuse('NO_CERTIFICATE'), on('2023-04-11', confirmer))
      .emits({ type: 'RefusalDecided', data: { grounds: ['NO_CERTIFICATE'] } })
    after(...submitted)
      .when(refuse('NO_CERTIFICATE'), on('2023-04-11', confirmer))
      .refuses('ground-not-borne-out')
    after(...submitted)
      .when(refuse('INCOME'), on('2023-04-11', confirmer))
      .refuses('unknown-ground', { ground: 'INCOME' })
    const reviewed: readonly Act[] = [...granted, [command('OpenReview', { cause: 'CADENCE' }), on('2023-06-01')]]
    const stop = command('DecideTermination', { decisionNumber: '暖3号', ground: 'INCOME', reasons: '收入' })
    after(...reviewed)
      .when(stop, on('2023-06-02', confirmer))
      .refuses('unknown-ground', { ground: 'INCOME' })
  })

  test('pays a guardian where it says so, and nobody else', () => {
    const guardian = { kind: 'PERSON', personId: mother, role: 'GUARDIAN' }
    after(...submitted)
      .when(grant({ payee: guardian }), on('2023-04-11', confirmer))
      .emits({ type: 'GrantDecided', data: { entitlement: { payee: guardian as never, holder: grandmother } } })
    const carer = { ...guardian, role: 'CARER' }
    after(...submitted)
      .when(grant({ payee: carer }), on('2023-04-11', confirmer))
      .refuses('payee-not-allowed', { payee: 'CARER', clause: 'HEAT-2022 Art.10' })
    after(...submitted)
      .when(grant({ payee: { ...guardian, personId: grandmother } }), on('2023-04-11', confirmer))
      .refuses('payee-is-holder')
    const minor = { persons: personsWith(person(mother, { birthDate: '2005-04-12' })) }
    after(...submitted)
      .when(grant({ payee: guardian }), { ...on('2023-04-11', confirmer), ...minor })
      .refuses('payee-minor', { personId: mother })
    const change = (payee: object) =>
      command('ChangeHolder', { holder: grandmother, payee: payee as never, fromMonth: '2023-06', reasons: '监护' })
    after(...granted)
      .when(change(guardian), on('2023-05-02', senior))
      .emits(
        { type: 'EntitlementStarted' },
        { type: 'HolderChanged', data: { entitlement: { fromMonth: '2023-06', payee: guardian as never } } },
      )
    after(...granted)
      .when(change({ kind: 'HOLDER' }), on('2023-05-02', senior))
      .refuses('same-holder')
  })

  test('is for one person', () => {
    given(caseDecider)
      .when(
        command('RegisterIntake', {
          ...application({ scheme: CODE, members: [alone(), member(mother)], applicant: grandmother }),
          particulars: stove,
        }),
        on('2023-03-06'),
      )
      .refuses('one-person-scheme')
    after(...accepted().slice(0, 1))
      .when(command('AddMember', { member: member(mother), joinedOn: '2023-03-01' }), on('2023-03-07'))
      .refuses('one-person-scheme')
  })

  test('ends by itself, and the day after its ruleset ends nothing of it applies', () => {
    after(...granted)
      .when(command('RecordDueFacts', {}), on('2025-12-31'))
      .emits({ type: 'EntitlementStarted', on: '2023-03-01' })
    after(...granted)
      .when(command('RecordDueFacts', {}), on('2026-01-01'))
      .emits(
        { type: 'EntitlementStarted' },
        { type: 'EntitlementLapsed', data: { lastMonth: '2025-12' }, on: '2025-12-31' },
      )
      .leaves((state) => expect(state).toMatchObject({ status: 'TERMINATED', lastMonth: '2025-12' }))
    after([register(stove), on('2026-12-30')])
      .when(command('AcceptApplication', {}), on('2026-12-31'))
      .emits({ type: 'ApplicationAccepted' })
    after([register(stove), on('2026-12-30')])
      .when(command('AcceptApplication', {}), on('2027-01-01'))
      .refuses('no-ruleset', { scheme: CODE, day: '2027-01-01' })
  })

  test('steps to another rate with an age, by time alone', () => {
    const older = onDay('2023-03-06', clerk, { schemes: [heatingSupplement], policy })
    const birthDate = '1943-06-18'
    const persons = new Map(older.persons).set(grandmother, { ...older.persons.get(grandmother)!, birthDate } as never)
    const at = (today: Day, who: Actor = clerk) => ({ ...older, today, actor: who, persons })
    const acts: readonly Act[] = [
      [
        command('RegisterIntake', {
          ...application({
            scheme: CODE,
            filing: 'SINGLE',
            applicant: grandmother,
            members: [alone({ birthDate })],
            declared: assessed([]),
          }),
          particulars: stove,
        }),
        at('2023-03-06'),
      ],
      [command('AcceptApplication', {}), at('2023-03-07')],
      [draft, at('2023-03-08')],
      [command('SubmitDossier', {}), at('2023-03-09')],
      [grant(), at('2023-04-11', confirmer)],
    ]
    after(...acts)
      .when(command('RecordDueFacts', {}), at('2023-06-01'))
      .emits(
        { type: 'EntitlementStarted' },
        { type: 'EntitlementStepped', data: { fromMonth: '2023-06', rates: ['HEAT', 'HEAT_OLD'] }, on: '2023-06-01' },
      )
    after(...acts, [command('RecordDueFacts', {}), at('2023-06-01')])
      .when(command('RecordDueFacts', {}), at('2023-07-01'))
      .emits()
    const { periods } = stateOf(...acts) as EntitledCase
    const paid = (month: string) =>
      monthlyAmount(periodIn(periods, month)!.entitlement.facts, policy, {
        scheme: CODE,
        area: VILLAGE,
        areaKind: 'RURAL',
        month,
      })?.fen
    expect([paid('2023-05'), paid('2023-06'), paid(addMonths('2023-06', 1))]).toEqual([8_333, 12_500, 12_500])
  })

  test('is unknown to a programme that does not have it', () => {
    given(caseDecider).when(register(stove), onDay('2023-03-06')).refuses('unknown-scheme', { scheme: CODE })
  })
})
