import type { SamplePlan } from '../../domain/inspection/events.ts'
import type { Cited } from '../../domain/policy/ruleset.ts'
import { rulesetOn } from '../../domain/scheme/scheme.ts'
import { findScheme } from '../../domain/scheme/schemes.ts'
import type { Day } from '../../domain/shared/day.ts'

/** The share of all dossiers that the county has to visit by sample under the rules of a day; null where they name none. */
export const leastSamplePercent = (
  { of, scheme }: Pick<SamplePlan, 'of' | 'scheme'>,
  day: Day,
): Cited<number> | null => (of === 'DOSSIERS' ? rulesetOn(findScheme(scheme), day).countySamplePercent : null)
