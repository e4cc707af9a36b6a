import { bareRuleset, demanded, noClocks } from '../../policy/bare-ruleset.ts'
import { cited, days, months, workingDays } from '../../policy/cited.ts'
import { frame2014, law2026, reform2020 } from '../../policy/national-texts.ts'
import type { MainRuleset } from '../../policy/ruleset.ts'
import { type Timeline, timelineOf } from '../../policy/timeline.ts'

const MINISTRY = '民政部'

/** The trial procedure of 2012, repealed by that of 2021. */
const trial2012: MainRuleset = {
  ...bareRuleset('2012-220', {
    number: '民发〔2012〕220号',
    title: '最低生活保障审核审批办法（试行）',
    issuer: MINISTRY,
  }),
  steps: {
    commitment: demanded('2012-220'),
    closeRelatives: demanded('2012-220 Art.14'),
    homeVisit: demanded('2012-220 Art.18'),
    economicCheck: demanded('2012-220'),
    incomeAssessment: demanded('2012-220'),
    notice: demanded('2012-220 Art.25'),
    publication: demanded('2012-220'),
    dossier: demanded('2012-220 Art.26'),
  },
  clocks: {
    ...noClocks,
    surveyStart: workingDays(10, '2012-220 Art.18'),
    deliberation: workingDays(5, '2012-220 Art.21'),
    opinion: workingDays(5, '2012-220 Art.26'),
    countyDecision: workingDays(3, '2012-220 Art.29'),
    countyDecisionAfterObjection: workingDays(20, '2012-220 Art.29'),
    refusalNotice: days(3, '2012-220 Art.29'),
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
  townshipMayDecide: cited('NO', '2012-220 Art.29'),
}

/** The procedure of 2021; that it runs on under the Law is assumed. */
const procedure2021: MainRuleset = {
  ...bareRuleset('2021-57', { number: '民发〔2021〕57号', title: '最低生活保障审核确认办法', issuer: MINISTRY }),
  steps: {
    commitment: demanded('2021-57 Art.9'),
    closeRelatives: demanded('2021-57 Art.11'),
    homeVisit: demanded('2021-57 Art.16'),
    economicCheck: demanded('2021-57 Art.17'),
    incomeAssessment: demanded('2021-57 Art.13'),
    notice: demanded('2021-57 Art.19'),
    publication: demanded('2021-57 Art.24'),
    dossier: demanded('2021-57 Art.20'),
  },
  clocks: {
    ...noClocks,
    surveyStart: workingDays(3, '2021-57 Art.15'),
    checkStart: workingDays(3, '2021-57 Art.15'),
    countyDecision: workingDays(10, '2021-57 Art.20'),
    wholeCase: workingDays(30, '2021-57 Art.22'),
    wholeCaseExtended: workingDays(45, '2021-57 Art.22'),
    refusalNotice: workingDays(3, '2021-57 Art.21'),
  },
  review: {
    withoutIncome: cited(12, '2021-57 Art.31'),
    fixedIncome: cited(12, '2021-57 Art.31'),
    varying: { URBAN: cited(6, '2021-57 Art.31'), RURAL: cited(6, '2021-57 Art.31') },
  },
  noticeDays: cited(7, '2021-57 Art.19'),
  noticeAgain: cited(false, '2021-57 Art.19'),
  minInvestigators: cited(2, '2021-57 Art.16'),
  deliberation: cited('ON_OBJECTION', '2021-57 Art.19'),
  countyVisit: cited(['CLOSE_RELATIVE', 'COMPLAINT'], '2021-57 Art.20'),
  hearing: cited(false, '2021-57 Art.32'),
}

/** The documents of the allowance, sorted by the day from which each counts. A new text is a new row; no row is ever edited. */
export const allowanceRulesets: Timeline = timelineOf([
  { from: '2012-12-12', main: trial2012 },
  frame2014,
  reform2020,
  { from: '2021-07-01', keeps: [frame2014.id, reform2020.id], main: procedure2021 },
  {
    id: '2022-83',
    from: '2022-10-20',
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
  law2026,
])
