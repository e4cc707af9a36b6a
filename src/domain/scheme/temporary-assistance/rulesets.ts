import { allowed, allSteps, bareRuleset, demanded, noClocks, none } from '../../policy/bare-ruleset.ts'
import { cited, days } from '../../policy/cited.ts'
import { frame2014, law2026, reform2020 } from '../../policy/national-texts.ts'
import type { MainRuleset, Ruleset } from '../../policy/ruleset.ts'
import { type Overlay, type Timeline, timelineOf } from '../../policy/timeline.ts'

const STATE_COUNCIL = '国务院'

/** The full procedure, as it is for expenditure aid; no text of the nation sets a clock for it. */
const fullProcedure = (main: MainRuleset, clause: string): MainRuleset => ({
  ...main,
  steps: {
    ...allSteps(demanded(clause)),
    closeRelatives: demanded('product default'),
    // Small sums are the township's own decision; where it has none, the county decides on its opinion.
    dossier: allowed(clause),
  },
  clocks: noClocks,
  noticeDays: cited(7, 'product default'),
  deliberation: cited('ON_OBJECTION', 'product default'),
  countyVisit: cited(['CLOSE_RELATIVE', 'COMPLAINT'], 'product default'),
})

/** The frame of 2014 names temporary assistance; the county decides. */
const frame: MainRuleset = fullProcedure(
  bareRuleset('2014-649', { number: '国务院令第649号', title: '社会救助暂行办法', issuer: STATE_COUNCIL }),
  '2014-649',
)

/** Temporary assistance everywhere; small sums may be decided by the township, which files them with the county. */
const everywhere2014: MainRuleset = {
  ...fullProcedure(
    bareRuleset('2014-47', {
      number: '国发〔2014〕47号',
      title: '关于全面建立临时救助制度的通知',
      issuer: STATE_COUNCIL,
    }),
    '2014-47',
  ),
  townshipMayDecide: cited('BY_DELEGATION', '2014-47'),
}

/** Two kinds, tiers, case conference, aid in stages by one approval; the deliberation is no longer for every case. */
const better2018: Overlay = { id: '2018-23', from: '2018-01-23', change: (base) => base }

/** Jobless people without insurance apply where they work or live. */
const bottomLine2022: Overlay = { id: '2022-83', from: '2022-10-20', change: (base) => base }

/** The document that brings quick small aid. */
export const QUICK_AID = '2026-TA'

const quickAid2026: Overlay = { id: QUICK_AID, from: '2026-01-29', change: (base) => base }

/**
 * The documents of temporary assistance, sorted by the day from which each counts. Of the notice of October 2014 the month
 * alone is known.
 */
export const temporaryAssistanceRulesets: Timeline = timelineOf([
  { from: '2014-05-01', main: frame },
  frame2014,
  { from: '2014-10-01', keeps: [frame2014.id], main: everywhere2014 },
  better2018,
  reform2020,
  bottomLine2022,
  quickAid2026,
  law2026,
])

/** Check, deliberation and notice may be left out, and every signature is collected afterwards [2018-23]. */
export const emergencyLane = (base: Ruleset): Ruleset => ({
  ...base,
  steps: { ...allSteps(allowed(base.overlays.includes(better2018.id) ? better2018.id : base.id)) },
  countyVisit: cited([], 'product default'),
})

/** Nothing is checked and nothing posted; as a rule within three days. Before its document there is no such lane. */
export const quickLane = (base: Ruleset): Ruleset =>
  base.overlays.includes(QUICK_AID)
    ? {
        ...base,
        steps: { ...allSteps(none(QUICK_AID)), incomeAssessment: allowed(QUICK_AID) },
        noticeDays: null,
        countyVisit: cited([], QUICK_AID),
        clocks: { ...base.clocks, wholeCase: days(3, QUICK_AID) },
      }
    : base

const spendingOnly = (base: Ruleset, clause: string): Ruleset => ({
  ...base,
  steps: {
    ...base.steps,
    economicCheck: none(clause),
    homeVisit: allowed(clause),
    incomeAssessment: allowed(clause),
  },
})

/** Allowance and extreme-poverty families are poor already: only the spending is looked at [2018-23]. */
export const recipientLane = (base: Ruleset): Ruleset =>
  base.overlays.includes(better2018.id) ? spendingOnly(base, better2018.id) : base

/** Marginal and rigid-expenditure families too, for a period, since the opinion of 2026. */
export const certifiedLane = (base: Ruleset): Ruleset =>
  base.overlays.includes(QUICK_AID) ? spendingOnly(base, QUICK_AID) : base
