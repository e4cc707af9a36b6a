import type { Day } from '../shared/day.ts'
import { refuse } from './refusals.ts'
import type { Cited, Limit, Ruleset } from './ruleset.ts'

/** A document of the time line: a whole procedure, or changes to the one in force. */
type Row = { from: Day } & ({ main: Omit<Ruleset, 'overlays'> } | { id: string; change: (base: Ruleset) => Ruleset })

const workingDays = (count: number, clause: string): Limit => ({ count, unit: 'WORKING_DAYS', clause })
const days = (count: number, clause: string): Limit => ({ count, unit: 'DAYS', clause })
const months = (count: number, clause: string): Limit => ({ count, unit: 'MONTHS', clause })
const cited = <const Value>(value: Value, clause: string): Cited<Value> => ({ value, clause })

const MINISTRY = '民政部'

/** Sorted by the day from which each counts. A new text is a new row; no row is ever edited. */
const timeline: readonly Row[] = [
  {
    from: '2012-12-12',
    main: {
      id: '2012-220',
      document: { number: '民发〔2012〕220号', title: '最低生活保障审核审批办法（试行）', issuer: MINISTRY },
      clocks: {
        surveyStart: workingDays(10, '2012-220 Art.18'),
        checkStart: null,
        deliberation: workingDays(5, '2012-220 Art.21'),
        opinion: workingDays(5, '2012-220 Art.26'),
        countyDecision: workingDays(3, '2012-220 Art.29'),
        countyDecisionAfterObjection: workingDays(20, '2012-220 Art.29'),
        wholeCase: null,
        wholeCaseExtended: null,
        wholeCaseDelegated: null,
        refusalNotice: days(3, '2012-220 Art.29'),
        recheckAfterDeath: null,
      },
      review: {
        withoutIncome: cited(12, '2012-220 Art.33'),
        fixedIncome: cited(6, '2012-220 Art.33'),
        varying: { URBAN: cited(1, '2012-220 Art.33'), RURAL: cited(3, '2012-220 Art.33') },
      },
      noticeDays: cited(7, '2012-220 Art.25'),
      secondNoticeDays: cited(7, '2012-220 Art.29'),
      minInvestigators: cited(2, '2012-220 Art.18'),
      deliberation: cited('ALWAYS', '2012-220 Art.21'),
      deliberationResidents: cited({ atLeast: 2, of: 3 }, '2012-220 Art.22'),
      countyVisit: cited(['CLOSE_RELATIVE', 'COMPLAINT'], '2012-220 Art.26'),
      countySamplePercent: cited(30, '2012-220 Art.26'),
      gradualExitMonths: null,
      hearing: cited(false, '2012-220'),
      townshipMayDecide: cited('NO', '2012-220 Art.29'),
    },
  },
  {
    // The reform opinion lets places hand the confirmation to townships; it changes no clock.
    from: '2020-08-25',
    id: '2020-reform',
    change: (base) => ({ ...base, townshipMayDecide: cited('BY_DELEGATION', '2020-reform') }),
  },
  {
    from: '2021-07-01',
    main: {
      id: '2021-57',
      document: { number: '民发〔2021〕57号', title: '最低生活保障审核确认办法', issuer: MINISTRY },
      clocks: {
        surveyStart: workingDays(3, '2021-57 Art.15'),
        checkStart: workingDays(3, '2021-57 Art.15'),
        deliberation: null,
        opinion: null,
        countyDecision: workingDays(10, '2021-57 Art.20'),
        countyDecisionAfterObjection: null,
        wholeCase: workingDays(30, '2021-57 Art.22'),
        wholeCaseExtended: workingDays(45, '2021-57 Art.22'),
        wholeCaseDelegated: null,
        refusalNotice: workingDays(3, '2021-57 Art.21'),
        recheckAfterDeath: null,
      },
      review: {
        withoutIncome: cited(12, '2021-57 Art.31'),
        fixedIncome: cited(12, '2021-57 Art.31'),
        varying: { URBAN: cited(6, '2021-57 Art.31'), RURAL: cited(6, '2021-57 Art.31') },
      },
      noticeDays: cited(7, '2021-57 Art.19'),
      secondNoticeDays: null,
      minInvestigators: cited(2, '2021-57 Art.16'),
      deliberation: cited('ON_OBJECTION', '2021-57 Art.19'),
      deliberationResidents: null,
      countyVisit: cited(['CLOSE_RELATIVE', 'COMPLAINT'], '2021-57 Art.20'),
      countySamplePercent: null,
      gradualExitMonths: null,
      hearing: cited(false, '2021-57 Art.32'),
      townshipMayDecide: cited('BY_DELEGATION', '2020-reform'),
    },
  },
  {
    from: '2022-10-20',
    id: '2022-83',
    change: (base) => ({
      ...base,
      clocks: {
        ...base.clocks,
        wholeCaseDelegated: workingDays(20, '2022-83'),
        recheckAfterDeath: months(3, '2022-83'),
      },
      gradualExitMonths: cited(6, '2022-83'),
    }),
  },
  {
    from: '2026-07-01',
    id: '2026-LAW',
    change: (base) => ({
      ...base,
      hearing: cited(true, '2026-LAW Art.48'),
      townshipMayDecide: cited('WHERE_THE_PROVINCE_ALLOWS', '2026-LAW Art.44'),
    }),
  },
]

const build = (rows: readonly Row[]): readonly { from: Day; ruleset: Ruleset }[] => {
  const built: { from: Day; ruleset: Ruleset }[] = []
  for (const row of rows) {
    const before = built.at(-1)?.ruleset
    if ('main' in row) built.push({ from: row.from, ruleset: { ...row.main, overlays: [] } })
    else if (before)
      built.push({ from: row.from, ruleset: { ...row.change(before), overlays: [...before.overlays, row.id] } })
  }
  return built
}

/** The time line as whole rulesets, each in force until the day before the next. */
export const rulesets: readonly { from: Day; ruleset: Ruleset }[] = build(timeline)

const rulesetOn = (day: Day): Ruleset => {
  const row = rulesets.findLast(({ from }) => from <= day)
  if (!row) throw refuse('no-ruleset', { day })
  return row.ruleset
}

/** The ruleset of a case's clocks and steps: the one in force on the day of acceptance, whatever comes later. */
export const rulesetForAcceptance = (acceptedOn: Day): Ruleset => rulesetOn(acceptedOn)

/** The ruleset of eligibility, amount, reduction and stop: the one in force on the day of that decision. */
export const rulesetForDecision = (decidedOn: Day): Ruleset => rulesetOn(decidedOn)

/** Whether a reduction or stop decided on a day needs the recipient heard first. */
export const hearingRequiredOn = (decidedOn: Day): boolean => rulesetOn(decidedOn).hearing.value

/** Whether the rules of a day let a township confirm at all; that one township may is a delegation of its area. */
export const delegationAllowedOn = (day: Day): boolean => rulesetOn(day).townshipMayDecide.value !== 'NO'

/** Longest gradual exit in months under the rules of a day; undefined where they know none. */
export const gradualExitMonthsOn = (decidedOn: Day): Cited<number> | undefined =>
  rulesetOn(decidedOn).gradualExitMonths ?? undefined
