import { bareRuleset, demanded, noClocks } from '../../policy/bare-ruleset.ts'
import { workingDays } from '../../policy/cited.ts'
import { heardAsUnderLaw2026 } from '../../policy/national-texts.ts'
import type { MainRuleset } from '../../policy/ruleset.ts'
import { type Timeline, timelineOf } from '../../policy/timeline.ts'

const OFFICE = '国务院办公厅'
const orphans = bareRuleset('2010-54', {
  number: '国办发〔2010〕54号',
  title: '关于加强孤儿保障工作的意见',
  issuer: OFFICE,
})
const unsupported = bareRuleset('2019-62', {
  number: '民发〔2019〕62号',
  title: '关于进一步加强事实无人抚养儿童保障工作的意见',
  issuer: '民政部',
})

/** Confirmed by the county or above; the clock is a local matter. No child is posted or published, here as there. */
const orphanMain: MainRuleset = {
  ...orphans,
  steps: { ...orphans.steps, homeVisit: demanded('product default'), dossier: demanded('2010-54') },
}

/** Township by data match, county, no notice; that somebody sees the child is the product's default. */
const unsupportedMain: MainRuleset = {
  ...unsupported,
  steps: { ...unsupported.steps, homeVisit: demanded('product default'), dossier: demanded('2019-62') },
  clocks: {
    ...noClocks,
    townshipOpinion: workingDays(15, '2019-62'),
    countyDecision: workingDays(15, '2019-62'),
  },
}

/**
 * The documents of the orphan allowance; the month of the first is a belief. The county or above confirms: the reform of 2020
 * lets townships confirm social assistance, of which the allowances of children are none.
 */
export const orphanRulesets: Timeline = timelineOf([{ from: '2010-11-01', main: orphanMain }, heardAsUnderLaw2026])

/** The documents of the allowance for unsupported children; places had to have rules of their own by the end of October. */
export const unsupportedChildRulesets: Timeline = timelineOf([
  { from: '2019-07-01', main: unsupportedMain },
  heardAsUnderLaw2026,
])
