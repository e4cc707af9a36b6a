import { bareRuleset, demanded, noClocks, reviewEvery } from '../../policy/bare-ruleset.ts'
import { cited, workingDays } from '../../policy/cited.ts'
import { frame2014, law2026, reform2020 } from '../../policy/national-texts.ts'
import type { MainRuleset } from '../../policy/ruleset.ts'
import { type Overlay, type Timeline, timelineOf } from '../../policy/timeline.ts'

const MINISTRY = '民政部'
const STATE_COUNCIL = '国务院'

/**
 * The frame of 2014: application to the township, notice, decision of the county. No clock of it is known, and its steps are
 * believed to be those of the allowance of that time.
 */
const frame: MainRuleset = {
  ...bareRuleset('2014-649', { number: '国务院令第649号', title: '社会救助暂行办法', issuer: STATE_COUNCIL }),
  steps: {
    commitment: demanded('2014-649'),
    closeRelatives: demanded('product default'),
    homeVisit: demanded('2014-649'),
    economicCheck: demanded('2014-649'),
    incomeAssessment: demanded('2014-649 Art.14'),
    notice: demanded('2014-649'),
    publication: demanded('2014-649'),
    dossier: demanded('2014-649'),
  },
  clocks: noClocks,
  noticeDays: cited(7, 'product default'),
  minInvestigators: cited(2, 'product default'),
  deliberation: cited('ON_OBJECTION', 'product default'),
  countyVisit: cited(['CLOSE_RELATIVE', 'COMPLAINT'], 'product default'),
}

/** The procedure of 2021; that it runs on under the Law is assumed. */
const recognition2021: MainRuleset = {
  ...bareRuleset('2021-43', { number: '民发〔2021〕43号', title: '特困人员认定办法', issuer: MINISTRY }),
  steps: {
    commitment: demanded('2021-43 Art.11'),
    closeRelatives: demanded('product default'),
    homeVisit: demanded('2021-43 Art.13'),
    economicCheck: demanded('2021-43 Art.13'),
    incomeAssessment: demanded('2021-43 Art.6'),
    notice: demanded('2021-43 Art.15'),
    publication: demanded('2021-43 Art.17'),
    dossier: demanded('2021-43 Art.16'),
  },
  clocks: {
    ...noClocks,
    townshipOpinion: workingDays(15, '2021-43 Art.13'),
    redoAfterObjection: workingDays(15, '2021-43 Art.15'),
    countyDecision: workingDays(15, '2021-43 Art.16'),
    refusalNotice: workingDays(3, '2021-43 Art.18'),
    selfCareAgain: workingDays(10, '2021-43 Art.23'),
    stopAfterObjection: workingDays(15, '2021-43 Art.26'),
  },
  review: reviewEvery(cited(12, '2020-reform')),
  noticeDays: cited(7, '2021-43 Art.15'),
  noticeAgain: cited(true, '2021-43 Art.15'),
  stopNoticeDays: cited(7, '2021-43 Art.26'),
  minInvestigators: cited(2, 'product default'),
  deliberation: cited('ON_OBJECTION', '2020-reform'),
  countyVisit: cited(['CLOSE_RELATIVE', 'COMPLAINT'], 'product default'),
  countySamplePercent: cited(30, '2021-43 Art.16'),
  hearing: cited(false, '2021-43 Art.26'),
}

/** The opinion of 2016 brings the care tiers, which are rates and a scale; of the procedure it changes nothing that is known. */
const care2016: Overlay = { id: '2016-14', from: '2016-02-10', change: (base) => base }

/** The documents of support for the extremely poor, sorted by the day from which each counts. */
export const supportRulesets: Timeline = timelineOf([
  { from: '2014-05-01', main: frame },
  frame2014,
  care2016,
  reform2020,
  { from: '2021-07-01', keeps: [frame2014.id, care2016.id, reform2020.id], main: recognition2021 },
  law2026,
])
