import { bareRuleset, demanded, noClocks } from '../../policy/bare-ruleset.ts'
import { cited, workingDays } from '../../policy/cited.ts'
import { frame2014, law2026, reform2020 } from '../../policy/national-texts.ts'
import type { MainRuleset, Steps } from '../../policy/ruleset.ts'
import { type Timeline, timelineOf } from '../../policy/timeline.ts'

const MINISTRY = '民政部'

/** Every step of the allowance: the same office finds out about the same household. */
const stepsOf = (clause: string): Steps => ({
  commitment: demanded(clause),
  closeRelatives: demanded(clause),
  homeVisit: demanded(clause),
  economicCheck: demanded(clause),
  incomeAssessment: demanded(clause),
  notice: demanded(clause),
  publication: demanded(clause),
  dossier: demanded(clause),
})

const marginal2021: MainRuleset = {
  ...bareRuleset('2021-57', { number: '民发〔2021〕57号', title: '最低生活保障审核确认办法', issuer: MINISTRY }),
  steps: stepsOf('product default'),
  clocks: {
    ...noClocks,
    wholeCase: workingDays(30, 'product default'),
    wholeCaseExtended: workingDays(45, 'product default'),
    refusalNotice: workingDays(3, 'product default'),
  },
  noticeDays: cited(7, 'product default'),
  deliberation: cited('ON_OBJECTION', 'product default'),
  countyVisit: cited(['CLOSE_RELATIVE', 'COMPLAINT'], 'product default'),
}

const rigid2025: MainRuleset = {
  ...bareRuleset('2025-rigid', { number: '2025-rigid', title: '刚性支出困难家庭认定办法', issuer: MINISTRY }),
  steps: stepsOf('2025-rigid'),
  clocks: {
    ...noClocks,
    wholeCase: workingDays(30, '2025-rigid Art.8'),
    wholeCaseExtended: workingDays(45, '2025-rigid Art.8'),
    refusalNotice: workingDays(3, 'product default'),
  },
  noticeDays: cited(7, 'product default'),
  deliberation: cited('ON_OBJECTION', 'product default'),
  countyVisit: cited(['CLOSE_RELATIVE', 'COMPLAINT'], 'product default'),
}

/**
 * The documents of the marginal household: named by those of the allowance, which print no procedure of its own, so that it
 * follows theirs as the product's default.
 */
export const marginalRulesets: Timeline = timelineOf([
  { from: '2021-07-01', keeps: [frame2014.id, reform2020.id], main: marginal2021 },
  frame2014,
  reform2020,
  law2026,
])

/** The documents of the household with rigid expenditure. */
export const rigidRulesets: Timeline = timelineOf([
  { from: '2025-01-01', keeps: [frame2014.id, reform2020.id], main: rigid2025 },
  frame2014,
  reform2020,
  law2026,
])
