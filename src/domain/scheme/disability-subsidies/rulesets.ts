import { allowed, bareRuleset, reviewEvery } from '../../policy/bare-ruleset.ts'
import { cited, workingDays } from '../../policy/cited.ts'
import { frame2014, heardAsUnderLaw2026, reform2020 } from '../../policy/national-texts.ts'
import type { MainRuleset } from '../../policy/ruleset.ts'
import { type Timeline, timelineOf } from '../../policy/timeline.ts'

const bare = bareRuleset('2015-52', {
  number: '国发〔2015〕52号',
  title: '关于全面建立困难残疾人生活补贴和重度残疾人护理补贴制度的意见',
  issuer: '国务院',
})

/**
 * Township, county federation of the disabled, county civil affairs, finance: only a summary of the document was read, so
 * that nothing but the decision is demanded. How often it is looked at again a place says: once a year.
 */
const subsidies2015: MainRuleset = {
  ...bare,
  steps: {
    ...bare.steps,
    homeVisit: allowed('product default'),
    publication: allowed('product default'),
    dossier: allowed('2015-52 (reported)'),
  },
  review: reviewEvery(cited(12, 'local-shenzhen')),
}

/** The documents of both disability subsidies, sorted by the day from which each counts. */
export const disabilityRulesets: Timeline = timelineOf([
  { from: '2016-01-01', keeps: [frame2014.id], main: subsidies2015 },
  frame2014,
  reform2020,
  {
    // Filed anywhere; the home county decides and pays, and the receiving window reports back.
    id: '2021-cross',
    from: '2021-04-22',
    change: (base) => ({ ...base, clocks: { ...base.clocks, crossProvince: workingDays(16, '2021-cross') } }),
  },
  heardAsUnderLaw2026,
])
