import { allowed, bareRuleset } from '../../policy/bare-ruleset.ts'
import { heardAsUnderLaw2026, reform2020 } from '../../policy/national-texts.ts'
import { type Timeline, timelineOf } from '../../policy/timeline.ts'
import type { Day } from '../../shared/day.ts'

/**
 * The procedure of what places give by rules of their own: no national text, no clock, nothing demanded but a decision. Its
 * steps are the product's default; the document of a place stands at its rates and parameters.
 */
export const localRulesets = (from: Day, title: string): Timeline => {
  const bare = bareRuleset(
    'local-practice',
    { number: 'local-practice', title, issuer: '县级人民政府' },
    'product default',
  )
  const step = allowed('product default')
  return timelineOf([
    { from, main: { ...bare, steps: { ...bare.steps, homeVisit: step, publication: step, dossier: step } } },
    reform2020,
    heardAsUnderLaw2026,
  ])
}
